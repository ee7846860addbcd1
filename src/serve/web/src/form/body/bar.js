// The buttons above a body of text.

import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../../html.js";
import { Button } from "../../ui.js";
import { words } from "../../words.js";
import { commands, toStyle } from "./commands.js";

const w = words.body;
const LEVELS = [1, 2, 3, 4, 5, 6];

/** What of a bar can be reached. */
const parts = (bar) => [...bar.querySelectorAll("select, button")].filter((part) => !part.disabled);

/** One part of the bar is reached by Tab, the others from it by the arrows. */
function useArrows(onLeave) {
  const bar = useRef(null);
  const last = useRef(null);
  const mark = () => {
    const all = parts(bar.current);
    const reached = all.includes(last.current) ? last.current : all[0];
    for (const part of bar.current.querySelectorAll("select, button")) part.tabIndex = part === reached ? 0 : -1;
  };
  useLayoutEffect(mark);
  const go = (part) => {
    last.current = part;
    mark();
    part?.focus();
  };
  const keys = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const all = parts(bar.current);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") onLeave();
    else if (to !== undefined) go(all[to % all.length]);
    else return;
    event.preventDefault();
  };
  return { ref: bar, onKeyDown: keys };
}

export function Bar({ label, is, run, toText }) {
  const arrows = useArrows(toText);
  const off = !is || is.isRaw;
  const state = (name) => (name in (is ?? {}) ? { "aria-pressed": Boolean(is[name]) } : {});
  // The text keeps its selection while a button is pressed.
  const stay = (event) => event.preventDefault();
  const button = (name, disabled = off) => html`<${Button} icon=${name} kind="quiet" label=${w[name]} disabled=${disabled} ...${state(name)} data-body=${name} onPointerDown=${stay} onMouseDown=${stay} onClick=${() => run(commands[name])} />`;
  const noList = off || is.inTable;
  return html`<div class="markdown-bar" role="toolbar" ...${arrows} aria-label=${words.form.format(label)}>
    <select aria-label=${w.style} disabled=${noList} value=${is?.style ?? ""} data-body="style" onChange=${(event) => run(toStyle(Number(event.target.value)))}>
      ${!is?.style && html`<option value="" hidden></option>`}
      <option value="0">${w.paragraph}</option>
      ${LEVELS.map((level) => html`<option value=${String(level)}>${w.level(level)}</option>`)}
    </select>
    ${["bold", "italic", "underline"].map((name) => button(name))}
    <span class="bar-part">${["bullets", "numbers", "out", "in"].map((name) => button(name, noList))}</span>
    <span class="bar-part">${is?.inTable ? ["addRow", "removeRow", "addColumn", "removeColumn"].map((name) => button(name)) : button("table")}${button("note")}${button("pageBreak", noList)}</span>
  </div>`;
}
