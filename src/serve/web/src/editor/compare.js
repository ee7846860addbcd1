// Two texts side by side: the one on disk and ours, or one from before and ours.

import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api.js";
import { html } from "../html.js";
import { Button, Dialog, FaultBox, moment } from "../ui.js";
import { words } from "../words.js";
import * as ends from "./ends.js";
import { plainSource } from "./source.js";

/** Two texts; `onView` is handed what gives the right one. */
function Compare({ left, right, leftName, rightName, editable, onView }) {
  const box = useRef(null);
  useEffect(() => {
    const named = (name) => EditorView.contentAttributes.of({ "aria-label": name });
    const fixed = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
    const view = new MergeView({
      parent: box.current,
      a: { doc: left, extensions: [plainSource, named(leftName), fixed] },
      b: { doc: right, extensions: [plainSource, named(rightName), editable ? [history(), keymap.of([...historyKeymap, ...defaultKeymap])] : fixed] },
      revertControls: editable ? "a-to-b" : undefined,
      renderRevertControl: editable ? () => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "→";
        button.title = words.conflict.accept;
        button.setAttribute("aria-label", words.conflict.accept);
        return button;
      } : undefined,
      collapseUnchanged: { margin: 3, minSize: 6 },
      highlightChanges: true,
      gutter: true,
    });
    onView?.(() => view.b.state.doc.toString());
    return () => view.destroy();
  }, [left, right]);
  return html`<div class="compare"><div class="compare-names"><h3>${leftName}</h3><h3>${rightName}</h3></div><div class="compare-views" ref=${box}></div></div>`;
}

export function Conflict({ session }) {
  const w = words.conflict;
  const merged = useRef(null);
  const { theirs } = session.conflict;
  return html`<${Dialog} title=${w.title} wide test="conflict" actions=${html`
      <${Button} onClick=${() => session.settle(theirs.text, true)} data-test="take-disk">${w.takeDisk}<//>
      <${Button} onClick=${() => session.settle(session.text, false)} data-test="take-mine">${w.takeMine}<//>
      <div class="spring"></div>
      <${Button} kind="primary" onClick=${() => session.settle(merged.current(), false)} data-test="take-merged">${w.takeMerged}<//>`}>
    <p>${w.lead}</p><p class="muted">${w.hint} ${w.kept}</p>
    <${Compare} left=${theirs.text} right=${session.text} leftName=${w.disk} rightName=${w.mine} editable onView=${(text) => { merged.current = text; }} />
  <//>`;
}

export function Versions({ session, onClose, onTaken }) {
  const w = words.versions;
  const [all, setAll] = useState(null);
  const [fault, setFault] = useState(null);
  const [chosen, setChosen] = useState(null);
  useEffect(() => {
    post("/api/versions", { path: session.path }).then((answer) => setAll(answer.versions ?? answer), setFault);
  }, []);
  const choose = (version) => post("/api/version", { path: session.path, id: version.id }).then(({ text }) => setChosen({ version, text: ends.read(text).text }), setFault);
  const take = () => {
    session.become(chosen.text, "input.version");
    onTaken();
    onClose();
  };
  return html`<${Dialog} title=${w.title} wide onClose=${onClose} test="versions"
    actions=${html`<div class="spring"></div>${chosen && chosen.text !== session.text && html`<${Button} kind="primary" onClick=${take} data-test="take-version">${w.take}<//>`}<${Button} onClick=${onClose}>${words.close}<//>`}>
    <p class="muted">${w.lead}</p>
    <${FaultBox} fault=${fault} />
    ${all && all.length === 0 && html`<p>${w.none}</p>`}
    <div class="versions">
      ${all && all.length > 0 && html`<ol class="version-list">${all.map((one) => html`<li><button type="button" aria-pressed=${chosen?.version.id === one.id} onClick=${() => choose(one)}>${moment(one.time, true) || one.id}<small>${one.size !== undefined ? w.bytes(one.size) : ""}</small></button></li>`)}</ol>`}
      ${chosen && chosen.text === session.text && html`<p>${w.same}</p>`}
      ${chosen && chosen.text !== session.text && html`<${Compare} key=${chosen.version.id} left=${chosen.text} right=${session.text} leftName=${`${w.then} ${moment(chosen.version.time, true)}`} rightName=${w.now} />`}
    </div>
  <//>`;
}
