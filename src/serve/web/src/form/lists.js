// Lists of lines: recipients, legal grounds, those invited. They are dragged, or moved by Alt and an arrow.

import { useContext, useRef, useState } from "preact/hooks";
import { html } from "../html.js";
import { Button, sentence, useToast } from "../ui.js";
import { words } from "../words.js";
import { FormContext, Input, textOf } from "./input.js";

const w = words.form;

/** Moves rows by dragging and by keys; gives what a row needs. */
export function useOrder(count, move) {
  const [drag, setDrag] = useState(null);
  const toast = useToast();
  const dragged = useRef(null);
  const go = (from, to) => {
    if (to < 0 || to >= count || to === from) return false;
    move(from, to);
    toast(w.moved(to + 1));
    return true;
  };
  const row = (index) => ({
    "data-drop": drag && drag.over === index && drag.from !== index ? (drag.from < index ? "below" : "above") : undefined,
    onDragOver: (event) => {
      if (dragged.current === null) return;
      event.preventDefault();
      if (drag?.over !== index) setDrag({ from: dragged.current, over: index });
    },
    onDrop: (event) => {
      event.preventDefault();
      if (dragged.current !== null) go(dragged.current, index);
      dragged.current = null;
      setDrag(null);
    },
  });
  const grip = (index) => ({
    draggable: true,
    onDragStart: (event) => {
      dragged.current = index;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      const line = event.target.closest("li, tr");
      if (line) event.dataTransfer.setDragImage(line, 12, 12);
    },
    onDragEnd: () => {
      dragged.current = null;
      setDrag(null);
    },
  });
  return { go, row, grip };
}

/** Whether an arrow leaves a text of some lines: the browser moves within it else. */
function isAtEdge({ value, selectionStart, clientHeight }, key) {
  if (clientHeight < 50) return true;
  return key === "ArrowUp" ? selectionStart === 0 : selectionStart === value.length;
}

/** The grip of a row. */
export function Grip({ label, ...rest }) {
  return html`<${Button} icon="grip" kind="grip" label=${label} title=${words.drag} ...${rest} />`;
}

export function List({ field, id, describedBy }) {
  const form = useContext(FormContext);
  const [fault, setFault] = useState(null);
  const { path, label, value } = field;
  const isList = Array.isArray(value);
  const lines = isList ? value : value === null || value === undefined || value === "" ? [] : [value];
  const send = (edits, moves) => form.session.edit(edits, moves).then((version) => { setFault(null); return version; }, (error) => { setFault(error); throw error; });
  const quiet = (edits) => send(edits, true).catch(() => {});
  const focus = (index) => form.focusLater([...path, index]);
  const set = (index, text) => {
    if (isList) return send([{ op: "set", path: [...path, index], value: text }]);
    return send([{ op: "set", path, value: lines.map((line, at) => (at === index ? text : line)) }]);
  };
  const add = (index, text = "") => {
    focus(index);
    const whole = [...lines.slice(0, index), text, ...lines.slice(index)];
    return quiet(isList && lines.length > 0 ? [{ op: "insert", path, index, value: text }] : [{ op: "set", path, value: whole }]);
  };
  const remove = (index) => {
    if (lines.length > 1) focus(Math.max(0, index - 1));
    return quiet(lines.length === 1 ? [{ op: "set", path, value: null }] : isList ? [{ op: "remove", path: [...path, index] }] : [{ op: "set", path, value: null }]);
  };
  const order = useOrder(lines.length, (from, to) => {
    focus(to);
    quiet([{ op: "move", path, from, to }]);
  });
  const keys = (index) => (event) => {
    if (event.isComposing) return;
    const { key, altKey, target } = event;
    if (key === "Enter" && !altKey) {
      event.preventDefault();
      add(index + 1);
    } else if (key === "Backspace" && target.value === "") {
      event.preventDefault();
      remove(index);
    } else if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault();
      order.go(index, index + (key === "ArrowUp" ? -1 : 1));
    } else if (!altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      const to = index + (key === "ArrowUp" ? -1 : 1);
      if (to >= 0 && to < lines.length && isAtEdge(target, key)) {
        event.preventDefault();
        form.inputs.get(JSON.stringify([...path, to]))?.focus();
      }
    }
  };
  // Lines that are pasted become lines of the list.
  const paste = (index) => (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const pasted = text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.replace(/^\s*[-+•–]\s+/, "").trim().normalize("NFC")).filter(Boolean);
    if (pasted.length < 2) return;
    event.preventDefault();
    const isEmpty = event.target.value === "";
    const whole = [...lines.slice(0, index + (isEmpty ? 0 : 1)), ...pasted, ...lines.slice(index + 1)];
    focus(index + pasted.length - (isEmpty ? 1 : 0));
    quiet([{ op: "set", path, value: whole }]);
  };
  return html`<div class="list-field" role="group" aria-labelledby=${`${id}-label`} aria-describedby=${describedBy}>
    <ol class="lines">${lines.map((line, index) => html`<li key=${index} ...${order.row(index)}>
      <${Grip} label=${`${words.drag}: ${w.line(label, index + 1)}`} ...${order.grip(index)} onKeyDown=${keys(index)} />
      ${typeof line === "object" && line !== null
        ? html`<${Elsewhere} value=${line} path=${[...path, index]} />`
        : html`<${Input} lines=${1} path=${[...path, index]} value=${textOf(line)} commit=${(text) => set(index, text)} range=${{ list: field.value_range, index }}
            aria-label=${w.line(label, index + 1)} onKeyDown=${keys(index)} onPaste=${paste(index)} />`}
      <${Button} icon="remove" kind="quiet" label=${`${words.remove}: ${w.line(label, index + 1)}`} onClick=${() => remove(index)} />
    </li>`)}</ol>
    <${Button} icon="add" kind="quiet add" onClick=${() => add(lines.length)} data-test="add-line" aria-label=${`${w.addLine}: ${label}`}>${w.addLine}<//>
    ${fault && html`<p class="field-message error" role="alert">${sentence(fault.message)} ${sentence(fault.help)}</p>`}
  </div>`;
}

/** What the form has no input for: it is shown, and changed in the source. */
export function Elsewhere({ value, path }) {
  const form = useContext(FormContext);
  return html`<span class="elsewhere"><code>${textOf(value)}</code>
    <${Button} kind="quiet" onClick=${() => form.toSource(path)}>${w.inSource}<//></span>`;
}
