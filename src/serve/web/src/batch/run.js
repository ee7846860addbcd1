// A batch that is run: how far it is, a button that stops it, and what came of it.

import { useState } from "preact/hooks";
import { post } from "../api.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { Button, Dialog, FaultBox, sentence } from "../ui.js";
import { words as all } from "../words.js";
import { words as w } from "./words.js";

export function Run({ session, onClose }) {
  const [fault, setFault] = useState(null);
  const { run, isStopping } = session;
  const isRunning = run?.status === "running";
  const act = (work) => async () => {
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(error);
    }
  };
  const start = (force) => act(() => session.start(force));
  return html`<${Dialog} title=${w.run} onClose=${onClose} test="run"
    actions=${html`<${Button} icon="folder" onClick=${act(() => post("/api/reveal", { path: session.path }))}>${w.folder}<//>
      ${run && !isRunning && html`<a class="button" href=${`/api/batch/report?path=${encodeURIComponent(session.path)}`} download data-test="report">${icons.download}<span>${w.report}</span></a>`}
      <div class="spring"></div>
      ${isRunning
        ? html`<${Button} icon="close" disabled=${isStopping} onClick=${act(() => session.stop())} data-test="stop">${w.stop}<//>`
        : html`<${Button} icon="build" kind=${run ? "" : "primary"} onClick=${start(false)} data-test="start">${run ? w.runAgain : w.run}<//>`}
      <${Button} kind=${run ? "primary" : ""} onClick=${onClose}>${all.close}<//>`}>
    <p class="muted">${w.lead2}</p>
    <${FaultBox} fault=${fault} />
    ${!run && session.seen?.total > 0 && html`<p>${w.results(session.seen.total)}.</p>`}
    ${run && html`<${Progress} run=${run} isStopping=${isStopping} />`}
    ${isRunning && html`<p class="muted">${w.runs}</p>`}
    ${run && !isRunning && html`<${Report} run=${run} onForce=${start(true)} />`}
  <//>`;
}

/** How far a run is. */
export function Progress({ run, isStopping }) {
  const { status, total, done } = run;
  const said = status !== "running" ? w[status] : run.waits ? w.waits : isStopping ? w.stopping : total ? w.running(done, total) : w.starting;
  return html`<div class="progress" data-test="progress" data-status=${status}>
    <p role="status"><strong>${said}</strong></p>
    <progress max=${total || 1} value=${total || status !== "running" ? done : undefined} aria-label=${w.progress}></progress>
    <dl class="run-counts">${["made", "unchanged", "failed", "pages"].map((name) => html`<div class=${name === "failed" && run.failed > 0 ? "wrong" : ""} data-count=${name}><dt>${w.counts[name]}</dt><dd>${run[name]}</dd></div>`)}</dl>
    ${status === "running" && run.last && html`<p class="muted">${w.last(run.last)}</p>`}
  </div>`;
}

function Report({ run, onForce }) {
  const { messages = [], edited, backed, warnings, hints } = run;
  return html`<div class="report" data-test="batch-report">
    ${run.words && html`<p>${run.words}.</p>`}
    ${run.status === "stopped" && html`<p>${w.stoppedHelp}</p>`}
    ${edited?.count > 0 && html`<div class="notice warning" data-test="edited">${icons.warning}<div><p><strong>${w.edited(edited.count)}.</strong></p>
      <ul>${edited.first.map((one) => html`<li>${one.name}${one.other && html` <span class="muted">${w.beside(one.other)}</span>`}</li>`)}</ul>
      <p><${Button} onClick=${onForce}>${w.force}<//> ${w.forceHelp}</p></div></div>`}
    ${backed?.count > 0 && html`<div class="notice warning">${icons.warning}<div><p><strong>${w.backed(backed.count)}.</strong></p>
      <ul>${backed.first.map((one) => html`<li>${one.name} <span class="muted">${w.keptAs(one.other)}</span></li>`)}</ul></div></div>`}
    ${messages.length > 0 && html`<ul class="told">${messages.map((one) => html`<li class=${one.level} data-code=${one.code}>${icons[one.level]}<div>
      <p><strong>${sentence(one.message)}</strong> ${one.source && html`<span class="muted">${one.source}${one.line ? `, ${all.messages.line(one.line)}` : ""}</span>`}</p>
      ${one.help && html`<p>${sentence(one.help)}</p>`}
      ${one.rows?.length > 0 && html`<p class="muted">${w.inRows(one.rows, one.count)}</p>`}</div></li>`)}</ul>`}
    ${(warnings > 0 || hints > 0) && html`<p class="muted">${w.others(warnings, hints)}</p>`}
  </div>`;
}
