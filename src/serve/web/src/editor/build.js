// DOCX and PDF: the same files as `vanban build` makes, and the ways out where one was edited by hand.

import { useEffect, useState } from "preact/hooks";
import { post } from "../api.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { Button, Dialog, FaultBox, sentence } from "../ui.js";
import { words as wordWords } from "../word/words.js";
import { words } from "../words.js";

const w = words.build;
const pullWords = wordWords.pull;

/** The button that takes a file out of the folder. */
const Download = ({ file }) => html`<a class="button" href=${`/api/file?path=${encodeURIComponent(file.path)}`} download=${file.name}>${icons.download}<span>${w.download}<span class="unseen"> ${file.name}</span></span></a>`;

export function Build({ session, onClose, onErrors, onPull }) {
  const [state, setState] = useState({ isBusy: true });
  const [kept, setKept] = useState(false);
  const run = async (options = {}) => {
    setState((state) => ({ ...state, isBusy: true, fault: null }));
    setKept(false);
    try {
      await session.settled();
      const outcome = await post("/api/build", { path: session.path, ...options });
      setState({ outcome });
    } catch (fault) {
      setState({ fault });
    }
  };
  useEffect(() => void run(), []);
  const { outcome, fault, isBusy } = state;
  const files = outcome?.files ?? [];
  const edited = files.filter((file) => file.fate === "edited");
  const failed = outcome && (outcome.outcome === "failed" || outcome.outcome === "unwritten");
  const told = failed ? (outcome.messages ?? []).filter((one) => one.level === "error").slice(0, 5) : [];
  return html`<${Dialog} title=${w.title} onClose=${onClose} test="build"
    actions=${html`<${Button} icon="folder" onClick=${() => post("/api/reveal", { path: session.path }).catch((fault) => setState({ ...state, fault }))}>${w.folder}<//>
      <div class="spring"></div><${Button} icon="build" onClick=${() => run()} disabled=${isBusy}>${w.again}<//>${failed && outcome.outcome === "failed" && html`<${Button} kind="primary" onClick=${onErrors} data-test="to-errors">${w.toErrors}<//>`}<${Button} kind=${failed ? "" : "primary"} onClick=${onClose}>${words.close}<//>`}>
    <p class="muted">${w.lead}</p>
    ${isBusy && html`<p role="status">${words.working}</p>`}
    <${FaultBox} fault=${fault} />
    ${failed && html`<div class="notice error" role="alert">${icons.error}<div><p><strong>${outcome.outcome === "failed" ? w.errors : w.failed}</strong></p>${told.map((one) => html`<p>${sentence(one.message)} ${sentence(one.help)}</p>`)}</div></div>`}
    ${files.length > 0 && html`<div role="status"><ul class="files">${files.map((file) => html`<li class=${`fate-${file.fate}`} data-test="built-file">
      <span class="file-name">${file.name}</span>
      <span class="muted">${w.fates[file.fate] ?? file.fate}</span>
      <${Download} file=${file} />
      ${file.other && html`<span class="beside"><span class="file-name">${file.other.name}</span> <span class="muted">${w.others[file.fate]}</span></span><${Download} file=${file.other} />`}</li>`)}</ul></div>`}
    ${outcome?.pages > 0 && html`<p class="muted">${w.pages(outcome.pages)}</p>`}
    ${edited.length > 0 && !kept && html`<div class="notice warning" role="alert" data-test="edited">${icons.warning}<div>
      <p><strong>${w.edited}: ${edited.map((file) => file.name).join(", ")}.</strong></p><p>${w.editedHelp}</p>
      <dl class="ways">
        ${edited.some((file) => file.name.endsWith(".docx")) && html`<dt><${Button} kind="primary" onClick=${onPull} data-test="build-pull">${pullWords.way}<//></dt><dd>${pullWords.wayHelp}</dd>`}
        <dt><${Button} onClick=${() => setKept(true)}>${w.keep}<//></dt><dd>${w.keepHelp}</dd>
        <dt><${Button} onClick=${() => run({ beside: true })}>${w.beside}<//></dt><dd>${w.besideHelp}</dd>
        <dt><${Button} onClick=${() => run({ force: edited.map((file) => file.name) })}>${w.back}<//></dt><dd>${w.backHelp}</dd>
      </dl></div></div>`}
    ${kept && html`<p role="status">${w.kept}</p>`}
  <//>`;
}
