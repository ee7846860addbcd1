// The map of keys.

import { html } from "../html.js";
import { Dialog } from "../ui.js";
import { words } from "../words.js";

/** A key in its frame; what is done otherwise, in words. */
const key = (one) => (/[^\x00-\x7f↑↓−…]/.test(one) ? one : html`<kbd>${one}</kbd>`);

export function Keys({ onClose }) {
  const w = words.keys;
  return html`<${Dialog} title=${w.title} broad onClose=${onClose} test="keys"><div class="keys">${w.groups.map(([name, all]) =>
    html`<section><h3>${name}</h3><dl>${all.map(([keys, what]) => html`<dt>${keys.split(", ").map((one, at) => html`${at > 0 && ", "}${key(one)}`)}</dt><dd>${what}</dd>`)}</dl></section>`)}</div>
    <p class="muted"><a href="/assets/LICENSES.txt" target="_blank" rel="noreferrer">${w.licences}</a></p><//>`;
}
