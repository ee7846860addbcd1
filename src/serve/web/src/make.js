// A new document: the agency once, the kind by its picture, a name.

import { useEffect, useMemo, useState } from "preact/hooks";
import { get, post } from "./api.js";
import { html } from "./html.js";
import { icons } from "./icons.js";
import { go, link } from "./routes.js";
import { Button, FaultBox, asksFor, plain, sentence, useId, useTitle } from "./ui.js";
import { words } from "./words.js";

const w = words.make;

export function Make() {
  useTitle(w.title);
  const [kinds, setKinds] = useState(null);
  const [folder, setFolder] = useState(null);
  const [fault, setFault] = useState(null);
  const [asks, setAsks] = useState(false);
  const [kind, setKind] = useState(null);
  const [name, setName] = useState(null);
  const [profile, setProfile] = useState(null);
  const [search, setSearch] = useState("");
  const [isBusy, setBusy] = useState(false);
  const load = async () => {
    try {
      const [kinds, folder] = await Promise.all([get("/api/kinds"), get("/api/folder")]);
      setKinds(kinds.kinds ?? kinds);
      setFolder(folder);
      // The profiles of the samples are those of other agencies: who has no other has not told their own.
      const own = folder.profiles.find((one) => !one.sample);
      setAsks(!own);
      setProfile((chosen) => chosen ?? own?.path ?? folder.profiles[0]?.path ?? null);
    } catch (error) {
      setFault(error);
    }
  };
  useEffect(() => void load(), []);
  const shown = useMemo(() => (kinds ?? []).filter((one) => plain(`${one.name} ${one.kind}`).includes(plain(search))), [kinds, search]);
  const chosen = kinds?.find((one) => one.kind === kind);
  const wrong = folder?.profiles.find((one) => one.path === profile && one.fault);
  const proposed = useMemo(() => {
    if (!chosen) return "";
    const taken = new Set((folder?.documents ?? []).map((one) => one.path.replace(/\.ya?ml$/, "")));
    const stem = plain(chosen.kind).replace(/[^a-z0-9]+/g, "-");
    let proposed = stem;
    for (let number = 2; taken.has(proposed); number += 1) proposed = `${stem}-${number}`;
    return proposed;
  }, [chosen, folder]);
  const make = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { path } = await post("/api/new", { kind, profile, name: (name ?? proposed).trim().replace(/\.ya?ml$/, "") });
      go("soan", path);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  const turn = (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || !event.target.closest("[role=radio]")) return;
    event.preventDefault();
    const at = shown.findIndex((one) => one.kind === kind);
    const next = shown[(at + by + shown.length) % shown.length];
    setKind(next.kind);
    event.currentTarget.querySelector(`[data-kind="${CSS.escape(next.kind)}"]`)?.focus();
  };
  return html`<div class="screen">
    <header class="bar"><a class="button quiet" href=${link("")}>${icons.back}<span>${words.editor.back}</span></a><h1>${asks ? words.profile.title : w.title}</h1></header>
    <main id="main" class="make" tabindex="-1">
      <${FaultBox} fault=${fault} />
      ${!kinds && !fault && html`<p class="muted">${words.loading}</p>`}
      ${kinds && asks && html`<${Profile} onMade=${(path) => { setProfile(path); setAsks(false); load(); }} onCancel=${folder.profiles.length > 0 ? () => setAsks(false) : null} />`}
      ${kinds && !asks && html`<form onSubmit=${make} class="make-form">
        <div class="list-tools"><h2 id="kinds">${w.kind}</h2><label class="search">${icons.find}<span class="unseen">${w.search}</span>
          <input type="search" value=${search} placeholder=${w.search} onInput=${(event) => setSearch(event.target.value)} /></label></div>
        <div class="kinds" role="radiogroup" aria-labelledby="kinds" onKeyDown=${turn}>
          ${shown.map((one, at) => html`<button type="button" role="radio" key=${one.kind} data-kind=${one.kind} data-test="kind" aria-checked=${one.kind === kind}
            tabindex=${one.kind === kind || (!shown.some((other) => other.kind === kind) && at === 0) ? 0 : -1} onClick=${() => setKind(one.kind)}>
            <${Picture} svg=${one.picture} /><strong>${one.name}</strong>${one.form && html`<small>${w.form(one.form)}</small>`}</button>`)}
          ${shown.length === 0 && html`<p class="muted">${w.none}</p>`}
        </div>
        <div class="make-bar">
          <label><span class="label">${w.name}</span><input type="text" ...${asksFor(words.profile.needed)} value=${name ?? proposed} disabled=${!chosen} onInput=${({ target }) => { target.setCustomValidity(""); setName(target.value); }} aria-describedby="name-hint" data-test="new-name" /></label>
          <label><span class="label">${w.profile}</span><select value=${profile ?? ""} onChange=${(event) => (event.target.value === "\u0000" ? setAsks(true) : setProfile(event.target.value))}>
            ${folder.profiles.map((one) => html`<option value=${one.path}>${one.name && one.name !== one.path && !one.path.endsWith(`/${one.name}`) ? `${one.name} (${one.path})` : one.path}</option>`)}<option value=${"\u0000"}>${w.otherProfile}</option></select></label>
          <${Button} type="submit" kind="primary" icon="add" disabled=${!chosen || isBusy} data-test="make">${w.make}<//>
          <p class="hint" id="name-hint">${w.nameHint}</p>
          ${wrong && html`<p class="hint field-message error" role="alert" data-test="profile-wrong">${w.wrongProfile(sentence(wrong.fault))} <a href=${link("soan", wrong.path)}>${w.openProfile}</a></p>`}
        </div>
      </form>`}
    </main>
  </div>`;
}

/** The picture of a kind's first page, as the program draws it. */
function Picture({ svg }) {
  const show = (box) => {
    if (!box || !svg || box.firstChild) return;
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    if (parsed.querySelector("parsererror")) return;
    // It is but a picture: the button has the words.
    box.append(document.importNode(parsed.documentElement, true));
  };
  return html`<span class="kind-picture page-picture" aria-hidden="true" ref=${show}></span>`;
}

const lines = (text) => text.split("\n").map((line) => line.trim().normalize("NFC")).filter(Boolean);

function Profile({ onMade, onCancel }) {
  const w = words.profile;
  const [fault, setFault] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    const text = (name) => String(data.get(name) ?? "").trim().normalize("NFC");
    const answers = {
      co_quan_chu_quan: lines(text("co_quan_chu_quan")),
      co_quan: lines(text("co_quan")),
      viet_tat: text("viet_tat"),
      dia_danh: text("dia_danh"),
      luu: text("luu"),
      nguoi_ky: { quyen_han: lines(text("quyen_han")), chuc_vu: text("chuc_vu"), ho_ten: text("ho_ten") },
    };
    setBusy(true);
    try {
      const { path } = await post("/api/profile", answers);
      onMade(path);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return html`<form class="profile" onSubmit=${save} data-test="profile">
    <p>${w.lead}</p>
    <${FaultBox} fault=${fault} />
    <${Entry} name="co_quan" label=${w.agency} hint=${w.agencyHint} lines=${2} required />
    <${Entry} name="co_quan_chu_quan" label=${w.parent} hint=${w.parentHint} lines=${1} />
    <div class="pair"><${Entry} name="viet_tat" label=${w.short} hint=${w.shortHint} required /><${Entry} name="dia_danh" label=${w.place} hint=${w.placeHint} required /></div>
    <${Entry} name="luu" label=${w.keep} hint=${w.keepHint} />
    <fieldset><legend>${w.signer}</legend>
      <${Entry} name="quyen_han" label=${w.authority} hint=${w.authorityHint} lines=${1} />
      <div class="pair"><${Entry} name="chuc_vu" label=${w.office} required /><${Entry} name="ho_ten" label=${w.name} required /></div>
    </fieldset>
    <div class="row"><${Button} type="submit" kind="primary" disabled=${isBusy} data-test="save-profile">${w.save}<//>${onCancel && html`<${Button} onClick=${onCancel}>${words.cancel}<//>`}</div>
  </form>`;
}

function Entry({ name, label, hint, lines, required }) {
  const id = useId("entry");
  const tag = lines ? "textarea" : "input";
  return html`<div class="field"><label class="label" for=${id}>${label}${required && html` <span class="needed" aria-hidden="true">*</span>`}</label>
    <${tag} id=${id} name=${name} rows=${lines} type=${lines ? undefined : "text"} ...${required ? asksFor(words.profile.needed) : {}} autocomplete="off" spellcheck=${false} aria-describedby=${hint ? `${id}-hint` : undefined} data-test=${name} />
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}</div>`;
}
