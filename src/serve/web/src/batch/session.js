// A batch file that is open: its text, what the program sees in it, and the pages of one of its rows.
//
// It offers the preview what a document's session offers; places in the pages are those of the content file.

import { Fault, Lost, listen, post } from "../api.js";

/** What is seen anew when it changes. */
const READ = /\.(ya?ml|json|csv|tsv|xlsx|xlsm|png|jpe?g)$/i;
/** Looked at so long after the last change on disk (ms). */
const QUIET = 300;
const MOST_PICTURES = 96;
/** Where nothing is heard of a run for so long, it is asked for (ms): events may be lost. */
const UNHEARD = 3000;

/** A text after changes, which count in it as it was. */
export function changedText(text, changes) {
  let out = "";
  let at = 0;
  for (const { from, to, insert } of changes) {
    out += text.slice(at, from) + insert;
    at = to;
  }
  return out + text.slice(at);
}

export class BatchSession {
  constructor(path) {
    this.path = path;
    this.tab = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
    this.listeners = new Set();
    this.status = "loading";
    this.saving = "saved";
    this.fault = null;
    this.seen = null;
    this.row = 1;
    this.turn = 0;
    this.work = Promise.resolve();
    // For the preview: nothing of it follows a cursor.
    this.state = "row";
    this.pages = null;
    this.pagesAreOld = false;
    this.pictures = new Map();
    this.sources = [];
    this.cursor = 0;
    this.run = null;
    this.open();
    this.end = listen((event) => this.heard(event));
  }

  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(what) {
    if (what === "run" || what === "open") this.awaitRun();
    for (const listener of [...this.listeners]) listener(what);
  }

  now(place) {
    return place;
  }

  then(place) {
    return place;
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
    clearTimeout(this.runTimer);
    this.end();
  }

  awaitRun() {
    clearTimeout(this.runTimer);
    if (this.run?.status === "running" && !this.isClosed) this.runTimer = setTimeout(() => this.askRun(), UNHEARD);
  }

  async open() {
    try {
      const { text, digest } = await post("/api/open", { path: this.path });
      Object.assign(this, { text, base: digest, status: "open", fault: null });
      const { state } = await post("/api/batch/state", { path: this.path });
      this.run = state;
      this.tell("open");
      this.look();
    } catch (error) {
      this.fault = error;
      if (this.status === "loading") this.status = "fault";
      this.tell("open");
    }
  }

  heard(event) {
    if (this.isClosed) return;
    if (event.type === "progress" && event.path === this.path) {
      this.run = { ...this.run, ...event };
      this.tell("run");
      if (event.status !== "running") this.askRun();
    } else if (event.type === "changed") {
      const own = event.paths.find((one) => one.path === this.path);
      const isOurs = own && own.digest === this.base;
      if (event.paths.length > 0 && (isOurs || !event.paths.some((one) => READ.test(one.path)))) return;
      this.later(!own && event.paths.length > 0);
    } else if (event.type === "back" || event.type === "resources") {
      this.later(false);
      this.askRun();
    }
  }

  /** Looks anew after a while; at the batch file on disk, too, unless others alone changed. */
  later(isOthers) {
    this.isOwn ||= !isOthers;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.isOwn) this.work = this.work.then(() => this.reopen());
      else this.look();
      this.isOwn = false;
    }, QUIET);
  }

  async reopen() {
    try {
      const { text, digest } = await post("/api/open", { path: this.path });
      if (digest !== this.base) {
        Object.assign(this, { text, base: digest });
        this.tell("outside");
      }
    } catch (error) {
      this.fault = error;
      this.tell("open");
      return;
    }
    this.look();
  }

  async askRun() {
    try {
      const { state } = await post("/api/batch/state", { path: this.path });
      this.run = state;
      this.tell("run");
    } catch {
      // Told when it answers again.
      this.awaitRun();
    }
  }

  /** Has the file say something else, one wish after the other, and saves it; tells whether that was done. */
  set(wish) {
    this.saving = "saving";
    this.tell("saving");
    const made = this.work.then(() => this.make(wish)).then(() => true, (error) => {
      this.saving = error instanceof Lost ? "offline" : "fault";
      this.fault = error;
      this.tell("saving");
      return false;
    });
    this.work = made;
    return made;
  }

  async make(wish) {
    for (let tries = 0; tries < 3; tries += 1) {
      const { changes, fault } = await post("/api/batch/edit", { path: this.path, text: this.text, set: wish });
      if (fault) throw new Fault(422, { fault });
      const text = changedText(this.text, changes);
      try {
        const { digest } = await post("/api/save", { path: this.path, text, base: this.base });
        Object.assign(this, { text, base: digest, saving: "saved", fault: null });
        this.tell("saving");
        this.look();
        return;
      } catch (error) {
        // Somebody else changed it: the wish goes into what is there now.
        if (error.status !== 409 || typeof error.body.disk !== "string") throw error;
        Object.assign(this, { text: error.body.disk, base: error.body.digest });
      }
    }
  }

  show(row) {
    this.row = row;
    this.tell("row");
    this.lookAt();
  }

  look() {
    this.see();
    this.lookAt();
  }

  async see() {
    const turn = ++this.turn;
    try {
      const seen = await post("/api/batch/see", { path: this.path, text: this.text, tab: `${this.tab}s`, turn });
      if (seen.superseded || seen.turn !== turn || this.isClosed) return;
      this.seen = seen;
      this.tell("seen");
    } catch (error) {
      this.fault = error;
      this.tell("open");
    }
  }

  async lookAt() {
    this.lookTurn = (this.lookTurn ?? 0) + 1;
    const turn = this.lookTurn;
    try {
      const { path, text, row } = this;
      const looked = await post("/api/batch/look", { path, text, row, tab: `${this.tab}l`, turn, have: [...this.pictures.keys()] });
      if (looked.superseded || turn !== this.lookTurn || this.isClosed) return;
      for (const page of looked.pages ?? []) if (page.svg) this.pictures.set(page.key, page.svg);
      // The pages of another row are not those of this one.
      if (looked.pages) Object.assign(this, { pages: looked.pages, shownRow: row, pagesAreOld: false });
      else Object.assign(this, { pages: this.shownRow === row ? this.pages : null, pagesAreOld: true });
      if (this.pictures.size > MOST_PICTURES) {
        const shown = new Set((this.pages ?? []).map((page) => page.key));
        for (const key of this.pictures.keys()) if (!shown.has(key)) this.pictures.delete(key);
      }
      this.sources = looked.sources;
      this.looked = looked;
      this.tell("pages");
      this.tell("looked");
      this.tell("row");
    } catch (error) {
      this.fault = error;
      this.tell("open");
    }
  }

  async start(force) {
    await this.work;
    this.run = await post("/api/batch/run", { path: this.path, force });
    this.isStopping = false;
    this.tell("run");
  }

  async stop() {
    this.isStopping = true;
    this.tell("run");
    await post("/api/batch/stop", { path: this.path });
  }
}
