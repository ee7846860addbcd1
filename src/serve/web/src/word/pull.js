// What was edited in Word, shown change by change before it goes into the document.

import { presentableDiff } from "@codemirror/merge";
import { useEffect, useRef, useState } from "preact/hooks";
import * as ends from "../editor/ends.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { Button, Dialog, FaultBox, sentence, useId } from "../ui.js";
import { words as all } from "../words.js";
import { FileButton, sendFile } from "./files.js";
import { Go } from "./import.js";
import { choices, lineAt, sorted } from "./places.js";
import { words } from "./words.js";

const w = words.pull;
/** The program's word for a file that was not made of this document. */
const STRANGER = "khac-van-ban";

/** What to do with a file that was dropped on a document. */
export function Dropped({ file, onImport, onPull, onClose }) {
  const w = words.dropped;
  return html`<${Dialog} title=${w.title(file.name)} onClose=${onClose} test="dropped" actions=${html`<div class="spring"></div><${Button} onClick=${onClose}>${all.cancel}<//>`}>
    <p>${w.lead}</p>
    <dl class="ways">
      <dt><${Button} onClick=${onPull} data-test="dropped-pull">${w.pull}<//></dt><dd>${w.pullHelp}</dd>
      <dt><${Button} onClick=${onImport} data-test="dropped-import">${w.import}<//></dt><dd>${w.importHelp}</dd>
    </dl>
  <//>`;
}

/** The changes of a file, or of the DOCX beside the document. */
export function Pull({ session, file: first, onClose, onPlace, onImport, onWritten }) {
  const [file, setFile] = useState(first ?? null);
  const [chosen, setChosen] = useState({});
  const [state, setState] = useState({ isBusy: true });
  const turn = useRef(0);
  const ask = async (note = null) => {
    const own = ++turn.current;
    setState((state) => ({ ...state, isBusy: true, fault: null }));
    try {
      await session.settled();
      const of = session.text;
      const answer = await sendFile("/api/pull", file, { path: session.path, name: file?.name ?? "", chosen: choices(chosen) });
      if (own === turn.current) setState({ answer, of, note });
    } catch (fault) {
      if (own === turn.current) setState({ fault });
    }
  };
  useEffect(() => {
    ask();
    return () => { turn.current += 1; };
  }, [file, chosen]);
  const other = (file) => {
    setChosen({});
    setState({ isBusy: true });
    setFile(file);
  };
  const { answer, fault, isBusy, note } = state;
  const parts = answer ? sorted(answer.changes) : { clashes: [], taken: [], left: [] };
  const { clashes, taken, left } = parts;
  const count = taken.length + clashes.filter((one) => one.chosen === "word" && !one.left).length;
  const write = () => {
    // What is shown is of the text as it was.
    if (session.text !== state.of) return ask(w.moved);
    session.becomeByLines(ends.read(answer.text).text, "input.pull");
    session.flush();
    onWritten(w.written(count));
    return onClose();
  };
  const isMissing = fault?.status === 404 && !file;
  const place = (line) => {
    const at = line ? lineAt(session.view.state.doc, line) : null;
    return at === null ? null : html`<button type="button" class="link" onClick=${() => onPlace(at)}>${words.go}</button>`;
  };
  return html`<${Dialog} title=${w.title} wide onClose=${onClose} test="pull" actions=${html`<${FileButton} onFile=${other} test="pull-other">${w.other}<//>
      <div class="spring"></div><${Button} onClick=${onClose}>${all.close}<//>
      ${answer?.changed && html`<${Button} kind="primary" icon="check" disabled=${isBusy} onClick=${write} data-test="pull-write">${w.write}<//>`}`}>
    ${isBusy && !answer && html`<p role="status">${w.busy}</p><progress aria-label=${w.busy} />`}
    ${isMissing ? html`<p role="status" data-test="pull-missing"><strong>${w.noFile}</strong> ${w.noFileHelp}</p>` : html`<${FaultBox} fault=${fault}>${fault?.code === STRANGER && file && html`<p><${Button} onClick=${() => onImport(file)} data-test="pull-import">${words.dropped.import}<//></p>`}<//>`}
    ${answer && html`<div aria-busy=${Boolean(isBusy)}>
      <p role="status" data-test="pull-summary">${answer.changes.length === 0 ? w.none : html`<strong>${w.summary(taken.length, left.length, clashes.length)}.</strong> <span class="muted">${w.from(answer.name)}</span>`}</p>
      ${note && html`<div class="notice warning" role="alert">${icons.warning}<p>${note}</p></div>`}
      ${!answer.made ? html`<div class="notice warning" role="status" data-test="pull-stranger">${icons.warning}<div><p><strong>${w.stranger}</strong> ${w.strangerHelp}</p>
          ${file && html`<p><${Button} onClick=${() => onImport(file)} data-test="pull-import">${words.dropped.import}<//></p>`}</div></div>`
        : answer.lost && html`<div class="notice warning" role="status" data-test="pull-lost">${icons.warning}<p>${sentence(answer.lost)} ${w.lostHelp}</p></div>`}
      <${Clashes} clashes=${clashes} chosen=${chosen} onChoose=${setChosen} place=${place} />
      ${taken.length > 0 && html`<section data-test="pull-taken"><h3 class="word-part">${w.taken(taken.length)}</h3><ol class="changes">${taken.map((one) => html`<${One} change=${one} place=${place} />`)}</ol></section>`}
      ${left.length > 0 && html`<section data-test="pull-left"><h3 class="word-part">${w.left(left.length)}</h3><ol class="changes">${left.map((one) => html`<${One} change=${one} place=${place} />`)}</ol></section>`}
      ${answer.count > answer.changes.length && html`<p class="muted">${w.more(answer.count - answer.changes.length)}</p>`}
      ${answer.looks.length > 0 && html`<section data-test="pull-looks"><h3 class="word-part">${w.looks(answer.looks.length)}</h3><p class="muted">${w.looksHelp}</p><ol class="word-list">${answer.looks.map((one) => html`<li>
        <div class="word-head"><strong>${one.at ? words.at(one.at) : w.whole}</strong> <span class="muted">${one.what.join(", ")}</span>${one.at && html`<${Go} session=${session} text=${one.text} onPlace=${onPlace} />`}</div>${one.at && html`<p class="quoted">${one.text}</p>`}</li>`)}</ol></section>`}
      ${answer.comments.length > 0 && html`<section data-test="pull-comments"><h3 class="word-part">${w.comments(answer.comments.length)}</h3><ol class="word-list">${answer.comments.map((one) => html`<li>
        <div class="word-head"><strong>${one.author || w.someone}</strong> <span class="muted">${words.at(one.at)}${one.about.trim() && `, ${w.about(one.about.trim())}`}</span><${Go} session=${session} text=${one.about} onPlace=${onPlace} /></div><p>${one.text}</p></li>`)}</ol></section>`}
    </div>`}
  <//>`;
}

/** The text of one side, with the words that the other has not. */
function marked({ yaml, word }, side) {
  const text = side === "yaml" ? yaml : word;
  const [from, to] = side === "yaml" ? ["fromA", "toA"] : ["fromB", "toB"];
  const parts = [];
  let at = 0;
  for (const change of presentableDiff(yaml, word)) {
    parts.push(text.slice(at, change[from]));
    if (change[to] > change[from]) parts.push(html`<mark>${text.slice(change[from], change[to])}</mark>`);
    at = change[to];
  }
  return [...parts, text.slice(at)];
}

/** Paragraphs that both sides changed, chosen one by one or all at once. */
function Clashes({ clashes, chosen, onChoose, place }) {
  const id = useId("clash");
  if (clashes.length === 0) return null;
  const each = (side) => onChoose(Object.fromEntries(clashes.map((one) => [one.number, side])));
  return html`<section data-test="pull-clashes"><h3 class="word-part">${w.clashes(clashes.length)}</h3><p class="muted">${w.clashesHelp}</p>
    ${clashes.length > 1 && html`<p class="clash-all" role="group" aria-label=${w.all}><span>${w.all}</span>${["word", "yaml"].map((side) => html`<${Button} onClick=${() => each(side)} data-test=${`all-${side}`}>${w.sides[side]}<//>`)}</p>`}
    <ol class="changes">${clashes.map((one) => html`<li class="change clash" key=${one.number} data-test="clash"><fieldset>
      <legend><strong>${w.clash(one.number)}</strong> <span class="muted">${words.at(one.at)}</span></legend>
      <div class="clash-sides">${["yaml", "word"].map((side) => html`<label class=${chosen[one.number] === side ? "chosen" : ""}>
        <span class="clash-pick"><input type="radio" name=${`${id}-${one.number}`} checked=${chosen[one.number] === side} onChange=${() => onChoose({ ...chosen, [one.number]: side })} data-test=${`clash-${side}`} /><strong>${w.sides[side]}</strong></span>
        <span class="unseen">. ${w.texts[side]}: </span><span class="clash-text">${one[side] ? marked(one, side) : w.gone}</span></label>`)}</div>
      ${one.left && html`<p class="why">${icons.warning}<span>${sentence(one.left.why)} ${sentence(one.left.help)}</span></p>`}
      <p>${place(one.line)}</p></fieldset></li>`)}</ol></section>`;
}

const unseen = (which) => html`<span class="unseen"> ${w.marks[which]} </span>`;

/** So many letters before and behind a change are shown, to whole words. */
const AROUND = 60;
const before = (text) => (text.length < AROUND ? text : `…${text.slice(Math.max(0, text.search(/\s/)))}`);
const behind = (text) => (text.length < AROUND ? text : `${text.slice(0, Math.max(0, text.search(/\s\S*$/)))} …`);

function One({ change: { kind, at, line, old, new: now, before: head, behind: tail, left }, place }) {
  return html`<li class=${`change ${kind}`} data-kind=${kind}>
    <header><span class="tag">${w.kinds[kind]}</span> <strong>${words.at(at)}</strong> ${place(line)}</header>
    <p><span class="muted">${before(head)}</span>${old && html`<del>${unseen("old")}${old}</del>`}${old && now && " "}${now && html`<ins>${unseen("new")}${now}</ins>`}<span class="muted">${behind(tail)}</span></p>
    ${left && html`<p class="why">${icons.warning}<span>${sentence(left.why)} <span class="muted">${sentence(left.help)}</span></span></p>`}
  </li>`;
}
