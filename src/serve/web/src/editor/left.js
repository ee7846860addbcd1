// Documents that were left before what was typed in them stood on disk: each is kept, with its text and its way back,
// until it does. Who opens one again finds it as it was.

import { useEffect, useReducer, useState } from "preact/hooks";
import { html } from "../html.js";
import { icons } from "../icons.js";
import { link } from "../routes.js";
import { sentence } from "../ui.js";
import { words } from "../words.js";
import { Session } from "./session.js";

/** A save that is as quick as most is not worth a word (ms). */
const SOON = 1200;

const left = new Map();
const listeners = new Set();
const tell = () => listeners.forEach((listener) => listener());

/** The session of a document: the one that was left, or a new one. */
export function take(path) {
  const session = left.get(path);
  if (!session) return new Session(path);
  left.delete(path);
  session.stay();
  tell();
  return session;
}

/** Leaves a document. */
export async function leave(session) {
  left.set(session.path, session);
  const end = session.listen((what) => what === "saving" && tell());
  tell();
  if (await session.leave()) {
    left.delete(session.path);
    tell();
  }
  end();
}

/** Tells of documents that are left and not saved, over whatever is shown. */
export function Left() {
  const [, redraw] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    listeners.add(redraw);
    return () => listeners.delete(redraw);
  }, []);
  if (left.size === 0) return null;
  return html`<div class="left">${[...left.values()].map((session) => html`<${One} key=${session.path} session=${session} />`)}</div>`;
}

function One({ session }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SOON);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  const w = words.left;
  return html`<div class="notice warning" role="alert" data-test="left">${icons.warning}<div>
    <p><strong>${w.title(session.path.split("/").pop())}</strong> ${session.saving === "conflict" ? w.conflict : sentence(session.savingFault?.message)}</p>
    <p>${w.help} <a href=${link("soan", session.path)} data-test="back-to-left">${w.open}</a></p></div></div>`;
}
