// The documents of the folder.

import { useEffect, useMemo, useState } from "preact/hooks";
import { get, listen } from "./api.js";
import { html } from "./html.js";
import { icons } from "./icons.js";
import { Button, FaultBox, capital, moment, plain, sentence, useTitle, useToast } from "./ui.js";
import { words } from "./words.js";
import { DropHere, FileButton, openToPull, useDrop } from "./word/files.js";
import { Import } from "./word/import.js";
import { words as wordWords } from "./word/words.js";
import { go, link } from "./routes.js";

const w = words.list;
/** So many folders are named. */
const MOST_NAMES = 8;
const COLUMNS = ["number", "kind", "subject", "date", "state", "built", "modified"];

/** Columns that begin with the greatest: the gravest, the newest. */
const DOWNWARD = new Set(["state", "modified"]);

/** What a column is sorted by. */
function sortKey(document, column) {
  switch (column) {
    case "kind": return plain(document.kind_name ?? document.kind);
    case "subject": return plain(document.subject);
    case "date": return String(document.date ?? "").split(/\D+/).filter(Boolean).reverse().map((part) => part.padStart(4, "0")).join("");
    case "state": return ((document.fault ? 1e9 : 0) + (document.errors ?? 0) * 1e6 + (document.warnings ?? 0) * 1e3 + (document.hints ?? 0));
    case "built": return ["edited", "stale", "no", "current"].indexOf(document.built);
    case "modified": return new Date(document.modified ?? 0).getTime();
    default: return plain(document.number).replace(/\d+/g, (digits) => digits.padStart(6, "0"));
  }
}

/** The list. */
export function List() {
  useTitle(w.title);
  const [folder, setFolder] = useState(null);
  const [fault, setFault] = useState(null);
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState({ column: "modified", back: true });
  useEffect(() => {
    let alive = true;
    let waits = null;
    const load = async () => {
      try {
        const next = await get("/api/folder");
        if (alive) setFolder(next), setFault(null);
      } catch (error) {
        if (alive) setFault(error);
      }
    };
    load();
    const end = listen((event) => {
      if (event.type === "lost" || event.type === "progress") return;
      clearTimeout(waits);
      waits = setTimeout(load, 300);
    });
    return () => { alive = false; clearTimeout(waits); end(); };
  }, []);
  const toast = useToast();
  const [file, setFile] = useState(null);
  const isOver = useDrop(([first, ...rest]) => {
    if (rest.length > 0) toast(wordWords.import.one);
    setFile(first);
  });
  const documents = folder?.documents ?? [];
  const unread = folder?.unread ?? [];
  const shown = useMemo(() => {
    const wanted = plain(search).split(/\s+/).filter(Boolean);
    const kept = documents.filter((one) => {
      const text = plain([one.number, one.kind_name, one.subject, one.date, one.path].join(" "));
      return wanted.every((word) => text.includes(word));
    });
    const keyed = kept.map((one) => [sortKey(one, sort.column), one]);
    const order = sort.back ? -1 : 1;
    keyed.sort(([a, x], [b, y]) => (a < b ? -order : a > b ? order : x.path < y.path ? -1 : 1));
    return keyed.map(([, one]) => one);
  }, [documents, search, sort]);
  return html`<div class="screen">
    <header class="bar">
      <h1>${icons.folder}<span>${folder?.folder ?? words.loading}</span></h1>
      <div class="spring"></div>
      <${FileButton} onFile=${setFile} test="import-button" title=${wordWords.import.chooseHint}>${wordWords.import.choose}<//>
      <${Button} icon="bullets" data-test="new-batch-button" onClick=${() => go("lo-moi")}>${w.batch}<//>
      <${Button} icon="add" kind="primary" data-test="new-document" onClick=${() => go("moi")}>${w.make}<//>
    </header>
    <main id="main" class="list-main" tabindex="-1">
      <${FaultBox} fault=${fault} />
      ${folder && html`<div class="list-tools">
        <label class="search">${icons.find}<span class="unseen">${w.search}</span>
          <input type="search" value=${search} placeholder=${w.searchHint} onInput=${(event) => setSearch(event.target.value)} data-test="list-search" /></label>
        <span class="muted" role="status">${w.count(shown.length, documents.length)}</span>
      </div>`}
      ${folder && html`<${Unread} folder=${folder} />`}
      ${folder && documents.length === 0 && !unread.includes("") && html`<div class="empty"><p><strong>${w.none}</strong></p><p>${w.noneHelp}</p>
        <${Button} icon="add" kind="primary" onClick=${() => go("moi")}>${w.make}<//></div>`}
      ${documents.length > 0 && shown.length === 0 && html`<div class="empty"><p>${w.noMatch}</p><${Button} onClick=${() => setSearch("")}>${w.clear}<//></div>`}
      ${shown.length > 0 && html`<${Table} documents=${shown} sort=${sort} onSort=${setSort} />`}
      ${folder && html`<${Others} folder=${folder} />`}
    </main>
    <${DropHere} isOver=${isOver}>${wordWords.import.drop}<//>
    ${file && html`<${Import} file=${file} onClose=${() => setFile(null)} />`}
  </div>`;
}

function Table({ documents, sort, onSort }) {
  const head = (column) => {
    const is = sort.column === column;
    const turn = () => onSort({ column, back: is ? !sort.back : DOWNWARD.has(column) });
    return html`<th scope="col" class=${`c-${column}`} aria-sort=${is ? (sort.back ? "descending" : "ascending") : "none"}>
      <button type="button" title=${w.sortBy(w.columns[column].toLocaleLowerCase("vi"))} onClick=${turn}>${w.columns[column]}${is && (sort.back ? icons.down : icons.up)}</button></th>`;
  };
  return html`<table class="documents" data-test="documents">
    <thead><tr>${COLUMNS.map(head)}</tr></thead>
    <tbody>${documents.map((one) => html`<${Row} key=${one.path} document=${one} />`)}</tbody>
  </table>`;
}

/** What a document is called in the list. */
function titleOf({ subject, fault, has_subject: hasSubject, kind_name: kind, path }) {
  if (subject) return subject;
  if (fault) return path.split("/").pop();
  return hasSubject ? w.noSubject : capital(kind);
}

function Row({ document: one }) {
  const open = (event) => {
    if (event.target.closest("a, button") || window.getSelection()?.toString()) return;
    go("soan", one.path);
  };
  return html`<tr onClick=${open} data-path=${one.path}>
    <td class="c-number" data-label=${w.columns.number}>${one.number}</td>
    <td class="c-kind" data-label=${w.columns.kind}>${one.kind_name ?? one.kind}</td>
    <th scope="row" class="c-subject"><a href=${link("soan", one.path)}>${titleOf(one)}</a>${titleOf(one) !== one.path && html`<small>${one.path}</small>`}${one.fault && html`<small class="row-fault">${sentence(one.fault)}</small>`}</th>
    <td class="c-date" data-label=${w.columns.date}>${one.date}</td>
    <td class="c-state" data-label=${w.columns.state}><${State} document=${one} /></td>
    <td class="c-built" data-label=${w.columns.built}>${!one.batch && !(one.signed && one.built === "edited") && html`<span class=${`tag built-${one.built}`} title=${w.builtHelp[one.built]}>${w.built[one.built] ?? ""}</span>`}
      ${!one.batch && !one.signed && !one.fault && one.built === "edited" && html`<button type="button" class="link built-pull" onClick=${() => openToPull(one.path)} data-test="list-pull">${wordWords.pull.inList}<span class="unseen"> ${titleOf(one)}</span></button>`}
      ${one.signed && html`<span class="tag signed">${icons.sign}${w.signed}</span>`}</td>
    <td class="c-modified" data-label=${w.columns.modified}>${moment(one.modified)}</td>
  </tr>`;
}

function State({ document: { errors, warnings, hints, fault, checking, batch } }) {
  if (batch && !fault) return html`<span class="tag model" title=${w.modelHelp}>${icons.bullets}${w.model(batch.split("/").pop())}</span>`;
  if (fault && !errors) return html`<span class="tag error" title=${sentence(fault.message ?? fault)}>${icons.error}${w.unreadable}</span>`;
  if (errors === null || errors === undefined) return checking ? html`<span class="muted">${words.messages.checking}</span>` : null;
  if (!errors && !warnings && !hints) return html`<span class="tag fine">${icons.check}${w.fine}</span>`;
  return html`${errors > 0 && html`<span class="tag error" title=${fault ? sentence(fault.message ?? fault) : undefined}>${icons.error}${w.errors(errors)}</span>`}
    ${warnings > 0 && html`<span class="tag warning">${icons.warning}${w.warnings(warnings)}</span>`}
    ${hints > 0 && html`<span class="tag hint">${icons.hint}${w.hints(hints)}</span>`}`;
}

/** What stands in the folder and is not in the list. */
function Unread({ folder: { unread = [], cut } }) {
  const isWhole = unread.includes("");
  return html`${unread.length > 0 && html`<div class="notice error" role="alert" data-test="unread">${icons.error}<div>
      <p><strong>${isWhole ? w.unreadFolder : w.unreadFolders(unread.length)}</strong> ${!isWhole && unread.slice(0, MOST_NAMES).join(", ") + (unread.length > MOST_NAMES ? "…" : "")}</p><p>${w.unreadHelp}</p></div></div>`}
    ${cut && html`<div class="notice warning" role="status" data-test="cut">${icons.warning}<div><p>${w.cut}</p></div></div>`}`;
}

/** Profiles and batches below the documents. */
function Others({ folder: { profiles = [], batches = [] } }) {
  const list = (title, all, icon, screen = "soan") => all.length > 0 && html`<section><h2>${title}</h2><ul>${all.map((one) =>
    html`<li><a href=${link(screen, one.path)}>${icons[icon]}<span>${one.name || one.path}</span></a> <small>${one.name && one.path}</small>${one.fault && html` <span class="tag error" title=${sentence(one.fault)}>${icons.error}${w.wrong}</span>`}</li>`)}</ul></section>`;
  return html`<div class="others">
    ${list(w.profiles, profiles, "form")}
    ${list(w.batches, batches, "bullets", "lo")}
  </div>`;
}
