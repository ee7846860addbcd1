// Text with headings, lists, bold and italic as its signs: an input of many lines with buttons for them.

import { useContext } from "preact/hooks";
import { changed } from "../changed.js";
import { html } from "../html.js";
import { Button } from "../ui.js";
import { words } from "../words.js";
import { FormContext, Input, nameOf, textOf } from "./input.js";

const w = words.form;

/** Puts signs around what is selected, or takes them away. */
function around(input, sign) {
  const { value, selectionStart: from, selectionEnd: to } = input.element.current;
  const { length } = sign;
  const has = value.slice(from - length, from) === sign && value.slice(to, to + length) === sign && (length > 1 || value[from - 2] !== sign || value.slice(from - 3, from) === "***");
  if (has) input.insert(from - length, to + length, value.slice(from, to), [from - length, to - length]);
  else input.insert(from, to, sign + value.slice(from, to) + sign, [from + length, to + length]);
}

/** Puts a sign before each line that is selected, or takes it away where all have it. */
function before(input, sign, pattern) {
  const { value, selectionStart, selectionEnd } = input.element.current;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const found = value.indexOf("\n", selectionEnd);
  const to = found < 0 ? value.length : found;
  const lines = value.slice(from, to).split("\n");
  const all = lines.every((line) => !line.trim() || pattern.test(line));
  const changed = lines.map((line, number) => {
    if (!line.trim() && lines.length > 1) return line;
    const bare = line.replace(/^\s*(#{1,6}\s+|[-+*]\s+|\d+[.)]\s+)/, "");
    return all ? bare : (typeof sign === "function" ? sign(number) : sign) + bare;
  });
  const text = changed.join("\n");
  input.insert(from, to, text, [from, from + text.length]);
}

export function Signs({ field, id, describedBy, invalid }) {
  const form = useContext(FormContext);
  const input = () => form.inputs.get(nameOf(field.path));
  const value = textOf(field.value);
  const commit = async (text, last) => {
    const set = [{ op: "set", path: field.path, value: text === "" ? null : text }];
    if (!last || !text) return form.session.edit(set);
    try {
      return await form.session.edit([{ op: "text", path: field.path, changes: [changed(last, text)] }]);
    } catch {
      return form.session.edit(set);
    }
  };
  const acts = {
    bold: () => around(input(), "**"),
    italic: () => around(input(), "*"),
    heading: () => before(input(), "## ", /^##\s/),
    bullets: () => before(input(), "- ", /^[-+*]\s/),
    numbers: () => before(input(), (number) => `${number + 1}. `, /^\d+[.)]\s/),
  };
  const keys = (event) => {
    if (!event.ctrlKey || event.isComposing) return;
    const act = event.altKey ? { 1: acts.heading }[event.key] : { b: acts.bold, i: acts.italic }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return html`<div class="markdown">
    <div class="markdown-bar" role="toolbar" aria-label=${w.format(field.label)}>${["bold", "italic", "heading", "bullets", "numbers"].map((name) =>
      html`<${Button} icon=${name} kind="quiet" label=${w[name]} onClick=${acts[name]} />`)}</div>
    <${Input} id=${id} keepsBlanks lines=${value ? 6 : 3} path=${field.path} value=${value} commit=${commit} range=${{ value: field.value_range }} onKeyDown=${keys}
      aria-labelledby=${`${id}-label`} aria-describedby=${describedBy} aria-invalid=${invalid} aria-required=${field.required} />
  </div>`;
}
