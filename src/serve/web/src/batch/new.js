// A new batch: a content file and a table of the folder.

import { useEffect, useState } from "preact/hooks";
import { get, listen, post } from "../api.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { go, link } from "../routes.js";
import { Button, FaultBox, useId, useTitle } from "../ui.js";
import { words as all } from "../words.js";
import { words as w } from "./words.js";

/** A document as lists of choice name it. */
export const documentName = ({ path, kind_name, subject }) => [path, [kind_name, subject].filter(Boolean).join(" ")].filter(Boolean).join(" · ");

export function NewBatch() {
  useTitle(w.make);
  const [folder, setFolder] = useState(null);
  const [tables, setTables] = useState(null);
  const [fault, setFault] = useState(null);
  const [content, setContent] = useState("");
  const [table, setTable] = useState("");
  const [name, setName] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const id = useId("new");
  useEffect(() => {
    let alive = true;
    let waits = null;
    const load = async () => {
      try {
        const [folder, { tables }] = await Promise.all([get("/api/folder"), get("/api/batch/tables")]);
        if (alive) setFolder(folder), setTables(tables);
      } catch (error) {
        if (alive) setFault(error);
      }
    };
    load();
    const end = listen((event) => {
      if (event.type !== "changed" && event.type !== "back") return;
      clearTimeout(waits);
      waits = setTimeout(load, 300);
    });
    return () => { alive = false; clearTimeout(waits); end(); };
  }, []);
  const stem = content.split("/").pop().replace(/\.[^.]*$/, "");
  const make = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      const { path } = await post("/api/batch/new", { content, table, name: (name ?? "").trim() });
      go("lo", path);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return html`<div class="screen">
    <header class="bar"><a class="button quiet" href=${link("")}>${icons.back}<span>${all.editor.back}</span></a><h1>${w.make}</h1></header>
    <main id="main" class="make" tabindex="-1">
      <${FaultBox} fault=${fault} />
      ${!tables && !fault && html`<p class="muted">${all.loading}</p>`}
      ${tables && html`<form class="profile" onSubmit=${make} data-test="new-batch">
        <p>${w.lead}</p>
        ${folder.documents.length === 0 && html`<div class="notice warning">${icons.warning}<div><p><strong>${w.noContents}</strong></p></div></div>`}
        ${tables.length === 0 && html`<div class="notice warning">${icons.warning}<div><p><strong>${w.noTables}</strong></p><p>${w.noTablesHelp}</p></div></div>`}
        <div class="field"><label class="label" for=${`${id}-content`}>${w.content}</label>
          <select id=${`${id}-content`} required value=${content} onChange=${(event) => setContent(event.target.value)} aria-describedby=${`${id}-content-hint`} data-test="batch-content">
            <option value="">${w.choose}</option>${folder.documents.map((one) => html`<option value=${one.path}>${documentName(one)}</option>`)}</select>
          <p class="hint" id=${`${id}-content-hint`}>${w.contentHint}</p></div>
        <div class="field"><label class="label" for=${`${id}-table`}>${w.table}</label>
          <select id=${`${id}-table`} required value=${table} onChange=${(event) => setTable(event.target.value)} aria-describedby=${`${id}-table-hint`} data-test="batch-table">
            <option value="">${w.choose}</option>${tables.map((one) => html`<option value=${one.path}>${one.path}</option>`)}</select>
          <p class="hint" id=${`${id}-table-hint`}>${w.tableHint}</p></div>
        <div class="field"><label class="label" for=${`${id}-name`}>${w.name}</label>
          <input id=${`${id}-name`} type="text" value=${name ?? (stem ? `lo-${stem}` : "")} onInput=${(event) => setName(event.target.value)} autocomplete="off" spellcheck=${false} aria-describedby=${`${id}-name-hint`} data-test="batch-name" />
          <p class="hint" id=${`${id}-name-hint`}>${w.nameHint}</p></div>
        <div class="row"><${Button} type="submit" kind="primary" icon="add" disabled=${!content || !table || isBusy} data-test="make-batch">${w.begin}<//></div>
      </form>`}
    </main>
  </div>`;
}
