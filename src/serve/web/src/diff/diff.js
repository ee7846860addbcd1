// Two versions of a document: what a reader sees changed, with figures, and the DOCX with tracked changes.

import { useEffect, useState } from "preact/hooks";
import { download, get, post } from "../api.js";
import { documentName } from "../batch/new.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { link, openAt } from "../routes.js";
import { Button, FaultBox, moment, sentence, useId, useTitle } from "../ui.js";
import { words as all } from "../words.js";
import { words as w } from "./words.js";

const NOW = "now";
const BUILT = "built";

/** What a choice asks for. */
function side(value, path) {
  if (value === NOW) return { path };
  if (value === BUILT) return BUILT;
  const at = value.indexOf(":");
  return { [value.slice(0, at)]: value.slice(at + 1) };
}

export function Diff({ path }) {
  useTitle(w.title);
  const [sides, setSides] = useState(null);
  const [documents, setDocuments] = useState([]);
  const [chosen, setChosen] = useState(null);
  const [state, setState] = useState({});
  const [isBusy, setBusy] = useState(false);
  const id = useId("diff");
  useEffect(() => {
    let alive = true;
    const load = async () => {
      try {
        const [sides, folder] = await Promise.all([post("/api/diff/sides", { path }), get("/api/folder")]);
        if (!alive) return;
        setSides(sides);
        setDocuments(folder.documents.filter((one) => one.path !== path));
        const old = sides.built ? BUILT : sides.versions.length > 0 ? `version:${sides.versions[0].id}` : "";
        setChosen({ old, new: NOW });
      } catch (fault) {
        if (alive) setState({ fault });
      }
    };
    load();
    return () => { alive = false; };
  }, [path]);
  const isAsked = chosen?.old && chosen.new && chosen.old !== chosen.new;
  const question = isAsked && { path, old: side(chosen.old, path), new: side(chosen.new, path) };
  useEffect(() => {
    if (!isAsked) {
      setState({});
      return undefined;
    }
    let alive = true;
    setState((state) => ({ ...state, isComparing: true }));
    post("/api/diff", question).then((told) => alive && setState({ told }), (fault) => alive && setState({ fault }));
    return () => { alive = false; };
  }, [chosen?.old, chosen?.new]);
  const { told, fault, isComparing } = state;
  const save = async () => {
    setBusy(true);
    try {
      await download("/api/diff/docx", question, `${path.split("/").pop().replace(/\.[^.]*$/, "")}-thay-doi.docx`);
    } catch (fault) {
      setState({ told, fault });
    }
    setBusy(false);
  };
  const pick = (name) => html`<div class="field"><label class="label" for=${`${id}-${name}`}>${w[name]}</label>
    <select id=${`${id}-${name}`} value=${chosen[name]} onChange=${(event) => setChosen({ ...chosen, [name]: event.target.value })} data-test=${`diff-${name}`}>
      ${!chosen[name] && html`<option value="">${w.choose}</option>`}
      <option value=${NOW}>${w.now}</option>
      ${sides.built && html`<option value=${BUILT}>${w.built}</option>`}
      ${sides.versions.length > 0 && html`<optgroup label=${w.versions}>${sides.versions.map((one) => html`<option value=${`version:${one.id}`}>${moment(one.time, true)}</option>`)}</optgroup>`}
      ${documents.length > 0 && html`<optgroup label=${w.documents}>${documents.map((one) => html`<option value=${`path:${one.path}`}>${documentName(one)}</option>`)}</optgroup>`}
    </select></div>`;
  const newer = chosen && (chosen.new === NOW ? path : chosen.new.startsWith("path:") ? chosen.new.slice(5) : null);
  const older = chosen && (chosen.old === NOW ? path : chosen.old.startsWith("path:") ? chosen.old.slice(5) : null);
  const changes = told?.changes ?? [];
  return html`<div class="screen">
    <header class="bar"><a class="button quiet" href=${link("soan", path)} data-test="back">${icons.back}<span>${path.split("/").pop()}</span></a><h1><span>${w.title}</span></h1><div class="spring"></div>
      <${Button} icon="download" kind="primary" disabled=${isBusy || !told?.changes} title=${w.docxHint} onClick=${save} data-test="diff-docx">${w.docx}<//></header>
    <main id="main" class="list-main diff" tabindex="-1">
      ${chosen && html`<div class="diff-sides">${pick("old")}<${Button} icon="swap" label=${w.swap} onClick=${() => setChosen({ old: chosen.new, new: chosen.old })} data-test="diff-swap" />${pick("new")}</div>`}
      ${!chosen && !fault && html`<p class="muted">${all.loading}</p>`}
      <${FaultBox} fault=${fault} />
      <div role="status" aria-busy=${isComparing}>
        ${isComparing && html`<p class="muted">${w.comparing}</p>`}
        ${chosen && !isAsked && html`<p class="muted">${chosen.old && chosen.new ? w.same : w.nothing}</p>`}
        ${told?.changes && html`<p class="diff-summary" data-test="diff-summary"><strong>${told.summary}</strong> ${changes.length > 0 && html`<span class="muted">${w.legend}</span>`}</p>`}
      </div>
      ${told && !told.changes && told.messages.map((one) => html`<div class="notice error" role="alert" data-code=${one.code}>${icons.error}<div><p><strong>${sentence(one.message)}</strong> <span class="muted">${one.source}${one.line ? `, ${all.messages.line(one.line)}` : ""}</span></p>${one.help && html`<p>${sentence(one.help)}</p>`}</div></div>`)}
      ${changes.length > 0 && html`<ol class="changes" data-test="changes">${changes.map((one) => html`<${One} change=${one} path=${one.kind === "removed" ? older : newer} />`)}</ol>`}
      ${told?.changes && told.count > changes.length && html`<p class="muted">${w.more(told.count - changes.length)}</p>`}
    </main>
  </div>`;
}

function One({ change, path }) {
  const { kind, place, line } = change;
  return html`<li class=${`change ${kind}`} data-kind=${kind}>
    <header><span class="tag">${w.kinds[kind]}</span> <strong>${place}</strong> ${change.was && html`<span class="muted">${w.was(change.was)}</span>`}
      ${line && (path ? html`<button type="button" class="link" onClick=${() => openAt(path, { line, column: 1 })}>${w.line(line)}</button>` : html`<span class="muted">${w.line(line)}</span>`)}</header>
    <${What} change=${change} />
  </li>`;
}

const unseen = (kind) => html`<span class="unseen"> ${w.marks[kind]} </span>`;

function What({ change }) {
  const { kind, mark, rows, spans, figures, text, marks } = change;
  if (kind === "added" || kind === "removed") {
    const tag = kind === "added" ? "ins" : "del";
    if (rows.length === 1 && rows[0].length === 1) return html`<p><${tag}>${mark && `${mark} `}${rows[0][0]}<//></p>`;
    return html`<div class="table-scroll"><table class="rows"><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td><${tag}>${cell}<//></td>`)}</tr>`)}</tbody></table></div>`;
  }
  if (kind === "recast") return html`<p><mark>${text}</mark></p>`;
  if (kind === "renumbered") return html`<p class="figures-changed">${marks.map(([old, now]) => html`<span>${old} → ${now}</span>`)}</p>`;
  const tags = { added: "ins", removed: "del", restyled: "mark" };
  return html`<p class="spans">${spans.map((span) => (tags[span.kind] ? html`<${tags[span.kind]}>${unseen(span.kind)}${span.text}<//>` : span.text))}</p>
    ${figures.length > 0 && html`<p class="figures-changed"><span class="label">${w.figures}</span>${figures.map((one) => html`<span data-test="figure">${one}</span>`)}</p>`}`;
}
