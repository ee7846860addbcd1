// Requests to the program. It keeps no text of ours: each request carries all it needs.

import { words } from "./words.js";

/** What the program refused, in its words. */
export class Fault extends Error {
  constructor(status, body) {
    const fault = body?.fault ?? {};
    super(fault.message ?? words.broken.message);
    this.status = status;
    this.code = fault.code ?? "";
    this.help = fault.help ?? "";
    this.body = body ?? {};
  }
}

/** The program does not answer. */
export class Lost extends Error {
  constructor() {
    super(words.lost.title);
    this.help = words.lost.help;
  }
}

/** The program's word for who does not know its secret. */
const STRANGER = "khong-duoc-vao";

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Lost();
  }
  let body = null;
  try {
    body = await response.json();
  } catch {
    if (response.ok) throw new Fault(response.status, null);
  }
  if (!response.ok) throw refusal(response.status, body);
  return body;
}

/** Why a request was not done. A program that was started anew does not know this tab before its new address is opened
 * once: for what was typed it is as if it did not answer yet. */
const refusal = (status, body) => (status === 403 && body?.fault?.code === STRANGER ? new Lost() : new Fault(status, body));

/** Asks for what has no question. */
export const get = (path) => request(path);

/** Asks a question. */
export const post = (path, question, options = {}) =>
  request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(question),
    ...options,
  });

/** Sends a file; what is asked of it stands in the address. */
export const send = (path, file, question) =>
  request(`${path}?${new URLSearchParams(question)}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file ?? "" });

/** Asks a question whose answer is a file, and has the browser keep it. */
export async function download(path, question, name) {
  let response;
  try {
    response = await fetch(path, { method: "POST", credentials: "same-origin", cache: "no-store", headers: { "content-type": "application/json" }, body: JSON.stringify(question) });
  } catch {
    throw new Lost();
  }
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => null));
  keepFile(await response.blob(), name);
}

/** Has the browser keep something as a file, where it keeps what is downloaded. */
export function keepFile(content, name) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content]));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const listeners = new Set();
let source = null;

/** Hears of what happens on disk; gives a function that ends it. */
export function listen(listener) {
  listeners.add(listener);
  if (!source) connect();
  return () => listeners.delete(listener);
}

function tell(event) {
  for (const listener of [...listeners]) listener(event);
}

function connect() {
  source = new EventSource("/api/events");
  source.onopen = () => {
    // What happened before was not heard.
    if (isOut) tell({ type: "back" });
    isOut = false;
  };
  source.onerror = () => {
    isOut = true;
    tell({ type: "lost" });
    // The browser tries again by itself unless it was refused.
    if (source?.readyState === EventSource.CLOSED) setTimeout(() => source && connect(), 3000);
  };
  source.onmessage = (message) => {
    try {
      tell(JSON.parse(message.data));
    } catch {
      // Not of this program.
    }
  };
}

let isOut = false;

// A browser opens but six connections to a host: tabs that nobody sees leave theirs to others.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    source?.close();
    source = null;
    isOut = true;
  } else if (!source && listeners.size > 0) connect();
});
