// A document: form or source on one side, the pages as they are printed on the other.

import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { openSearchPanel } from "@codemirror/search";
import { afterPaint } from "../after.js";
import { keepFile, post } from "../api.js";
import { Form } from "../form/form.js";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { go, link, openAt, takePlace } from "../routes.js";
import { Button, Dialog, FaultBox, Menu, sentence, useTitle, useToast } from "../ui.js";
import { DropHere, reportOf, takeFirst, useDrop } from "../word/files.js";
import { Import, Report } from "../word/import.js";
import { Dropped, Pull } from "../word/pull.js";
import { words as wordWords } from "../word/words.js";
import { words } from "../words.js";
import { Build } from "./build.js";
import { Conflict, Versions } from "./compare.js";
import { Keys } from "./keys.js";
import { Messages } from "./messages.js";
import { Preview } from "./preview.js";
import { leave, take } from "./left.js";

const w = words.editor;
/** That texts were joined is not told again within so long (ms). */
const MERGED_AGAIN = 30_000;
/** What is told with every letter, and asks for nothing that could not wait until the letter is drawn. */
const OFTEN = new Set(["text", "pages", "looked", "checked"]);

/** What the reader chose is remembered by the browser. */
function remembered(name, start) {
  const [value, setValue] = useState(() => {
    try {
      return JSON.parse(localStorage.getItem(`vanban:${name}`)) ?? start;
    } catch {
      return start;
    }
  });
  const set = useCallback((value) => {
    setValue(value);
    try {
      localStorage.setItem(`vanban:${name}`, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing.
    }
  }, [name]);
  return [value, set];
}

export function Editor({ path }) {
  const [session, setSession] = useState(null);
  const [, redraw] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    const session = take(path);
    setSession(session);
    const later = afterPaint(redraw);
    const end = session.listen((what) => {
      if (OFTEN.has(what)) later();
      else if (what !== "selection") redraw();
    });
    return () => { end(); leave(session); };
  }, [path]);
  useTitle(path.split("/").pop());
  if (!session || session.state === "loading") return html`<div class="screen"><p class="muted centre">${words.loading}</p></div>`;
  if (session.state === "fault") {
    return html`<div class="screen"><header class="bar"><${Back} /><h1>${path}</h1></header>
      <main id="main" class="list-main"><${FaultBox} fault=${session.fault} /></main></div>`;
  }
  return html`<${Open} key=${path} session=${session} />`;
}

const Back = () => html`<a class="button quiet" href=${link("")} data-test="back">${icons.back}<span>${w.back}</span></a>`;

function Open({ session }) {
  const toast = useToast();
  const [way, setWay] = remembered("way", "form");
  const [share, setShare] = remembered("share", 50);
  const [showsMessages, setShowsMessages] = remembered("messages", false);
  const [dialog, setDialog] = useState(() => takeFirst(session.path));
  // A file of Word that was dropped on the document or chosen.
  const [file, setFile] = useState(null);
  const report = reportOf(session.path);
  const [elsewhere, setElsewhere] = useState(null);
  const form = useRef(null);
  // Profiles have no pages, batches neither pages nor a form.
  const canForm = session.sort !== "batch";
  const hasPages = session.sort === "document";
  const canBuild = hasPages && !session.batch;
  const shown = canForm ? way : "source";
  const isOver = useDrop(([first, ...rest]) => {
    if (rest.length > 0) toast(wordWords.import.one);
    setFile(first);
    setDialog(canBuild ? "dropped" : "import");
  });
  const show = (next) => {
    setWay(next);
    if (next === "source") session.setFormCursor(undefined);
  };
  useEffect(() => session.showForm(shown === "form"), [session, shown]);
  useEffect(() => {
    let last = -Infinity;
    return session.listen((what) => {
      if (what === "outside") toast(w.outside);
      // Two tabs that are typed in at once meet at every save.
      if (what !== "merged" || performance.now() - last < MERGED_AGAIN) return;
      last = performance.now();
      toast(w.merged);
    });
  }, [session]);
  const wanted = useRef(null);
  const toPlace = (from, to = from) => {
    if (shown === "source") session.goTo(from, to);
    else if (!form.current?.focusPlace(from)) {
      wanted.current = [from, to];
      show("source");
    }
  };
  const toSource = (from) => {
    const first = session.messages.find((one) => one.level === "error" && one.from !== null && one.from !== undefined);
    const at = from ?? first?.from ?? 0;
    wanted.current = [at, at];
    if (shown === "source") session.goTo(at);
    else show("source");
  };
  // The form is not drawn with everything around it: it has the newest way to the source all the same.
  const newest = useRef(null);
  newest.current = toSource;
  const fromForm = useCallback((from) => newest.current(from), []);
  useLayoutEffect(() => {
    if (shown !== "source" || !wanted.current) return;
    const [from, to] = wanted.current;
    wanted.current = null;
    requestAnimationFrame(() => session.goTo(from, to));
  });
  /** Goes to the first error, in the form where it has the field. */
  const toError = () => {
    const first = session.messages.find((one) => one.level === "error" && one.from !== null && one.from !== undefined);
    if (first) requestAnimationFrame(() => toPlace(first.from, first.to));
  };
  /** Goes to a place that a dialog shows; the dialog gives its focus back first. */
  const toShown = (at) => {
    setDialog(null);
    setTimeout(() => toPlace(at), 50);
  };
  const toOther = (other, place) => other && openAt(other, place);
  useEffect(() => {
    const place = takePlace(session.path);
    if (!place) return;
    const { doc } = session.view.state;
    const line = place.line && doc.line(Math.min(place.line, doc.lines));
    const at = line ? Math.min(line.from + (place.column ?? 1) - 1, line.to) : place.at;
    if (canForm) toPlace(at);
    else requestAnimationFrame(() => session.goTo(at));
  }, [session]);
  const nextMessage = (by) => {
    const all = session.messages.filter((one) => one.from !== null && one.from !== undefined);
    if (all.length === 0) return;
    const at = session.cursor;
    const next = by > 0 ? all.find((one) => one.from > at) ?? all[0] : [...all].reverse().find((one) => one.from < at) ?? all[all.length - 1];
    toPlace(next.from, shown === "source" ? next.to : next.from);
    toast(sentence(next.message));
  };
  useEffect(() => {
    const keys = (event) => {
      if (event.isComposing || document.querySelector("dialog[open]")) return;
      const { key } = event;
      const ctrl = event.ctrlKey || event.metaKey;
      const letter = key.toLowerCase();
      const inSource = event.target.closest?.(".cm-editor");
      let act = null;
      if (ctrl && !event.altKey && letter === "s") act = () => session.flush();
      else if (ctrl && event.shiftKey && letter === "e") act = () => show(shown === "form" ? "source" : "form");
      else if (ctrl && event.shiftKey && letter === "b" && canBuild) act = () => setDialog("build");
      else if (ctrl && !event.altKey && letter === "z" && !inSource) act = () => (event.shiftKey ? session.redo() : session.undo());
      else if (ctrl && !event.altKey && letter === "y" && !inSource) act = () => session.redo();
      else if (key === "F8") act = () => nextMessage(event.shiftKey ? -1 : 1);
      else if (key === "F1") act = () => setDialog("keys");
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    document.addEventListener("keydown", keys, true);
    return () => document.removeEventListener("keydown", keys, true);
  });
  /** Goes on to what reads the file, when that has the text. */
  const whenSaved = (act) => session.settled().then(act, (fault) => toast(sentence(fault.message)));
  const menu = [
    { icon: "time", label: w.versions, run: () => setDialog("versions"), test: "menu-versions" },
    ...(canBuild ? [{ icon: "compare", label: w.compare, run: () => whenSaved(() => go("so-sanh", session.path)), test: "menu-compare" }] : []),
    ...(canBuild ? [{ icon: "word", label: wordWords.pull.menu, run: () => { setFile(null); setDialog("pull"); }, test: "menu-pull" }] : []),
    ...(report ? [{ icon: "warning", label: wordWords.report.menu, run: () => setDialog("imported"), test: "menu-imported" }] : []),
    ...(hasPages ? [{ icon: "print", label: w.print, keys: "Ctrl+P", run: () => setTimeout(() => window.print(), 50), test: "menu-print" }] : []),
    { icon: "find", label: w.find, keys: "Ctrl+F", run: () => { show("source"); requestAnimationFrame(() => openSearchPanel(session.view)); }, test: "menu-find" },
    { icon: "folder", label: w.folder, run: () => post("/api/reveal", { path: session.path }).catch((fault) => toast(sentence(fault.message))), test: "menu-folder" },
    { icon: "keys", label: w.keys, keys: "F1", run: () => setDialog("keys"), test: "menu-keys" },
  ];
  const tab = (name, label, icon) => html`<button type="button" role="tab" id=${`tab-${name}`} aria-selected=${shown === name} aria-controls=${`pane-${name}`} tabindex=${shown === name ? 0 : -1}
    disabled=${name === "form" && !canForm} data-test=${`tab-${name}`} onClick=${() => show(name)}>${icons[icon]}<span>${label}</span></button>`;
  const tabKeys = (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const next = shown === "form" ? "source" : "form";
    show(next);
    document.getElementById(`tab-${next}`)?.focus();
    event.preventDefault();
  };
  return html`<div class="screen editor">
    <header class="bar">
      <${Back} />
      <h1 title=${session.path}><span>${session.path.split("/").pop()}</span></h1>
      <${Saving} session=${session} />
      <div class="spring"></div>
      <${Button} icon="undo" kind="quiet" label=${w.undo} keys="Ctrl+Z" disabled=${!session.canUndo} onClick=${() => session.undo()} data-test="undo" />
      <${Button} icon="redo" kind="quiet" label=${w.redo} keys="Ctrl+Y" disabled=${!session.canRedo} onClick=${() => session.redo()} data-test="redo" />
      ${session.sort === "batch" && html`<${Button} icon="build" kind="primary" onClick=${() => whenSaved(() => go("lo", session.path))} data-test="as-batch">${w.asBatch}<//>`}
      ${session.batch && html`<${Button} icon="build" kind="primary" onClick=${() => whenSaved(() => go("lo", session.batch))} data-test="to-batch">${w.asBatch}<//>`}
      ${canBuild && html`<${Button} icon="build" kind="primary" onClick=${() => setDialog("build")} data-test="build-button">${w.build}<//>`}
      <${Menu} icon="menu" label=${w.menu} items=${menu} test="menu" />
    </header>
    <${State} session=${session} />
    ${session.batch && html`<p class="strip told-batch" role="status" data-test="model">${icons.bullets}<span>${w.model(session.batch.split("/").pop())}</span></p>`}
    <${Split} share=${share} onShare=${setShare}
      left=${html`<main id="main" class="work" tabindex="-1" aria-label=${w.edit}>
        <div class="tabs" role="tablist" aria-label=${w.ways} onKeyDown=${tabKeys}>${tab("form", w.form, "form")}${tab("source", w.source, "source")}</div>
        <div class="pane" role="tabpanel" id="pane-form" aria-labelledby="tab-form" hidden=${shown !== "form"}>${canForm && html`<${Form} handle=${form} session=${session} onSource=${fromForm} />`}</div>
        <${Source} session=${session} hidden=${shown !== "source"} />
        ${canForm && html`<${Messages} session=${session} inForm=${shown === "form"} open=${showsMessages} onOpen=${setShowsMessages} onPlace=${toPlace} onOther=${toOther} />`}
      </main>`}
      right=${!hasPages ? html`<section class="preview" aria-label=${words.preview.title}><p class="pages muted centre">${w.others[session.sort]}</p></section>` : html`<${Preview} session=${session} onPlace=${(place) => session.byPreview(() => toPlace(place))} onOther=${(path, place) => path && setElsewhere({ path, place })}
        onError=${(one) => (one.from !== null && one.from !== undefined ? toPlace(one.from, one.to) : toOther(one.source, one))} />`} />
    ${dialog === "build" && html`<${Build} session=${session} onClose=${() => setDialog(null)} onErrors=${() => { setDialog(null); setShowsMessages(true); toError(); }} onPull=${() => { setFile(null); setDialog("pull"); }} />`}
    ${dialog === "dropped" && html`<${Dropped} file=${file} onClose=${() => setDialog(null)} onImport=${() => setDialog("import")} onPull=${() => setDialog("pull")} />`}
    ${dialog === "import" && html`<${Import} file=${file} onClose=${() => setDialog(null)} />`}
    ${dialog === "imported" && report && html`<${Report} session=${session} report=${report} onClose=${() => setDialog(null)} onPlace=${toShown} />`}
    ${dialog === "pull" && html`<${Pull} session=${session} file=${file} onClose=${() => setDialog(null)} onPlace=${toShown} onWritten=${toast} onImport=${(file) => { setFile(file); setDialog("import"); }} />`}
    <${DropHere} isOver=${isOver}>${canBuild ? wordWords.dropped.drop : wordWords.import.drop}<//>
    ${dialog === "versions" && html`<${Versions} session=${session} onClose=${() => setDialog(null)} onTaken=${() => toast(words.versions.taken)} />`}
    ${dialog === "keys" && html`<${Keys} onClose=${() => setDialog(null)} />`}
    ${elsewhere && html`<${Dialog} title=${w.elsewhere} onClose=${() => setElsewhere(null)} test="elsewhere" actions=${html`<div class="spring"></div>
      <${Button} onClick=${() => setElsewhere(null)}>${words.cancel}<//><${Button} kind="primary" icon="outside" onClick=${() => toOther(elsewhere.path, elsewhere.place)} data-test="open-elsewhere">${w.openElsewhere}<//>`}>
      <p>${w.elsewhereHelp(elsewhere.path)}</p><//>`}
    ${session.conflict && html`<${Conflict} session=${session} />`}
  </div>`;
}

/** What stands in the way of saving or of the pages, and how to keep the text meanwhile. */
function State({ session }) {
  const toast = useToast();
  const { isLost, isGone, isSlow, saving, savingFault, lookFault } = session;
  const copy = () => navigator.clipboard.writeText(session.text).then(() => toast(words.copied), () => {});
  const keep = html`<div class="notice-tools"><${Button} icon="form" onClick=${copy}>${words.lost.copy}<//>
    <${Button} icon="download" onClick=${() => keepFile(session.fileText, session.path.split("/").pop())} data-test="keep-file">${words.lost.keep}<//></div>`;
  if (isLost) {
    return html`<div class="notice warning strip" role="alert" data-test="lost">${icons.warning}<div><strong>${words.lost.title}.</strong> ${session.isSafe ? words.lost.saved : words.lost.unsaved} ${words.lost.help}</div>${!session.isSafe && keep}</div>`;
  }
  if (isSlow) {
    return html`<div class="notice warning strip" role="alert" data-test="slow">${icons.warning}<div><strong>${words.slow.title}.</strong> ${words.slow.help}</div>${keep}</div>`;
  }
  if (isGone) {
    return html`<div class="notice warning strip" role="alert" data-test="gone">${icons.warning}<div><strong>${w.gone}.</strong> ${w.goneHelp}</div><${Button} onClick=${() => session.writeAgain()}>${w.writeAgain}<//></div>`;
  }
  if (saving === "fault") {
    return html`<div class="notice error strip" role="alert" data-test="fault">${icons.error}<div><p><strong>${sentence(savingFault.message)}</strong> ${sentence(savingFault.help)}</p><p>${w.unsavedHelp}</p></div>${keep}</div>`;
  }
  return lookFault ? html`<${FaultBox} fault=${lookFault} />` : null;
}

function Saving({ session }) {
  const { saving, savingFault } = session;
  const icon = { saved: "check", conflict: "warning", fault: "error", offline: "warning" }[saving];
  return html`<span class=${`saving ${saving}`} role="status" title=${savingFault ? sentence(savingFault.message) : undefined} data-test="saving">${icon && icons[icon]}${words.saving[saving === "saving" && session.isSlow ? "slow" : saving]}</span>`;
}

/** The source tab holds the view of the session, which is never made anew while the document is open. */
function Source({ session, hidden }) {
  const box = useRef(null);
  useEffect(() => {
    box.current.append(session.view.dom);
  }, [session]);
  useEffect(() => {
    if (!hidden) session.view.requestMeasure();
  }, [hidden]);
  return html`<div class="pane source" role="tabpanel" id="pane-source" aria-labelledby="tab-source" hidden=${hidden} ref=${box} onFocusIn=${() => session.setFormCursor(undefined)} data-test="source"></div>`;
}

/** Two sides with a border that can be moved. */
function Split({ left, right, share, onShare }) {
  const box = useRef(null);
  const [moving, setMoving] = useState(null);
  const now = moving ?? share;
  const at = (event) => {
    const { left, width } = box.current.getBoundingClientRect();
    return Math.max(25, Math.min(75, ((event.clientX - left) / width) * 100));
  };
  const down = (event) => {
    event.target.setPointerCapture(event.pointerId);
    setMoving(share);
  };
  const move = (event) => moving !== null && setMoving(at(event));
  const up = () => {
    if (moving !== null) onShare(moving);
    setMoving(null);
  };
  const keys = (event) => {
    const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (!by) return;
    event.preventDefault();
    onShare(Math.max(25, Math.min(75, share + by)));
  };
  return html`<div class="split" ref=${box} style=${{ "--share": `${now}%` }}>
    ${left}
    <section class="border-box" aria-label=${w.resize}><div class="border" role="separator" aria-orientation="vertical" tabindex="0" aria-label=${w.resize} title=${w.resize} aria-valuenow=${Math.round(now)} aria-valuemin="25" aria-valuemax="75"
      onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${up} onKeyDown=${keys}></div></section>
    ${right}
  </div>`;
}
