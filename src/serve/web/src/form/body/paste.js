// Blocks that are pasted, put where the cursor is.

import { Fragment, Slice } from "prosemirror-model";
import { nodesOf } from "./blocks.js";
import { schema } from "./schema.js";

const { nodes } = schema;

/** Puts blocks in place of what is selected. */
export function putBlocks(tr, from, to, blocks) {
  const all = nodesOf(renamed(tr.doc, blocks));
  const $from = tr.doc.resolve(from);
  if ($from.parent.type === nodes.cell && all.length === 1 && all[0].type === nodes.table) return putCells(tr, $from, all[0]);
  if ($from.parent.type === nodes.cell || $from.parent.type === nodes.note) return tr.replaceWith(from, to, inlined(all));
  const isLine = (node) => node?.type === nodes.paragraph;
  const [first, last] = [all[0], all[all.length - 1]];
  // A block that has no letter gives way; else lines at both ends run on with what stands there.
  const isEmpty = from === to && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0 && $from.depth === 1;
  if (isEmpty) return tr.replaceWith($from.before(), $from.after(), all);
  const open = isLine(first) ? 1 : 0;
  return tr.replaceRange(from, to, new Slice(Fragment.from(all), open, isLine(last) && (open || all.length > 1) ? 1 : 0));
}

/** Puts the cells of a table into those of another, from the cell that the cursor is in; the table grows for them. */
function putCells(tr, $from, come) {
  const table = $from.node(-2);
  const [row, column] = [$from.index(-2), $from.index(-1)];
  const rows = [];
  table.forEach((one) => {
    const cells = [];
    one.forEach((cell) => cells.push(cell));
    rows.push(cells);
  });
  come.forEach((one, _, down) => {
    while (rows.length <= row + down) rows.push([]);
    one.forEach((cell, __, along) => {
      rows[row + down][column + along] = cell;
    });
  });
  const columns = Math.max(...rows.map((cells) => cells.length));
  const whole = rows.map((cells) => nodes.row.create(null, Array.from({ length: columns }, (_, at) => cells[at] ?? nodes.cell.create())));
  const aligns = Array.from({ length: columns }, (_, at) => table.attrs.aligns[at] ?? "");
  return tr.replaceWith($from.before(-2), $from.after(-2), nodes.table.create({ aligns }, whole));
}

/** The lines of blocks as one, with breaks between. */
function inlined(blocks) {
  const all = [];
  for (const block of blocks) {
    block.descendants((node) => {
      if (!node.inlineContent) return true;
      if (node.content.size > 0) {
        if (all.length > 0) all.push(nodes.hard_break.create());
        if (node.type === nodes.raw) all.push(schema.text(node.textContent.replace(/\s+/g, " ")));
        else node.forEach((child) => all.push(child));
      }
      return false;
    });
    if (block.inlineContent && block.content.size > 0) {
      if (all.length > 0) all.push(nodes.hard_break.create());
      block.forEach((child) => all.push(child));
    }
  }
  return all;
}

/** Notes that are pasted take numbers that none has. */
function renamed(doc, blocks) {
  const taken = new Set();
  doc.descendants(({ type, attrs }) => {
    if (type === nodes.note) taken.add(attrs.mark);
    if (type === nodes.note_mark) taken.add(attrs.name);
  });
  const names = new Map();
  let next = 1;
  const name = (old) => {
    if (names.has(old)) return names.get(old);
    let own = old;
    while (taken.has(own)) own = String(next++);
    taken.add(own);
    names.set(old, own);
    return own;
  };
  const line = (inlines) => inlines.map((piece) => (piece.note === undefined || piece.note === null ? piece : { ...piece, note: name(piece.note) }));
  return blocks.map((block) => ({ ...block, mark: block.kind === "note" ? name(block.mark) : block.mark, inlines: line(block.inlines), rows: block.rows.map((row) => row.map(line)) }));
}
