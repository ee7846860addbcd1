// What the program tells of a text, taken through changes of it; small facts of texts and files.

import { changed } from "../changed.js";

/** An address of the scheme `data` as one of the scheme `blob`, which is short however large the file. */
export function blobOf(address) {
  const [, kind, letters] = /^data:([^;]*);base64,(.*)$/s.exec(address);
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: kind }));
}

/** What a file is: a document says its kind, a batch its rows; a profile has nothing of a document. */
export function sortOf(text) {
  const has = (...keys) => new RegExp(`^(${keys.join("|")})\\s*:`, "m").test(text);
  if (has("loai") || !text.trim()) return "document";
  if (has("bang", "cac_hang")) return "batch";
  return has("trich_yeu", "noi_dung", "ngay_ban_hanh") ? "document" : "profile";
}

/** Messages with their places taken through changes. */
export function moved(messages, changes) {
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
export function trimmed({ from, to, insert }, doc) {
  const slice = changed(doc.sliceString(from, to), insert);
  return { from: from + slice.from, to: from + slice.to, insert: slice.insert };
}

/** What the form calls the entries that messages name by their keys; those with two names keep their key. */
export function labelsOf(form) {
  const labels = new Map();
  const walk = (fields) => {
    for (const { path, label, items, item } of fields) {
      const key = path[path.length - 1];
      if (typeof key === "string") labels.set(key, labels.has(key) && labels.get(key) !== label ? null : label);
      for (const one of items ?? []) walk(one.fields);
      walk(item ?? []);
    }
  };
  for (const group of form?.groups ?? []) walk(group.fields);
  return labels;
}

/** A message as it is read beside the form. */
export const named = (text, labels) => (text ?? "").replace(/“([a-z][a-z0-9_]*)”/g, (all, key) => (labels.get(key) ? `“${labels.get(key)}”` : all));
