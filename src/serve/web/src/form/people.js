// Those who sign: names of the profile, or written out here.

import { useContext, useState } from "preact/hooks";
import { html } from "../html.js";
import { Button, sentence } from "../ui.js";
import { words } from "../words.js";
import { FormContext } from "./input.js";
import { Grip, useOrder } from "./lists.js";

const w = words.form;
const OTHER = "\u0000";

export function Signatories({ field, id, renderFields }) {
  const form = useContext(FormContext);
  const [fault, setFault] = useState(null);
  const { path, label, value, options = [], items = [], item = [] } = field;
  const people = Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value];
  const send = (edits) => form.session.edit(edits).then(() => setFault(null), setFault);
  /** One stands there without a list, as most files have it. */
  const become = (next) => send([{ op: "set", path, value: next.length === 0 ? null : next.length === 1 ? next[0] : next }]);
  const choose = (index, chosen) => become(people.map((one, at) => (at === index ? made(chosen) : one)));
  const made = (chosen) => (chosen === OTHER ? Object.fromEntries(item.map((entry) => [entry.path[entry.path.length - 1], null])) : chosen);
  const order = useOrder(people.length, (from, to) => {
    const next = [...people];
    next.splice(to, 0, ...next.splice(from, 1));
    become(next);
  });
  const keys = (index) => (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    order.go(index, index + (event.key === "ArrowUp" ? -1 : 1));
  };
  const choice = (chosen, onChange, extra) => html`<select aria-label=${label} value=${chosen} onChange=${(event) => onChange(event.target.value)} ...${extra}>
    ${extra.empty && html`<option value="" disabled hidden>${w.addPerson}</option>`}
    ${options.map((one) => html`<option value=${one.value}>${one.name}</option>`)}
    ${typeof chosen === "string" && chosen && chosen !== OTHER && !options.some((one) => one.value === chosen) && html`<option value=${chosen}>${chosen}</option>`}
    ${item.length > 0 && html`<option value=${OTHER}>${w.otherPerson}</option>`}
  </select>`;
  return html`<div class="list-field" role="group" aria-labelledby=${`${id}-label`}>
    <ol class="lines">${people.map((one, index) => {
      const isMap = typeof one === "object" && one !== null;
      const own = items[index];
      return html`<li key=${index} ...${order.row(index)} class=${isMap ? "tall" : ""}>
        ${people.length > 1 && html`<${Grip} label=${`${words.drag}: ${label} ${index + 1}`} ...${order.grip(index)} onKeyDown=${keys(index)} />`}
        <div class="person">${choice(isMap ? OTHER : one, (chosen) => choose(index, chosen), { onKeyDown: keys(index), "data-path": JSON.stringify([...path, index]) })}
          ${isMap && own?.fields?.length > 0 && html`<div class="subfields">${renderFields(own.fields)}</div>`}</div>
        ${people.length > 0 && html`<${Button} icon="remove" kind="quiet" label=${`${words.remove}: ${label} ${index + 1}`} onClick=${() => become(people.filter((_, at) => at !== index))} />`}
      </li>`;
    })}</ol>
    ${(options.length > 0 || item.length > 0) && html`<div class="add-person">${choice("", (chosen) => chosen && become([...people, made(chosen)]), { empty: true, "data-test": "add-person" })}</div>`}
    ${fault && html`<p class="field-message error" role="alert">${sentence(fault.message)} ${sentence(fault.help)}</p>`}
  </div>`;
}
