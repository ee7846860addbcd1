// A document and its file: saved by itself, whole or not at all; what others write to it is never written over.

import { isolateHistory } from "@codemirror/commands";
import { Transaction } from "@codemirror/state";
import { Fault, Lost, post } from "../api.js";
import { words } from "../words.js";
import * as ends from "./ends.js";
import { merged } from "./merged.js";

/** Saved so long after the last letter, and at the latest so long after the first unsaved one (ms). */
const SAVE_AFTER = 600;
const SAVE_LATEST = 900;
/** What needs all on disk waits so long for it (ms). */
const SETTLE = 20_000;
/** A save that is not answered for so long is told of (ms). */
const SLOW = 4000;
/** A save that failed is tried again after so long (ms). */
const RETRY = 3000;

/** What a session is to its file. The session has `view`, `file`, `text`, `edits`, `sort`, `others`; it looks and checks. */
export class OnDisk {
  constructor(path) {
    this.path = path;
    this.listeners = new Set();
    this.saving = "saved";
    this.savingFault = null;
    this.conflict = null;
    /** The text that the file had when it was read or written last; null where there was none. */
    this.baseText = null;
    this.isSlow = false;
    /** Counts saves: what was read before one is of no use behind it. */
    this.saves = 0;
  }

  /** Hears of everything that changes; gives a function that ends it. */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(what) {
    for (const listener of [...this.listeners]) listener(what);
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

  /** The text as it is written to the file. */
  get fileText() {
    return ends.write(this.view.state, this.file);
  }

  setSaving(saving, fault = null) {
    if (saving === this.saving && fault === this.savingFault) return;
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
    if (this.isSaving) {
      this.saveAgain = true;
      return;
    }
    if (!this.unsaved) return;
    this.isSaving = true;
    this.saves += 1;
    this.unsaved = false;
    this.setSaving("saving");
    this.slowTimer = setTimeout(() => this.slow(true), SLOW);
    const sent = this.text;
    const text = this.fileText;
    const body = { path: this.path, text, base: this.base };
    try {
      // Browsers hold requests that outlive the page to 64 KiB.
      const { digest } = await post("/api/save", body, { keepalive: keepalive && text.length < 20_000 });
      this.base = digest;
      this.baseText = sent;
      this.dirtySince = Date.now();
      this.setSaving(this.unsaved ? "dirty" : "saved");
    } catch (error) {
      this.unsaved = true;
      if (error instanceof Fault && error.status === 409 && typeof error.body.disk === "string") this.clash(error.body);
      else if (error instanceof Fault && error.status === 409) {
        this.isGone = true;
        this.setSaving("fault", error);
        this.tell("gone");
      } else {
        this.setSaving(error instanceof Lost ? "offline" : "fault", error);
        this.retryTimer = setTimeout(() => this.save(), RETRY);
      }
    } finally {
      clearTimeout(this.slowTimer);
      this.slow(false);
      this.isSaving = false;
      if (this.saveAgain && this.unsaved && this.saving !== "conflict") this.save();
      this.saveAgain = false;
    }
  }

  /** The program has not answered a save for long, or did. */
  slow(isSlow) {
    if (isSlow === this.isSlow) return;
    this.isSlow = isSlow;
    this.tell("saving");
  }

  /** Resolves when all stands on disk; a conflict or fault is the answer else. */
  async settled() {
    while (this.edits.length > 0) {
      if (this.saving === "offline") throw this.savingFault;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const until = Date.now() + SETTLE;
    while (this.unsaved || this.isSaving) {
      if (!this.isSaving) {
        await this.save();
        // It was tried just now.
        if (this.savingFault) throw this.savingFault;
      }
      if (this.saving === "conflict" || Date.now() > until) throw new Fault(409, { fault: { message: words.saving.leave } });
      if (this.unsaved || this.isSaving) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Writes the file once more where it is gone. */
  writeAgain() {
    this.base = null;
    this.baseText = null;
    this.unsaved = true;
    this.isGone = false;
    this.save();
  }

  /** The bytes of the file are what the disk had when it was read last: the file was gone, and is there again. */
  isBack() {
    if (!this.isGone) return;
    this.isGone = false;
    this.tell("gone");
    if (this.unsaved) this.save();
  }

  clash({ disk, digest }) {
    const theirs = ends.read(disk);
    if (theirs.text === this.text) {
      // Both wrote the same.
      this.base = digest;
      this.baseText = theirs.text;
      this.unsaved = false;
      this.conflict = null;
      this.setSaving("saved");
      return;
    }
    // Who is asked already goes on with both texts as they are.
    if (this.saving === "conflict") this.meet(theirs, digest);
    else this.whenQuiet(() => this.join(theirs, digest));
  }

  /** Takes into our text what others changed in the file; where both changed the same place, the writer is asked. */
  join(theirs, digest) {
    if (digest === this.base) return;
    const changes = this.baseText === null ? null : merged(this.baseText, this.text, theirs.text);
    if (!changes) {
      this.meet(theirs, digest);
      return;
    }
    this.base = digest;
    this.baseText = theirs.text;
    this.unsaved = true;
    this.setSaving("dirty");
    this.view.dispatch({ changes, annotations: [Transaction.userEvent.of("input.outside"), isolateHistory.of("full")] });
    this.dirty();
    this.tell("merged");
  }

  meet(theirs, digest) {
    this.conflict = { theirs, digest };
    this.setSaving("conflict");
  }

  /** Ends a conflict with a text that takes its place on disk. */
  settle(text, takesDisk) {
    const { theirs, digest } = this.conflict;
    this.conflict = null;
    this.base = digest;
    this.baseText = theirs.text;
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
      if (own?.digest && own.digest === this.base) this.isBack();
      else if (own || all.length === 0) this.reread();
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
      const { saves } = this;
      const opened = await post("/api/open", { path: this.path });
      if (saves !== this.saves) {
        this.reread();
        return;
      }
      if (opened.digest === this.base) this.isBack();
      if (opened.digest === this.base || this.isSaving) return;
      if (this.isGone) this.isGone = false, this.tell("gone");
      if (this.unsaved || this.saving === "conflict") {
        this.clash({ disk: opened.text, digest: opened.digest });
        return;
      }
      const file = ends.read(opened.text);
      this.base = opened.digest;
      this.baseText = file.text;
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
}
