// Blocks that are one thing: how the cursor comes to them and how one is put in.

import { NodeSelection, TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { nodes } = schema;

/** The block around the cursor, where nothing is selected. */
export function here(state) {
  const { $cursor } = state.selection;
  return $cursor && $cursor.depth === 1 ? { $cursor, node: $cursor.parent, at: $cursor.before() } : null;
}

/** Backspace behind a block that is one thing, or Delete before it: it is chosen first, and goes with the next key. */
export const choose = (by) => (state, dispatch) => {
  const place = here(state);
  if (!place || place.$cursor.parentOffset !== (by < 0 ? 0 : place.node.content.size)) return false;
  const { node, at } = place;
  const edge = state.doc.resolve(by < 0 ? at : at + node.nodeSize);
  const raw = by < 0 ? edge.nodeBefore : edge.nodeAfter;
  if (raw?.type !== nodes.raw || (by < 0 && (node.type !== nodes.paragraph || node.attrs.level > 0))) return false;
  if (dispatch) {
    const { tr } = state;
    if (node.content.size === 0) tr.delete(at, at + node.nodeSize);
    const to = tr.mapping.map(by < 0 ? at - raw.nodeSize : at + node.nodeSize);
    dispatch(tr.setSelection(NodeSelection.create(tr.doc, to)).scrollIntoView());
  }
  return true;
};

/** A page begins behind the block of the cursor. */
export function putPageBreak(state, dispatch) {
  const { $to } = state.selection;
  const at = $to.depth > 0 ? $to.after(1) : $to.pos;
  if ($to.depth > 1 || $to.parent.type === nodes.note) return false;
  if (dispatch) {
    const { tr } = state;
    const line = nodes.raw.create({ kind: "directive" }, schema.text("::: sang-trang"));
    const isEmpty = $to.depth === 1 && $to.parent.type === nodes.paragraph && $to.parent.content.size === 0;
    const from = isEmpty ? $to.before(1) : at;
    tr.replaceWith(from, at, line);
    const behind = from + line.nodeSize;
    if (!tr.doc.resolve(behind).nodeAfter?.isTextblock || tr.doc.resolve(behind).nodeAfter.isAtom) tr.insert(behind, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, behind + 1)).scrollIntoView());
  }
  return true;
}
