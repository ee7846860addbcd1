// A document of Word becomes one of ours: it is sent to the program, and what is not sure is told.

import { useEffect, useState } from "preact/hooks";
import { labelsOf } from "../editor/told.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { Button, Dialog, FaultBox, capital, sentence } from "../ui.js";
import { words as all } from "../words.js";
import { FileButton, openImported, sendFile } from "./files.js";
import { placeOf } from "./places.js";
import { words } from "./words.js";

/** Imports a file; the new document opens. */
export function Import({ file: first, onClose }) {
  const w = words.import;
  const [file, setFile] = useState(first);
  const [fault, setFault] = useState(null);
  useEffect(() => {
    let alive = true;
    setFault(null);
    sendFile("/api/import", file, { name: file.name }).then((told) => alive && openImported(told), (fault) => alive && setFault(fault));
    return () => { alive = false; };
  }, [file]);
  return html`<${Dialog} title=${w.title} onClose=${onClose} test="import" actions=${html`<div class="spring"></div>
      ${fault && html`<${FileButton} onFile=${setFile} test="import-other" kind="primary">${w.other}<//>`}<${Button} onClick=${onClose}>${fault ? all.close : all.cancel}<//>`}>
    ${!fault && html`<p role="status">${w.busy(file.name)}</p><progress aria-label=${w.busy(file.name)} />`}
    <${FaultBox} fault=${fault} />
  <//>`;
}

/** What is not sure of a document that was imported, each with its paragraph. */
export function Report({ session, report, onClose, onPlace }) {
  const w = words.report;
  const { path, found, count, told, missing, messages } = report;
  const errors = messages.filter((one) => one.level === "error").length;
  const name = path.split("/").pop();
  return html`<${Dialog} title=${w.title} broad onClose=${onClose} test="imported" actions=${html`<div class="spring"></div><${Button} kind="primary" onClick=${onClose} data-test="imported-close">${w.view}<//>`}>
    <p>${w.made(name, found)}</p>
    ${errors > 0 && html`<div class="notice error" role="alert">${icons.error}<p>${w.faults(errors)}</p></div>`}
    ${!report.kind && html`<div class="notice warning" role="status">${icons.warning}<p>${w.noKind}</p></div>`}
    ${count === 0 && html`<p class="all-fine">${icons.check}<span>${w.fine}</span></p>`}
    ${count > 0 && html`<h3 class="word-part">${w.count(count)}</h3><ol class="word-list" data-test="import-told">
      ${missing.map((one) => html`<li><div class="word-head"><strong>${w.missing(labelOf(session, one.name))}</strong></div><p>${sentence(one.why)}</p></li>`)}
      ${told.map((one) => html`<li data-code=${one.code}><div class="word-head">${one.at > 0 && html`<strong>${words.at(one.at)}</strong>`}<${Go} session=${session} text=${one.text} onPlace=${onPlace} /></div>
        ${one.text && html`<p class="quoted">${one.text}</p>`}<p class="muted">${capital(one.why)}.</p></li>`)}
    </ol>`}
    ${count > told.length + missing.length && html`<p class="muted">${w.more(count - told.length - missing.length)}</p>`}
  <//>`;
}

/** What the form calls an entry. */
function labelOf(session, name) {
  return labelsOf(session.form).get(name) ?? name;
}

/** The way to words in the document, where they stand in it. */
export function Go({ session, text, onPlace }) {
  const at = placeOf(session.text, text);
  if (at === null) return null;
  return html`<button type="button" class="link" onClick=${() => onPlace(at)}>${words.go}<span class="unseen">: ${text.slice(0, 60)}</span></button>`;
}
