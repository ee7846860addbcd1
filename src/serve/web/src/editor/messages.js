// The messages beside the text, each with its reason, its clause and the button that mends it.

import { useState } from "preact/hooks";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { Button, sentence } from "../ui.js";
import { words } from "../words.js";

const w = words.messages;
const LEVELS = ["error", "warning", "hint"];
/** So many are shown at once; more when they are asked for. */
const SHOWN = 200;

/** How many there are of each level. */
export function counts(messages) {
  return LEVELS.map((level) => messages.filter((one) => one.level === level).length);
}

/** `inForm`: they are read beside the form, in its words. */
export function Messages({ session, inForm, open, onOpen, onPlace, onOther }) {
  const [level, setLevel] = useState(null);
  const [most, setMost] = useState(SHOWN);
  const { messages } = session;
  const numbers = counts(messages);
  const shown = level && numbers[LEVELS.indexOf(level)] > 0 ? messages.filter((one) => one.level === level) : messages;
  return html`<section class=${`messages ${open ? "open" : ""}`} aria-label=${w.title} data-test="messages">
    <div class="messages-bar">
      <button type="button" class="messages-head" aria-expanded=${open} title=${open ? w.hide : w.show} onClick=${() => onOpen(!open)}>${icons[open ? "down" : "up"]}<h2>${w.title}</h2>
        <span class="counts" role="status">${messages.length === 0
          ? html`<span class="tag fine">${icons.check}${session.isChecked ? w.none : w.checking}</span>`
          : LEVELS.map((one, at) => numbers[at] > 0 && html`<span class=${`tag ${one}`}>${icons[one]}${numbers[at]}${(one === "error" && session.isStopped) || session.cutFrom > 0 ? "+" : ""}<span class="unseen"> ${w.levels[one]}</span></span>`)}</span></button>
      ${open && numbers.filter(Boolean).length > 1 && html`<div class="filter" role="group" aria-label=${w.title}>
        <button type="button" aria-pressed=${!level} onClick=${() => setLevel(null)}>${w.all}</button>
        ${LEVELS.map((one, at) => numbers[at] > 0 && html`<button type="button" aria-pressed=${level === one} onClick=${() => setLevel(one)}>${w.levels[one]} ${numbers[at]}</button>`)}</div>`}
    </div>
    ${open && messages.length > 0 && html`<ol class="message-list">${shown.slice(0, most).map((one) => html`<${Message} key=${`${one.code}-${one.from}-${one.to}-${one.message}`} message=${one} session=${session} inForm=${inForm} onPlace=${onPlace} onOther=${onOther} />`)}
      ${session.isStopped && html`<li class="message muted" data-test="stopped">${w.stopped(numbers[0])}</li>`}
      ${session.cutFrom > 0 && shown.length <= most && html`<li class="message muted" data-test="cut">${w.cut(messages.length, session.cutFrom)}</li>`}
      ${shown.length > most && html`<li class="message"><${Button} kind="small" onClick=${() => setMost(most + SHOWN)}>${w.more(shown.length - most)}<//></li>`}</ol>`}
  </section>`;
}

function Message({ message: one, session, inForm, onPlace, onOther }) {
  const said = (text) => sentence(inForm ? session.inForm(text) : text);
  const [why, setWhy] = useState(false);
  const isHere = one.from !== null && one.from !== undefined;
  const line = isHere ? session.view.state.doc.lineAt(Math.min(one.from, session.view.state.doc.length)).number : one.line;
  const place = isHere ? w.line(line) : one.source ? `${w.other(one.source)}${one.line ? `, ${w.line(one.line)}` : ""}` : "";
  const go = isHere ? () => onPlace(one.from, one.to) : one.source && one.source !== session.path ? () => onOther(one.source, one) : null;
  const { reason } = one;
  return html`<li class=${`message ${one.level}`} data-test="message" data-code=${one.code}>
    ${icons[one.level]}
    <div class="message-words">
      <p><span class="unseen">${w.levels[one.level]}: </span>${said(one.message)} ${go ? html`<button type="button" class="link place" title=${w.go} onClick=${go}>${place}</button>` : html`<span class="muted">${place}</span>`}</p>
      ${one.help && html`<p class="help">${said(one.help)}</p>`}
      ${(one.notes ?? []).map((note) => html`<p class="help">${sentence(note.message)} ${note.from !== null && note.from !== undefined && html`<button type="button" class="link place" onClick=${() => onPlace(note.from, note.to)}>${w.line(note.line)}</button>`}</p>`)}
      ${one.clause && html`<p class="clause"><span class="muted">${w.clause}: </span>${one.clause}</p>`}
      ${reason && why && html`<div class="reason">${reason.split(/\n{2,}/).map((part) => html`<p>${part}</p>`)}</div>`}
      <div class="message-tools">
        ${one.fix && html`<${Button} icon="check" kind="small" onClick=${() => session.mend(one)} data-test="mend">${w.mend(sentence(one.fix.title).replace(/\.$/, ""))}<//>`}
        ${reason && html`<button type="button" class="link" aria-expanded=${why} onClick=${() => setWhy(!why)}>${w.why}</button>`}
      </div>
    </div>
  </li>`;
}
