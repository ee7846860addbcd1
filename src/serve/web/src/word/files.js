// Files that are chosen or dropped, and what is to be shown of them when a document opens.

import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "../api.js";
import { html } from "../html.js";
import { go } from "../routes.js";
import { Button } from "../ui.js";
import { words } from "./words.js";

/** The largest file that the program takes. */
const MOST_BYTES = 64 * 1024 * 1024;
const ACCEPTED = ".docx,.docm,.dotx,.doc,.dot,.odt,.rtf";

/** Sends a file, or nothing for the one beside the document; what is asked of it stands in the address. */
export function sendFile(path, file, question) {
  if (file && file.size > MOST_BYTES) return Promise.reject(words.import.large);
  return send(path, file, question);
}

/** A button that lets a file be chosen. */
export function FileButton({ onFile, children, test, ...rest }) {
  const input = useRef(null);
  const chosen = () => {
    const [file] = input.current.files;
    // The same file may be chosen again.
    input.current.value = "";
    if (file) onFile(file);
  };
  return html`<${Button} icon="word" onClick=${() => input.current.click()} data-test=${test} ...${rest}>${children}<//>
    <input ref=${input} type="file" accept=${ACCEPTED} hidden onChange=${chosen} data-test=${`${test}-input`} />`;
}

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** Hears of files that are dropped anywhere on the page; tells whether some are dragged over it. A page that a file
 * falls on without this is left for the file. */
export function useDrop(onFiles) {
  const [isOver, setOver] = useState(false);
  const newest = useRef(onFiles);
  newest.current = onFiles;
  useEffect(() => {
    const isOpen = () => document.querySelector("dialog[open]") !== null;
    const over = (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = isOpen() ? "none" : "copy";
      setOver(!isOpen());
    };
    const out = (event) => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      const files = [...event.dataTransfer.files];
      if (files.length > 0 && !isOpen()) newest.current(files);
    };
    const all = [["dragenter", over], ["dragover", over], ["dragleave", out], ["drop", drop]];
    for (const [name, heard] of all) window.addEventListener(name, heard, true);
    return () => {
      for (const [name, heard] of all) window.removeEventListener(name, heard, true);
    };
  }, []);
  return isOver;
}

/** What is seen while a file is dragged over the page. */
export const DropHere = ({ isOver, children }) => (isOver ? html`<div class="drop-here" aria-hidden="true" data-test="drop-here"><p>${children}</p></div>` : null);

const reports = new Map();
const unseen = new Set();
let wanted = null;

/** Opens a document that was made of a Word file; what is told of it is shown then. */
export function openImported(told) {
  reports.set(told.path, told);
  unseen.add(told.path);
  go("soan", told.path);
}

/** What was told when a document was imported in this tab. */
export const reportOf = (path) => reports.get(path) ?? null;

/** Opens a document to take what was edited in the DOCX beside it. */
export function openToPull(path) {
  wanted = path;
  go("soan", path);
}

/** What a document shows first: `imported`, `pull` or nothing; once. */
export function takeFirst(path) {
  const isWanted = wanted === path;
  wanted = null;
  if (unseen.delete(path)) return "imported";
  return isWanted ? "pull" : null;
}
