// The buttons above a body of text.

import { html } from "../../html.js";
import { Button } from "../../ui.js";
import { words } from "../../words.js";
import { commands, toStyle } from "./commands.js";

const w = words.body;
const LEVELS = [1, 2, 3, 4, 5, 6];

export function Bar({ label, is, run }) {
  const off = !is || is.isRaw;
  const state = (name) => (name in (is ?? {}) ? { "aria-pressed": Boolean(is[name]) } : {});
  // The text keeps its selection while a button is pressed.
  const stay = (event) => event.preventDefault();
  const button = (name, disabled = off) => html`<${Button} icon=${name} kind="quiet" label=${w[name]} disabled=${disabled} ...${state(name)} data-body=${name} onPointerDown=${stay} onMouseDown=${stay} onClick=${() => run(commands[name])} />`;
  const noList = off || is.inTable;
  return html`<div class="markdown-bar" role="toolbar" aria-label=${words.form.format(label)}>
    <select aria-label=${w.style} disabled=${noList} value=${is?.style ?? ""} data-body="style" onChange=${(event) => run(toStyle(Number(event.target.value)))}>
      ${!is?.style && html`<option value="" hidden></option>`}
      <option value="0">${w.paragraph}</option>
      ${LEVELS.map((level) => html`<option value=${String(level)}>${w.level(level)}</option>`)}
    </select>
    ${["bold", "italic", "underline"].map((name) => button(name))}
    <span class="bar-part">${["bullets", "numbers", "out", "in"].map((name) => button(name, noList))}</span>
    <span class="bar-part">${is?.inTable ? ["addRow", "removeRow", "addColumn", "removeColumn"].map((name) => button(name)) : button("table")}${button("note")}</span>
  </div>`;
}
