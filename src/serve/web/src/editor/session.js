// A document that is open: the one owner of its text, for as long as the tab shows it.
//
// The text stands in one CodeMirror state. Form and preview never keep text of their own: the form posts edits and
// gets changes back, which are dispatched here. All that the program tells is of a text that was posted; what came
// since is kept as one set of changes, through which places are taken.

import { ChangeSet, Transaction } from "@codemirror/state";
import { redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { Fault, Lost, get, listen, post } from "../api.js";
import { changed } from "../changed.js";
import { words } from "../words.js";
import * as ends from "./ends.js";
import { sourceView, setMessages } from "./source.js";

/** Saved so long after the last letter, and at the latest so long after the first unsaved one (ms). */
const SAVE_AFTER = 600;
const SAVE_LATEST = 900;
/** Edits of the form that are on their way have so long when the document is left (ms). */
const LAST_EDITS = 3000;
/** A text of so many letters is looked at when the writer pauses so long (ms), and not at every letter. */
const LONG = 400_000;
const PAUSE = 200;
/** Checked so long after the last letter (ms). */
const CHECK_AFTER = 500;
/** Pictures of pages that are kept beside those shown. */
const KEPT_PAGES = 64;

export class Session {
  constructor(path) {
    this.path = path;
    this.tab = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
    this.listeners = new Set();
    /** Counts changes of the text. */
    this.version = 0;
    /** The version after the last change that no field of the form made. */
    this.foreign = 0;
    this.state = "loading";
    this.fault = null;
    this.saving = "saved";
    this.savingFault = null;
    this.conflict = null;
    this.pages = null;
    this.pagesAreOld = false;
    this.told = [];
    this.findings = [];
    this.isChecked = false;
    this.form = null;
    this.formVersion = -1;
    this.formIsOld = false;
    this.sources = [];
    this.others = [];
    this.pictures = new Map();
    this.wantsForm = true;
    this.turn = 0;
    this.applied = 0;
    this.flying = 0;
    this.edits = [];
    this.quiet = [];
    this.recorders = new Set();
    this.open();
    this.endListening = listen((event) => this.heard(event));
    this.onHide = () => document.visibilityState === "hidden" && this.flush(true);
    this.onLeave = (event) => {
      if (this.saving === "saved") return;
      this.flush(true);
      event.preventDefault();
      event.returnValue = "";
    };
    document.addEventListener("visibilitychange", this.onHide);
    window.addEventListener("beforeunload", this.onLeave);
  }

  /** Hears of everything that changes; gives a function that ends it. */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(what) {
    for (const listener of [...this.listeners]) listener(what);
  }

  /** Ends when what the form still asks has come and is saved. */
  async close() {
    const until = Date.now() + LAST_EDITS;
    while (this.edits.length > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
    this.flush(true);
    this.isClosed = true;
    this.endListening();
    document.removeEventListener("visibilitychange", this.onHide);
    window.removeEventListener("beforeunload", this.onLeave);
    for (const timer of [this.lookTimer, this.saveTimer, this.checkTimer, this.retryTimer]) clearTimeout(timer);
    this.view?.destroy();
  }

  async open() {
    try {
      const opened = await post("/api/open", { path: this.path });
      const file = ends.read(opened.text);
      this.file = file;
      this.sort = sortOf(file.text);
      this.schema = get(`/api/schema?of=${this.sort}`).catch(() => null);
      this.base = opened.digest;
      this.versions = opened.versions ?? 0;
      this.view = sourceView(this, file);
      this.since = ChangeSet.empty(this.view.state.doc.length);
      this.state = "open";
      this.tell("open");
      this.look();
      this.check();
    } catch (error) {
      this.state = "fault";
      this.fault = error;
      this.tell("open");
    }
  }

  get text() {
    return this.view.state.doc.toString();
  }

  get canUndo() {
    return this.view && undoDepth(this.view.state) > 0;
  }

  get canRedo() {
    return this.view && redoDepth(this.view.state) > 0;
  }

  undo() {
    undo(this.view);
  }

  redo() {
    redo(this.view);
  }

  /** Called for every update of the view. */
  updated(update) {
    if (update.docChanged) {
      this.version += 1;
      const own = update.transactions.every((one) => !one.docChanged || one.isUserEvent("input.type.form"));
      if (!own) this.foreign = this.version;
      this.since = this.since.compose(update.changes);
      if (this.formSince) this.formSince = this.formSince.compose(update.changes);
      for (const record of this.recorders) record(update.changes);
      this.told = moved(this.told, update.changes);
      this.findings = moved(this.findings, update.changes);
      this.isChecked = false;
      this.dirty();
      clearTimeout(this.lookTimer);
      if (this.view.state.doc.length < LONG) this.look();
      else this.lookTimer = setTimeout(() => this.look(), PAUSE);
      clearTimeout(this.checkTimer);
      this.checkTimer = setTimeout(() => this.check(), CHECK_AFTER);
      this.tell("text");
    }
    if (update.selectionSet || update.docChanged) this.tell("selection");
  }

  get isComposing() {
    return this.view.composing || this.view.compositionStarted;
  }

  /** Does something to the view when no input method composes: a redraw would cut its letters off. */
  whenQuiet(act) {
    if (this.isComposing) {
      this.quiet.push(act);
      return;
    }
    act();
  }

  /** An input method has ended. */
  composed() {
    setTimeout(() => {
      if (this.isClosed || this.isComposing) return;
      for (const act of this.quiet.splice(0)) act();
    }, 30);
  }

  // Looking: pages, messages, the form.

  /** Asks for the pages of the text as it is. Two requests at most are on their way; the newest wins. */
  look() {
    if (this.isClosed || this.sort !== "document") return;
    if (this.flying >= 2) {
      this.lookAgain = true;
      return;
    }
    this.lookAgain = false;
    this.flying += 1;
    const turn = ++this.turn;
    const version = this.version;
    const since = this.changesFrom();
    const question = { path: this.path, text: this.text, tab: this.tab, turn, have: [...this.pictures.keys()], form: this.wantsForm };
    post("/api/look", question)
      .then((answer) => {
        this.lookFault = null;
        if (!this.isClosed && !answer.superseded && turn > this.applied) this.looked(turn, version, answer, since);
      })
      .catch((error) => {
        if (!(error instanceof Lost)) this.lookFault = error;
        else setTimeout(() => this.look(), 3000);
        this.tell("checked");
      })
      .finally(() => {
        this.flying -= 1;
        since.end();
        if (this.lookAgain) this.look();
      });
  }

  /** A function that gives all changes since now. */
  changesFrom() {
    let all = ChangeSet.empty(this.view.state.doc.length);
    const add = (changes) => {
      all = all.compose(changes);
    };
    this.recorders.add(add);
    const give = () => all;
    give.end = () => this.recorders.delete(add);
    return give;
  }

  looked(turn, version, answer, changes) {
    performance.mark("vanban:answered");
    const since = changes();
    this.applied = turn;
    if (answer.pages) {
      for (const page of answer.pages) {
        const svg = page.svg ?? this.pictures.get(page.key);
        this.pictures.delete(page.key);
        if (svg) this.pictures.set(page.key, svg);
      }
      this.pages = answer.pages;
      this.since = since;
      this.pagesAreOld = false;
      this.sources = answer.sources ?? [];
      this.others = answer.other_sources ?? [];
      const most = Math.max(KEPT_PAGES, 2 * answer.pages.length);
      for (const key of this.pictures.keys()) {
        if (this.pictures.size <= most) break;
        this.pictures.delete(key);
      }
      if (answer.pages.some((page) => !this.pictures.has(page.key))) this.look();
    } else this.pagesAreOld = true;
    this.told = moved(answer.messages ?? [], since);
    if (answer.form) {
      this.form = answer.form;
      this.formVersion = version;
      this.formSince = since;
      this.formIsOld = false;
    } else if (this.wantsForm) this.formIsOld = true;
    this.showMessages();
    this.tell("looked");
  }

  /** Asks what `vanban check` finds. */
  async check() {
    if (this.sort !== "document") return;
    if (this.isClosed || this.checking) {
      this.checkAgain = true;
      return;
    }
    this.checking = true;
    this.checkAgain = false;
    const version = this.version;
    const since = this.changesFrom();
    try {
      const { findings } = await post("/api/check", { path: this.path, text: this.text });
      if (this.isClosed) return;
      this.findings = moved(findings ?? [], since());
      this.isChecked = version === this.version;
      this.showMessages();
      this.tell("checked");
    } catch {
      // What is wrong with the text is told by the look.
    } finally {
      since.end();
      this.checking = false;
      if (this.checkAgain && !this.isClosed) this.check();
    }
  }

  /** All messages, each once, in the order of the text; those of other files behind. */
  get messages() {
    const known = new Set();
    const all = [];
    for (const one of [...this.told, ...this.findings]) {
      const key = [one.code, one.source, one.from ?? one.line, one.to, one.message].join("\u0000");
      if (known.has(key)) continue;
      known.add(key);
      all.push(one);
    }
    const at = (one) => one.from ?? Number.MAX_SAFE_INTEGER;
    return all.sort((a, b) => at(a) - at(b));
  }

  showMessages() {
    this.whenQuiet(() => setMessages(this.view, this.messages));
  }

  /** Makes a mend. */
  mend(message) {
    this.dispatch(message.fix.changes, "input.mend");
  }

  /** Dispatches changes of the text as it is. */
  dispatch(changes, userEvent, selection) {
    this.whenQuiet(() => this.view.dispatch({ changes: changes.map((one) => trimmed(one, this.view.state.doc)), selection, annotations: Transaction.userEvent.of(userEvent), scrollIntoView: Boolean(selection) }));
  }

  /** Makes the text another one, changing no more than differs. */
  become(text, userEvent) {
    const doc = this.view.state.doc.toString();
    if (doc !== text) this.dispatch([{ from: 0, to: doc.length, insert: text }], userEvent);
  }

  // The form: edits go one after the other.

  /** Makes edits of the form; resolves with the version after them. Where they move things about, every field takes
   * what is told anew, also the one that is being typed in. */
  edit(edits, moves = false) {
    return new Promise((resolve, reject) => {
      this.edits.push({ edits, moves, resolve, reject });
      if (this.edits.length === 1) this.nextEdit();
    });
  }

  async nextEdit() {
    const edit = this.edits[0];
    const since = this.changesFrom();
    try {
      const { changes, fault } = await post("/api/form/edit", { path: this.path, text: this.text, edits: edit.edits });
      if (fault) throw new Fault(422, { fault });
      await new Promise((resolve) => this.whenQuiet(resolve));
      const { doc } = this.view.state;
      const start = since();
      const all = ChangeSet.of(changes, start.length).map(start);
      const whole = [];
      all.iterChanges((from, to, _, __, insert) => whole.push(trimmed({ from, to, insert: insert.toString() }, doc)), true);
      if (whole.length > 0) this.view.dispatch({ changes: whole, annotations: Transaction.userEvent.of("input.type.form") });
      if (edit.moves) this.foreign = this.version;
      edit.resolve(this.version);
    } catch (error) {
      edit.reject(error);
    } finally {
      since.end();
      this.edits.shift();
      if (this.edits.length > 0 && !this.isClosed) this.nextEdit();
    }
  }

  // Saving: by itself, whole or not at all.

  dirty() {
    if (this.saving === "conflict") return;
    if (this.saving === "saved") this.dirtySince = Date.now();
    if (this.saving !== "saving") this.setSaving("dirty");
    this.unsaved = true;
    clearTimeout(this.saveTimer);
    const left = SAVE_LATEST - (Date.now() - this.dirtySince);
    this.saveTimer = setTimeout(() => this.save(), Math.max(0, Math.min(SAVE_AFTER, left)));
  }

  setSaving(saving, fault = null) {
    this.saving = saving;
    this.savingFault = fault;
    this.tell("saving");
  }

  /** Saves what is not saved yet, also while the tab goes away. */
  flush(keepalive = false) {
    if (this.unsaved && this.view) this.save(keepalive);
  }

  async save(keepalive = false) {
    clearTimeout(this.saveTimer);
    clearTimeout(this.retryTimer);
    if (!this.view || this.saving === "conflict") return;
    if (this.isSaving && !keepalive) {
      this.saveAgain = true;
      return;
    }
    if (!this.unsaved) return;
    this.isSaving = true;
    this.unsaved = false;
    this.setSaving("saving");
    const text = ends.write(this.view.state, this.file);
    const body = { path: this.path, text, base: this.base };
    try {
      // Browsers hold requests that outlive the page to 64 KiB.
      const { digest } = await post("/api/save", body, { keepalive: keepalive && text.length < 20_000 });
      this.base = digest;
      this.dirtySince = Date.now();
      this.setSaving(this.unsaved ? "dirty" : "saved");
    } catch (error) {
      this.unsaved = true;
      if (error instanceof Fault && error.status === 409 && typeof error.body.disk === "string") this.clash(error.body);
      else if (error instanceof Fault && error.status === 409) {
        this.isGone = true;
        this.setSaving("fault", error);
        this.tell("gone");
      }
      else {
        this.setSaving(error instanceof Lost ? "offline" : "fault", error);
        this.retryTimer = setTimeout(() => this.save(), 3000);
      }
    } finally {
      this.isSaving = false;
      if (this.saveAgain && this.unsaved && this.saving !== "conflict") this.save();
      this.saveAgain = false;
    }
  }

  /** Resolves when all stands on disk; a conflict or fault is the answer else. */
  async settled() {
    while (this.edits.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    for (let turn = 0; this.unsaved || this.isSaving; turn += 1) {
      if (this.saving === "conflict" || turn > 200) throw new Fault(409, { fault: { message: words.saving.leave } });
      if (this.saving === "fault" && this.savingFault && turn > 40) throw this.savingFault;
      if (!this.isSaving) await this.save();
      if (this.unsaved || this.isSaving) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Writes the file once more where it is gone. */
  writeAgain() {
    this.base = null;
    this.unsaved = true;
    this.isGone = false;
    this.save();
  }

  clash({ disk, digest }) {
    const theirs = ends.read(disk);
    if (theirs.text === this.text) {
      // Both wrote the same.
      this.base = digest;
      this.unsaved = false;
      this.conflict = null;
      this.setSaving("saved");
      return;
    }
    this.conflict = { theirs, digest };
    this.setSaving("conflict");
  }

  /** Ends a conflict with a text that takes its place on disk. */
  settle(text, takesDisk) {
    const { theirs, digest } = this.conflict;
    this.conflict = null;
    this.base = digest;
    if (takesDisk) this.file = { ...this.file, mark: theirs.mark, end: theirs.end };
    this.saving = "saved";
    this.become(text, "input.conflict");
    this.unsaved = !(takesDisk && text === theirs.text);
    this.setSaving(this.unsaved ? "dirty" : "saved");
    this.save();
  }

  // What happens on disk.

  async heard(event) {
    if (this.state !== "open") return;
    if (event.type === "back") {
      this.isLost = false;
      this.tell("lost");
      this.look();
      this.check();
      if (this.unsaved) this.save();
      else this.reread();
    } else if (event.type === "lost") {
      this.isLost = true;
      this.tell("lost");
    } else if (event.type === "resources") {
      this.look();
      this.check();
    } else if (event.type === "changed") {
      const all = (event.paths ?? []).map((one) => (typeof one === "string" ? { path: one } : one));
      const own = all.find((one) => one.path === this.path);
      if (own ? own.digest !== this.base : all.length === 0) this.reread();
      if (all.some((one) => one.path !== this.path && this.others.includes(one.path))) {
        this.look();
        this.check();
      }
    }
  }

  /** Looks at the file once more; what is not saved meets it as a conflict when it is saved. */
  async reread() {
    // Our own save may be on its way: what it wrote is no news.
    if (this.isSaving) {
      setTimeout(() => this.reread(), 200);
      return;
    }
    try {
      const opened = await post("/api/open", { path: this.path });
      if (this.isGone) this.isGone = false, this.tell("gone");
      if (opened.digest === this.base || this.isSaving) return;
      if (this.unsaved || this.saving === "conflict") {
        this.clash({ disk: opened.text, digest: opened.digest });
        return;
      }
      const file = ends.read(opened.text);
      this.base = opened.digest;
      this.file = { ...this.file, mark: file.mark, end: file.end };
      if (file.text === this.text) return;
      this.whenQuiet(() => {
        this.become(file.text, "input.outside");
        // What was taken stands on disk as it is.
        this.unsaved = false;
        clearTimeout(this.saveTimer);
        this.setSaving("saved");
        this.tell("outside");
      });
    } catch (error) {
      if (error instanceof Fault && error.status === 404) {
        this.isGone = true;
        this.tell("gone");
      }
    }
  }

  // Places.

  /** A place of the text that the pages show, in the text as it is. */
  now(place) {
    return this.since.mapPos(Math.min(place, this.since.length), 1);
  }

  /** A place in the text as it is, in the text that the pages show. */
  then(place) {
    this.inverse ??= { of: null };
    if (this.inverse.of !== this.since) this.inverse = { of: this.since, changes: this.since.invertedDesc };
    return this.inverse.changes.mapPos(Math.min(place, this.inverse.changes.length), 1);
  }

  /** A place of the form's text, in the text as it is. */
  nowOfForm(place) {
    const since = this.formSince;
    return since ? since.mapPos(Math.min(place, since.length), 1) : place;
  }

  /** Where the writer is: the cursor of the source tab, or the place of the field that is being filled in. */
  get cursor() {
    const { state } = this.view;
    return this.formCursor === undefined ? state.selection.main.head : Math.min(this.formCursor, state.doc.length);
  }

  /** The writer is in a field of the form now; undefined: in the source tab. */
  setFormCursor(place) {
    if (place === this.formCursor) return;
    this.formCursor = place;
    this.tell("selection");
  }

  /** Does what a click on a page asks: the pages do not move for it. */
  byPreview(act) {
    this.fromPreview = true;
    try {
      act();
    } finally {
      this.fromPreview = false;
    }
  }

  /** Puts the cursor somewhere. */
  goTo(from, to = from, focus = true) {
    const most = this.view.state.doc.length;
    this.whenQuiet(() => {
      this.view.dispatch({ selection: { anchor: Math.min(from, most), head: Math.min(to, most) }, scrollIntoView: true });
      if (focus) this.view.focus();
    });
  }
}

/** What a file is: a document says its kind, a batch its rows; a profile has nothing of a document. */
function sortOf(text) {
  const has = (...keys) => new RegExp(`^(${keys.join("|")})\\s*:`, "m").test(text);
  if (has("loai") || !text.trim()) return "document";
  if (has("bang", "cac_hang")) return "batch";
  return has("trich_yeu", "noi_dung", "ngay_ban_hanh") ? "document" : "profile";
}

/** Messages with their places taken through changes. */
function moved(messages, changes) {
  if (changes.empty) return messages;
  const place = (at, side) => (at === null || at === undefined ? at : changes.mapPos(Math.min(at, changes.length), side));
  return messages.map((one) => ({
    ...one,
    from: place(one.from, 1),
    to: place(one.to, -1),
    fix: one.fix && mendMoved(one.fix, changes),
  }));
}

/** A mend after changes; none where they touch what it would mend. */
function mendMoved(fix, changes) {
  const all = fix.changes.map(({ from, to, insert }) => {
    if (to > changes.length || changes.touchesRange(from, to)) return null;
    return { from: changes.mapPos(from, 1), to: changes.mapPos(to, from === to ? 1 : -1), insert };
  });
  return all.includes(null) ? null : { ...fix, changes: all };
}

/** A change without what stays the same at its ends. */
function trimmed({ from, to, insert }, doc) {
  const slice = changed(doc.sliceString(from, to), insert);
  return { from: from + slice.from, to: from + slice.to, insert: slice.insert };
}
