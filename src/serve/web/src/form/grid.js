// Tables and figures: cells as in a spreadsheet, into which cells of Excel and Word can be pasted.

import { useContext, useState } from "preact/hooks";
import { html } from "../html.js";
import { Button, sentence, useToast } from "../ui.js";
import { words } from "../words.js";
import { cellsOf } from "./cells.js";
import { FormContext, Input, nameOf } from "./input.js";
import { Grip, useOrder } from "./lists.js";

const w = words.form;

/** So many rows have inputs at once; more when they are asked for. */
const SHOWN = 100;

export function Table({ field }) {
  const form = useContext(FormContext);
  const toast = useToast();
  const [fault, setFault] = useState(null);
  const [most, setMost] = useState(SHOWN);
  const { grid, label } = field;
  const { columns, rows } = grid;
  const into = rows.length > 0 ? rows[0].path.slice(0, -1) : field.path;
  const send = (edits, moves) => form.session.edit(edits, moves).then((version) => { setFault(null); return version; }, (error) => { setFault(error); throw error; });
  const quiet = (edits) => send(edits, true).catch(() => {});
  const writable = columns.map((column, at) => ({ ...column, at })).filter((column) => !column.made);
  const empty = () => Object.fromEntries(writable.map((column) => [column.name, null]));
  const name = (row, column) => nameOf(rows[row]?.cells[column]?.path ?? [...into, row, columns[column].name]);
  const insert = (index, value) => (rows.length > 0 ? { op: "insert", path: into, index, value } : { op: "set", path: into, value: [value] });
  const add = (index) => {
    setMost(Math.max(most, index + 1));
    form.focusLater([...into, index, writable[0]?.name]);
    return quiet([insert(index, empty())]);
  };
  const order = useOrder(rows.length, (from, to) => quiet([{ op: "move", path: into, from, to }]));
  const keys = (row, column) => (event) => {
    if (event.isComposing) return;
    const { key, altKey, target } = event;
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault();
      order.go(row, row + (key === "ArrowUp" ? -1 : 1));
      return;
    }
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[key];
    if (step === undefined || altKey) return;
    event.preventDefault();
    let to = row + step;
    while (rows[to]?.group !== undefined) to += step;
    if (to >= 0 && to < rows.length) form.inputs.get(name(to, column))?.focus(target.value.length);
    else if (key === "Enter") add(rows.length);
  };
  const paste = (row, column) => (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.replace(/[\r\n]+$/, ""))) return;
    event.preventDefault();
    const cells = cellsOf(text);
    const start = writable.findIndex((one) => one.at === column);
    const edits = [];
    const targets = rows.map((one, at) => ({ ...one, at })).filter((one) => one.at >= row && one.group === undefined);
    let added = 0;
    cells.forEach((line, number) => {
      const target = targets[number];
      const fitting = line.slice(0, writable.length - start);
      if (target) {
        fitting.forEach((value, offset) => {
          const cell = target.cells[writable[start + offset].at];
          if (cell) edits.push({ op: "set", path: cell.path, value: value || null });
        });
        return;
      }
      const value = empty();
      fitting.forEach((one, offset) => {
        value[writable[start + offset].name] = one || null;
      });
      edits.push(rows.length + added > 0 ? { op: "insert", path: into, index: rows.length + added, value } : { op: "set", path: into, value: [value] });
      added += 1;
    });
    send(edits, true).then(() => toast(w.pasted(cells.length, Math.max(...cells.map((line) => line.length)))), () => {});
  };
  return html`<div class="grid-field">
    <p class="hint">${w.paste}</p>
    <div class="grid-scroll"><table class="grid" aria-label=${label} data-test="grid">
      <thead><tr><th scope="col" class="row-head"><span class="unseen">${w.rowNumber}</span></th>${columns.map((column) => html`<th scope="col" class=${column.kind ? `kind-${column.kind}` : ""}>${column.title || column.name}</th>`)}<td class="row-end"></td></tr></thead>
      <tbody>${rows.slice(0, most).map((row, index) => html`<tr key=${index} ...${order.row(index)}>
        <th scope="row" class="row-head"><${Grip} label=${`${words.drag}: ${w.rowNumber} ${index + 1}`} ...${order.grip(index)} onKeyDown=${keys(index, 0)} /><span>${index + 1}</span></th>
        ${row.group !== undefined
          ? html`<td class="group" colspan=${columns.length}>${row.group}</td>`
          : columns.map((column, at) => {
              const cell = row.cells[at];
              if (!cell) return html`<td class="made"><span>${w.made}</span></td>`;
              return html`<td class=${column.kind ? `kind-${column.kind}` : ""}><${Input} path=${cell.path} value=${cell.text} range=${{ value: cell.range }}
                commit=${(text) => send([{ op: "set", path: cell.path, value: text === "" ? null : text }])}
                aria-label=${w.cell(column.title || column.name, index + 1)} onKeyDown=${keys(index, at)} onPaste=${paste(index, at)} /></td>`;
            })}
        <td class="row-end"><${Button} icon="remove" kind="quiet" label=${`${w.removeRow} ${index + 1}`} onClick=${() => quiet([{ op: "remove", path: row.path }])} /></td>
      </tr>`)}</tbody>
    </table></div>
    ${rows.length > most && html`<${Button} kind="quiet add" onClick=${() => setMost(most + SHOWN)}>${w.moreRows(rows.length - most)}<//>`}
    <${Button} icon="add" kind="quiet add" data-test="add-row" onClick=${() => add(rows.length)}>${w.addRow}<//>
    ${fault && html`<p class="field-message error" role="alert">${sentence(fault.message)} ${sentence(fault.help)}</p>`}
  </div>`;
}

/** A tree of figures as a table: names by their depth, values beside them. */
export function Figures({ field }) {
  const form = useContext(FormContext);
  const lines = field.figures ?? [];
  if (lines.length === 0) return html`<p class="muted">${w.empty}</p>`;
  const move = (index, by) => {
    for (let to = index + by; to >= 0 && to < lines.length; to += by) {
      const input = form.inputs.get(nameOf(lines[to].path));
      if (input) return input.focus(input.element.current.value.length);
    }
    return undefined;
  };
  const keys = (index) => (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (by === undefined || event.isComposing || event.altKey) return;
    event.preventDefault();
    move(index, by);
  };
  return html`<div class="grid-scroll"><table class="grid figures" aria-label=${field.label} data-test="figures"><tbody>${lines.map((line, index) => {
    const isValue = line.kind !== "map" && line.kind !== "list";
    return html`<tr key=${nameOf(line.path)}><th scope="row" class=${`depth-${Math.min(line.depth, 6)}`}>${line.name}</th>
      <td class=${line.kind === "number" ? "kind-so" : ""}>${isValue && html`<${Input} path=${line.path} value=${line.text} range=${{}} aria-label=${line.name}
        commit=${(text) => form.session.edit([{ op: "set", path: line.path, value: text === "" ? null : text }])} onKeyDown=${keys(index)} />`}</td></tr>`;
  })}</tbody></table></div>`;
}
