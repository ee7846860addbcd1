// Footnotes while they are written: a note without a letter is none in the text, and does not outlive the cursor in it.

import { Plugin } from "prosemirror-state";
import { schema } from "./schema.js";

const { nodes } = schema;

/** The notes that have no letter, with where they stand. */
export function emptyNotes(doc) {
  const all = [];
  doc.forEach((node, at) => {
    if (node.type === nodes.note && node.content.size === 0) all.push({ node, at });
  });
  return all;
}

/** Takes notes and their marks in the text away. */
function without(tr, notes) {
  const names = new Set(notes.map(({ node }) => node.attrs.mark));
  const spans = notes.map(({ node, at }) => [at, at + node.nodeSize]);
  tr.doc.descendants((node, at) => {
    if (node.type === nodes.note_mark && names.has(node.attrs.name)) spans.push([at, at + node.nodeSize]);
  });
  for (const [from, to] of spans.sort((a, b) => b[0] - a[0])) tr.delete(from, to);
  return tr;
}

/** A change that takes the empty notes away; none where there are none. */
export function withoutEmptyNotes(state) {
  const all = emptyNotes(state.doc);
  return all.length > 0 ? without(state.tr, all) : null;
}

/** An empty note goes when the cursor leaves it. */
export const notes = new Plugin({
  appendTransaction(transactions, before, after) {
    if (before.selection.eq(after.selection) || transactions.some((one) => one.getMeta("taken"))) return null;
    const { from, to } = after.selection;
    const left = emptyNotes(after.doc).filter(({ node, at }) => to < at || from > at + node.nodeSize);
    return left.length > 0 ? without(after.tr, left) : null;
  },
});
