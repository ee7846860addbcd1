// A document that is open: the one owner of its text, for as long as the tab shows it.
//
// The text stands in one CodeMirror state. Form and preview never keep text of their own: the form posts edits and
// gets changes back, which are dispatched here. All that the program tells is of a text that was posted; what came
// since is kept as one set of changes, through which places are taken.

import { ChangeSet, Transaction } from "@codemirror/state";
import { redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { afterPaint } from "../after.js";
import { Fault, Lost, get, listen, post } from "../api.js";
import { OnDisk } from "./disk.js";
import * as ends from "./ends.js";
import { merged } from "./merged.js";
import { setMessages, sourceView } from "./source.js";
import { blobOf, labelsOf, moved, named, sortOf, trimmed } from "./told.js";

/** What is not answered is asked again after so long (ms). */
const ASK_AGAIN = 1000;
/** A text of so many letters is looked at when the writer pauses so long (ms), and not at every letter. */
const LONG = 400_000;
const PAUSE = 200;
/** Checked so long after the last letter (ms). */
const CHECK_AFTER = 500;
/** Pages that are not there after so long are told to be late (ms). */
const LATE = 1000;
/** Pictures of pages that are kept beside those shown. */
const KEPT_PAGES = 64;

/** Messages, each once, in the order of the text; those of other files behind. */
function inOrder(messages) {
  const known = new Map(messages.map((one) => [[one.code, one.source, one.from ?? one.line, one.to, one.message].join("\u0000"), one]));
  const at = (one) => one.from ?? Number.MAX_SAFE_INTEGER;
  return [...known.values()].sort((a, b) => at(a) - at(b));
}

export class Session extends OnDisk {
  constructor(path) {
    super(path);
    this.tab = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
    /** Counts changes of the text. */
    this.version = 0;
    /** The version after the last change that no field of the form made. */
    this.foreign = 0;
    this.state = "loading";
    this.fault = null;
    this.pages = null;
    this.pagesAreOld = false;
    this.told = [];
    this.findings = [];
    this.isChecked = false;
    /** How many messages there are, with those that are not sent; whether reading stopped before its end. */
    this.totals = { told: 0, findings: 0 };
    this.isStopped = false;
    /** The pages are of a text from some while ago. */
    this.isLate = false;
    this.form = null;
    this.formVersion = -1;
    this.formIsOld = false;
    /** The form of a text whose pages are shown, before it is. */
    this.coming = null;
    this.behindPages = afterPaint(() => !this.isClosed && this.behind());
    this.sources = [];
    this.others = [];
    this.pictures = new Map();
    this.images = new Map();
    this.wantsForm = true;
    this.turn = 0;
    this.applied = 0;
    this.flying = 0;
    this.edits = [];
    /** Texts whose edits are being worked out. */
    this.telling = 0;
    this.quiet = [];
    this.recorders = new Set();
    this.open();
    this.endListening = listen((event) => this.heard(event));
    this.onHide = () => document.visibilityState === "hidden" && this.flush(true);
    this.onLeave = (event) => {
      if (this.isSafe) return;
      this.flush(true);
      event.preventDefault();
      event.returnValue = "";
    };
    document.addEventListener("visibilitychange", this.onHide);
    window.addEventListener("beforeunload", this.onLeave);
  }

  /** All that was typed stands on disk. */
  get isSafe() {
    return this.saving === "saved" && this.edits.length === 0 && this.telling === 0;
  }

  /** The document is no longer shown. Ends the session when all stands on disk; false where it is shown again before. */
  async leave() {
    this.isLeft = true;
    this.flush(true);
    while (!this.isSafe) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (!this.isLeft) return false;
      // The form's last edits came, and nobody types on.
      if (this.saving === "dirty" && this.edits.length === 0 && this.telling === 0) this.flush(true);
    }
    this.end();
    return true;
  }

  /** The document is shown again. */
  stay() {
    this.isLeft = false;
    this.tell("open");
    if (this.state !== "open") return;
    this.look();
    this.check();
  }

  end() {
    this.isClosed = true;
    this.endListening();
    document.removeEventListener("visibilitychange", this.onHide);
    window.removeEventListener("beforeunload", this.onLeave);
    for (const timer of [this.lateTimer, this.slowTimer, this.lookTimer, this.saveTimer, this.checkTimer, this.retryTimer]) clearTimeout(timer);
    this.view?.destroy();
    for (const image of this.images.values()) URL.revokeObjectURL(image);
  }

  async open() {
    try {
      const opened = await post("/api/open", { path: this.path });
      const file = ends.read(opened.text);
      this.file = file;
      this.sort = sortOf(file.text);
      this.schema = get(`/api/schema?of=${this.sort}`).catch(() => null);
      this.base = opened.digest;
      this.baseText = file.text;
      this.versions = opened.versions ?? 0;
      /** The batch file that this is the content file of. */
      this.batch = opened.batch ?? null;
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
      if (this.coming) this.coming.since = this.coming.since.compose(update.changes);
      for (const record of this.recorders) record(update.changes);
      this.compose(update);
      this.told = moved(this.told, update.changes);
      this.findings = moved(this.findings, update.changes);
      this.isChecked = false;
      this.dirty();
      clearTimeout(this.lookTimer);
      if (this.view.state.doc.length < LONG) this.look();
      else this.lookTimer = setTimeout(() => this.look(), PAUSE);
      this.checkSoon();
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

  /** Keyboards that send marks on their own leave letters in two parts: they become one (NFC). */
  compose(update) {
    if (!update.transactions.some((one) => one.isUserEvent("input"))) return;
    const parts = [];
    update.changes.iterChanges((_, __, from, to, inserted) => {
      if (/\p{M}/u.test(inserted.toString())) parts.push({ from, to });
    });
    if (parts.length === 0) return;
    const since = this.changesFrom();
    setTimeout(() => this.whenQuiet(() => {
      const changes = since();
      since.end();
      const { doc } = this.view.state;
      const edits = parts.map(({ from, to }) => {
        const start = Math.max(doc.lineAt(changes.mapPos(from, -1)).from, changes.mapPos(from, -1) - 1);
        const end = changes.mapPos(to, 1);
        return { from: start, to: end, insert: doc.sliceString(start, end).normalize("NFC") };
      });
      const wrong = edits.filter(({ from, to, insert }) => doc.sliceString(from, to) !== insert);
      if (wrong.length > 0) this.view.dispatch({ changes: wrong, userEvent: "input.type" });
    }));
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
    if (this.isClosed || this.isLeft || this.sort === "batch") return;
    if (this.flying >= 2) {
      this.lookAgain = true;
      return;
    }
    this.lookAgain = false;
    this.flying += 1;
    this.lateTimer ??= setTimeout(() => this.late(true), LATE);
    const turn = ++this.turn;
    const version = this.version;
    const since = this.changesFrom();
    const question = { path: this.path, text: this.text, tab: this.tab, turn, have: [...this.pictures.keys(), ...this.images.keys()], form: this.wantsForm, batch: this.batch, sort: this.sort };
    const asksForm = this.wantsForm;
    post("/api/look", question)
      .then((answer) => {
        this.lookFault = null;
        if (!this.isClosed && !answer.superseded && turn > this.applied) this.looked({ turn, version, asksForm }, answer, since);
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
        else if (this.flying === 0) this.late(false);
      });
  }

  late(isLate) {
    clearTimeout(this.lateTimer);
    if (!isLate) this.lateTimer = null;
    if (isLate === this.isLate) return;
    this.isLate = isLate;
    this.tell("late");
  }

  /** The form is shown, or no longer: a long one is not worked out for nobody. */
  showForm(shown) {
    if (shown === this.wantsForm) return;
    this.wantsForm = shown;
    if (shown && this.formVersion !== this.version) this.look();
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

  looked({ turn, version, asksForm }, answer, changes) {
    performance.mark("vanban:answered");
    const since = changes();
    this.applied = turn;
    if (answer.pages) {
      for (const page of answer.pages) {
        for (const { key, address } of page.pictures ?? []) if (!this.images.has(key)) this.images.set(key, blobOf(address));
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
    this.totals.told = answer.total ?? this.told.length;
    this.isStopped = Boolean(answer.stopped);
    if (asksForm) this.coming = { form: answer.form, version, since };
    this.tell("pages");
    this.behindPages();
  }

  /** What a look told beside the pages, which are drawn. */
  behind() {
    const { coming } = this;
    this.coming = null;
    if (coming?.form) {
      this.form = coming.form;
      this.formVersion = coming.version;
      this.formSince = coming.since;
    }
    if (coming) this.formIsOld = !coming.form;
    this.showMessages();
    this.tell("looked");
  }

  /** Checks when nothing was typed for a while. */
  checkSoon() {
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => this.check(), CHECK_AFTER);
  }

  /** Asks what `vanban check` finds. */
  async check() {
    if (this.sort === "batch") return;
    if (this.isClosed || this.isLeft || this.checking) {
      this.checkAgain = true;
      return;
    }
    this.checking = true;
    this.checkAgain = false;
    const version = this.version;
    const since = this.changesFrom();
    try {
      // A newer look ends it: what is typed goes first.
      const { findings, total, superseded } = await post("/api/check", { path: this.path, text: this.text, batch: this.batch, sort: this.sort, tab: this.tab, turn: this.turn });
      if (this.isClosed) return;
      if (superseded) {
        this.checkSoon();
        return;
      }
      this.findings = moved(findings ?? [], since());
      this.totals.findings = total ?? this.findings.length;
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
    const { told, findings, joined } = this;
    if (joined?.told !== told || joined.findings !== findings) this.joined = { told, findings, all: inOrder([...told, ...findings]) };
    return this.joined.all;
  }

  /** How many messages there are, if more than are sent. */
  get cutFrom() {
    const { told, findings } = this.totals;
    const isCut = told > this.told.length || findings > this.findings.length;
    return isCut ? Math.max(told, findings) : 0;
  }

  /** A message in the words of the form. */
  inForm(text) {
    if (this.labelled?.form !== this.form) this.labelled = { form: this.form, labels: labelsOf(this.form) };
    return named(text, this.labelled.labels);
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

  /** As `become`, line by line: what is as it was keeps its place and its end of line. */
  becomeByLines(text, userEvent) {
    const changes = merged(this.text, this.text, text);
    if (!changes) this.become(text, userEvent);
    else if (!changes.empty) this.whenQuiet(() => this.view.dispatch({ changes, annotations: Transaction.userEvent.of(userEvent) }));
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

  /** Asks what has to be answered before what was typed stands in the text: where the program does not answer, again
   * until it does. */
  async ask(path, question) {
    for (;;) {
      try {
        const answer = await post(path, question);
        if (this.saving === "offline") {
          this.setSaving(this.unsaved ? "dirty" : "saved");
          this.flush();
        }
        return answer;
      } catch (error) {
        if (!(error instanceof Lost) || this.isClosed) throw error;
        if (this.saving !== "conflict") this.setSaving("offline", error);
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
      }
    }
  }

  async nextEdit() {
    const edit = this.edits[0];
    const since = this.changesFrom();
    try {
      const { changes, fault } = await this.ask("/api/form/edit", { path: this.path, text: this.text, sort: this.sort, edits: edit.edits });
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
