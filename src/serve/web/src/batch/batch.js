// A batch file: what goes into it on one side, the pages of a row on the other.

import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { get } from "../api.js";
import { Preview } from "../editor/preview.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { link, openAt } from "../routes.js";
import { Button, FaultBox, sentence, useId, useTitle, useToast } from "../ui.js";
import { words as all } from "../words.js";
import { documentName } from "./new.js";
import { Run } from "./run.js";
import { BatchSession } from "./session.js";
import { words as w } from "./words.js";

/** A name that is typed is written so long after the last letter (ms). */
const TYPED = 500;

export function Batch({ path }) {
  const toast = useToast();
  const [session, setSession] = useState(null);
  const [, redraw] = useReducer((n) => n + 1, 0);
  const [showsRun, setShowsRun] = useState(false);
  useTitle(path.split("/").pop());
  useEffect(() => {
    const session = new BatchSession(path);
    setSession(session);
    const end = session.listen((what) => {
      redraw();
      if (what === "outside") toast(w.outside);
    });
    return () => { end(); session.close(); };
  }, [path]);
  const name = path.split("/").pop();
  const bar = (rest) => html`<header class="bar"><a class="button quiet" href=${link("")} data-test="back">${icons.back}<span>${all.editor.back}</span></a><h1 title=${path}><span>${name}</span></h1>${rest}</header>`;
  if (!session || session.status === "loading") return html`<div class="screen">${bar()}<p class="muted centre">${all.loading}</p></div>`;
  if (session.status === "fault") return html`<div class="screen">${bar()}<main id="main" class="list-main"><${FaultBox} fault=${session.fault} /></main></div>`;
  const { run, saving } = session;
  const isRunning = run?.status === "running";
  return html`<div class="screen editor batch">
    ${bar(html`<span class=${`saving ${saving}`} role="status" data-test="saving">${saving === "saved" && icons.check}${all.saving[saving]}</span>
      <div class="spring"></div>
      <a class="button quiet" href=${link("soan", path)} data-test="batch-source">${icons.source}<span>${w.source}</span></a>
      <${Button} icon="build" kind="primary" onClick=${() => setShowsRun(true)} data-test="run-button">${isRunning ? w.running(run.done, run.total) : w.run}<//>`)}
    <div class="split">
      <main id="main" class="work" tabindex="-1" aria-label=${w.title}><div class="pane batch-pane">
        <${FaultBox} fault=${session.fault} />
        ${session.seen ? html`<${Setup} session=${session} /><${Output} session=${session} /><${Rows} session=${session} /><${Told} session=${session} />` : html`<p class="muted">${all.loading}</p>`}
      </div></main>
      <div class="border-box" aria-hidden="true"><div class="border"></div></div>
      <section class="row-side" aria-label=${w.preview}><${RowBar} session=${session} />
        <${Preview} session=${session} onPlace=${(at) => session.seen?.content && openAt(session.seen.content, { at })} onOther=${(other, place) => other && openAt(other, place)} /></section>
    </div>
    ${showsRun && html`<${Run} session=${session} onClose=${() => setShowsRun(false)} />`}
  </div>`;
}

/** Which content file, which table, which sheet. */
function Setup({ session }) {
  const [folder, setFolder] = useState(null);
  const [tables, setTables] = useState([]);
  const id = useId("setup");
  useEffect(() => {
    get("/api/folder").then(setFolder, () => {});
    get("/api/batch/tables").then(({ tables }) => setTables(tables), () => {});
  }, [session.seen]);
  const { said, content, table, sheets } = session.seen;
  if (!said) return null;
  const contents = (folder?.documents ?? []).map((one) => ({ path: one.path, name: documentName(one) }));
  const withOwn = (list, own) => (own && !list.some((one) => one.path === own) ? [{ path: own, name: own }, ...list] : list);
  const choice = (name, label, value, list, set) => html`<div class="field"><label class="label" for=${`${id}-${name}`}>${label}</label>
    <select id=${`${id}-${name}`} value=${value ?? ""} onChange=${(event) => event.target.value && session.set({ [set]: event.target.value })} data-test=${`batch-${name}`}>
      ${!value && html`<option value="">${w.choose}</option>`}${list.map((one) => html`<option value=${one.path} selected=${one.path === value}>${one.name ?? one.path}</option>`)}</select></div>`;
  return html`<section aria-labelledby=${`${id}-title`}><h2 id=${`${id}-title`}>${w.setup}</h2>
    ${choice("content", w.content, content, withOwn(contents, content), "content")}
    ${content && html`<p><a href=${link("soan", content)}>${w.openContent}</a></p>`}
    ${said.has_rows ? html`<p class="muted">${w.held}</p>` : choice("table", w.table, table, withOwn(tables, table), "table")}
    ${sheets?.length > 1 && html`<div class="field"><label class="label" for=${`${id}-sheet`}>${w.sheet}</label>
      <select id=${`${id}-sheet`} value=${said.sheet ?? ""} onChange=${(event) => session.set({ sheet: event.target.value })} data-test="batch-sheet">
        <option value="">${w.firstSheet}</option>${sheets.map((one) => html`<option value=${one.name} selected=${one.name === said.sheet}>${one.name}${one.hidden ? ` (${w.hidden})` : ""}</option>`)}</select></div>`}
  </section>`;
}

/** What the outputs are called. */
function Output({ session }) {
  const { said, columns = [], default_name: standard, rows = [], total } = session.seen;
  const input = useRef(null);
  const timer = useRef(null);
  const [typed, setTyped] = useState(null);
  const id = useId("output");
  useEffect(() => () => clearTimeout(timer.current), []);
  if (!said) return null;
  const write = async (value) => {
    clearTimeout(timer.current);
    // What could not be written stays as it was typed.
    if (value !== (said.output ?? "") && !(await session.set({ output: value.trim() }))) return;
    setTyped((now) => (now === value ? null : now));
  };
  const type = (value) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => write(value), TYPED);
  };
  const insert = (text) => {
    const box = input.current;
    const { value, selectionStart, selectionEnd } = box;
    const next = value.slice(0, selectionStart) + text + value.slice(selectionEnd);
    box.value = next;
    box.focus();
    box.setSelectionRange(selectionStart + text.length, selectionStart + text.length);
    type(next);
  };
  const names = rows.filter((one) => one.name).slice(0, 3).map((one) => one.name);
  return html`<section aria-labelledby=${`${id}-title`}><h2><label id=${`${id}-title`} for=${id}>${w.output}</label></h2>
    <input id=${id} ref=${input} type="text" value=${typed ?? said.output ?? standard ?? ""} autocomplete="off" spellcheck=${false} aria-describedby=${`${id}-hint`} data-test="batch-output"
      onInput=${(event) => !event.isComposing && type(event.target.value)} onCompositionEnd=${(event) => type(event.target.value)} onBlur=${(event) => typed !== null && write(event.target.value)} />
    <p class="hint" id=${`${id}-hint`}>${w.outputHint}</p>
    <div class="chips" role="group" aria-label=${w.outputHint}>
      <button type="button" class="chip" onClick=${() => insert("{{ so_thu_tu }}")}>${w.number}</button>
      ${columns.map((one) => html`<button type="button" class="chip" key=${one.name} title=${one.placeholder} aria-label=${w.insert(one.header)} data-test="placeholder" onClick=${() => insert(one.placeholder)}>${one.header}</button>`)}</div>
    ${names.length > 0 && html`<p class="names" data-test="output-names"><span class="muted">${w.results(total ?? rows.length)}:</span> ${names.join(", ")}${(total ?? 0) > names.length ? "…" : ""}</p>`}
  </section>`;
}

/** The columns with what they were taken for, and the first rows. */
function Rows({ session }) {
  const { columns = [], rows = [] } = session.seen;
  const id = useId("rows");
  if (columns.length === 0) return null;
  const kind = (column) => html`<select aria-label=${w.kindOf(column.header)} value=${column.declared ?? ""} data-test="column-kind" onChange=${(event) => session.set({ kinds: { [column.name]: event.target.value } })}>
    <option value="">${w.automatic(w.kinds[column.kind])}</option>${Object.entries(w.declared).map(([value, name]) => html`<option value=${value} selected=${value === column.declared}>${name}</option>`)}</select>`;
  return html`<section aria-labelledby=${id}><h2 id=${id}>${w.rows}</h2><p class="hint">${w.rowsHint}</p>
    <div class="table-scroll" tabindex="0" role="group" aria-labelledby=${id}><table class="rows" data-test="rows">
      <thead><tr><th scope="col">${w.row}</th><th scope="col">${w.result}</th>${columns.map((one) => html`<th scope="col" key=${one.name}><span>${one.header}</span>${session.seen.said.has_rows ? null : kind(one)}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.number} class=${row.number === session.row ? "chosen" : ""} onClick=${() => session.show(row.number)}>
        <th scope="row"><button type="button" aria-pressed=${row.number === session.row} onClick=${(event) => { event.stopPropagation(); session.show(row.number); }} data-test="row">${row.number}</button></th>
        <td class="row-result">${row.name ?? (row.cells.length === 0 ? "" : html`<span class="tag error" title=${sentence(row.fault?.message)}>${icons.error}${sentence(row.fault?.message)}</span>`)}</td>
        ${row.cells.length === 0 ? html`<td colspan=${columns.length} class="row-fault">${icons.error} ${sentence(row.fault?.message)}</td>` : columns.map((_, at) => html`<td class=${`k-${row.cells[at]?.kind ?? "bad"}`}>${row.cells[at]?.kind === "bad" ? icons.error : row.cells[at]?.text}</td>`)}</tr>`)}</tbody>
    </table></div></section>`;
}

const canOpen = (one) => one.line && /\.(ya?ml|json)$/.test(one.source);
const openMessage = ({ source, line, column }) => openAt(source, { line, column });

/** What stands against the batch, and against the row that is shown. */
function Told({ session }) {
  const { seen, looked } = session;
  const own = seen.messages ?? [];
  const ofRow = (looked?.messages ?? []).filter((one) => !own.some((other) => other.message === one.message && other.line === one.line));
  const list = (messages) => html`<ul class="told">${messages.map((one) => html`<li class=${one.level} data-test="message" data-code=${one.code}>${icons[one.level]}<div><p><strong>${sentence(one.message)}</strong></p>
    ${one.help && html`<p>${sentence(one.help)}</p>`}
    ${canOpen(one) && html`<p><button type="button" class="link" onClick=${() => openMessage(one)}>${one.source}, ${all.messages.line(one.line)}</button></p>`}</div></li>`)}</ul>`;
  return html`<section><h2>${w.checks}</h2>
    ${own.length === 0 && ofRow.length === 0 && html`<p class="muted">${icons.check} ${w.none}</p>`}
    ${own.length > 0 && list(own)}
    ${ofRow.length > 0 && html`<h3>${w.shown(session.row, looked.name)}</h3>${list(ofRow)}`}</section>`;
}

/** Which row is shown. */
function RowBar({ session }) {
  const { row, seen, looked } = session;
  const total = seen?.total ?? seen?.rows?.length ?? 0;
  const wrong = looked?.row === row && !looked.pages && looked.messages[0];
  const to = (number) => number >= 1 && number <= Math.max(total, 1) && session.show(number);
  return html`<div class="row-bar" role="toolbar" aria-label=${w.preview}>
    <${Button} icon="back" label=${w.previous} disabled=${row <= 1} onClick=${() => to(row - 1)} data-test="row-previous" />
    <label><span>${w.preview}</span> <input type="text" inputmode="numeric" value=${row} onChange=${(event) => to(Number.parseInt(event.target.value, 10) || row)} data-test="row-number" /><span>/${total}</span></label>
    <${Button} icon="next" label=${w.next} disabled=${row >= total} onClick=${() => to(row + 1)} data-test="row-next" />
    <span class="muted row-name">${looked?.row === row ? looked.name ?? looked.label : ""}</span>
  </div>
  ${wrong && html`<div class="strip row-wrong" role="status" data-test="row-wrong">${icons.error}<span>${sentence(wrong.message)}</span> ${canOpen(wrong) && html`<button type="button" class="link" onClick=${() => openMessage(wrong)}>${wrong.source}, ${all.messages.line(wrong.line)}</button>`}</div>`}`;
}
