// What the body editor does by keys and buttons.

import { baseKeymap, chainCommands, newlineInCode, toggleMark } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { Plugin, Selection, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { marksToMend } from "./blocks.js";
import { letters } from "./letters.js";
import { notes } from "./notes.js";
import { schema } from "./schema.js";
import { choose, here, putPageBreak } from "./whole.js";

const { nodes, marks } = schema;
const DEEPEST = 6;

/** The blocks of lines that the selection reaches into. */
function chosen(state) {
  const all = [];
  for (const { $from, $to } of state.selection.ranges) {
    state.doc.nodesBetween($from.pos, $to.pos, (node, at) => {
      if (node.type === nodes.table) return false;
      if (node.isTextblock) all.push({ node, at });
      return !node.isTextblock;
    });
  }
  return all;
}

const isLine = ({ node }) => node.type !== nodes.raw && node.type !== nodes.note;

/** Makes the blocks that are chosen of another kind. */
function become(type, attrs) {
  return (state, dispatch) => {
    const blocks = chosen(state).filter(isLine);
    if (blocks.length === 0) return false;
    if (dispatch) {
      const { tr } = state;
      for (const { node, at } of blocks) tr.setNodeMarkup(at, type, typeof attrs === "function" ? attrs(node) : attrs);
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

export const toParagraph = become(nodes.paragraph, { level: 0 });

/** The style that a list of styles names: a depth of headings, 0 for a paragraph. */
export const toStyle = (level) => (level === 0 ? toParagraph : become(nodes.heading, { level }));

/** Headings, or a paragraph again where all are. */
export const toHeading = (level) => (state, dispatch) => {
  const blocks = chosen(state).filter(isLine);
  const has = blocks.length > 0 && blocks.every(({ node }) => node.type === nodes.heading && node.attrs.level === level);
  return (has ? toParagraph : toStyle(level))(state, dispatch);
};

const isNumbered = (node) => node.type === nodes.item && /^\d/.test(node.attrs.mark);

/** Items of a list, or paragraphs again where all are. */
export const toList = (numbered) => (state, dispatch) => {
  const blocks = chosen(state).filter(isLine);
  const has = blocks.length > 0 && blocks.every(({ node }) => node.type === nodes.item && isNumbered(node) === numbered);
  if (has) return toParagraph(state, dispatch);
  let next = 0;
  const level = ({ type, attrs }) => (type === nodes.heading ? 1 : Math.max(1, attrs.level));
  return become(nodes.item, (node) => ({ level: level(node), mark: numbered ? `${(next += 1)}.` : "-" }))(state, dispatch);
};

/** The level of the item before a place, if one stands there. */
function levelBefore(doc, at) {
  const before = doc.resolve(at).nodeBefore;
  if (before?.type === nodes.item) return before.attrs.level;
  return before?.type === nodes.paragraph ? before.attrs.level : 0;
}

/** Moves items into the list of the item before them, or out of theirs. */
export const shift = (by) => (state, dispatch) => {
  const items = chosen(state).filter(({ node }) => node.type === nodes.item);
  if (items.length === 0) return false;
  if (!dispatch) return true;
  const { tr } = state;
  if (by > 0 && items[0].node.attrs.level > levelBefore(state.doc, items[0].at)) return true;
  for (const { node, at } of items) {
    const level = node.attrs.level + by;
    if (level > DEEPEST) continue;
    if (level < 1) tr.setNodeMarkup(at, nodes.paragraph, { level: 0 });
    else tr.setNodeMarkup(at, null, { level, mark: markAt(tr.doc, at, level, node.attrs.mark) });
  }
  dispatch(tr.scrollIntoView());
  return true;
};

/** The mark of an item that comes to stand in a list: that after the last one there, or the first of a new list. */
function markAt(doc, at, level, mark) {
  let index = doc.resolve(at).index();
  while (index > 0) {
    const { type, attrs } = doc.child((index -= 1));
    if (type === nodes.item && attrs.level === level) return following(attrs.mark);
    if (!(type === nodes.item || type === nodes.paragraph) || attrs.level < level) break;
  }
  return /^\d/.test(mark) ? mark.replace(/^\d+/, "1") : mark;
}

const following = (mark) => mark.replace(/^\d+/, (digits) => String(Number(digits) + 1));

/** Enter: an item gives the next; one without a letter ends its list, a heading gives a paragraph. */
function enter(state, dispatch) {
  const { $from, $to } = state.selection;
  if ($from.parent.type === nodes.cell || $from.parent.type === nodes.note) return lineBreak(state, dispatch);
  if ($from.depth !== 1 || $to.depth !== 1 || $from.parent.type === nodes.raw) return false;
  const { type, attrs, content } = $from.parent;
  if (type === nodes.item && content.size === 0) return shift(-1)(state, dispatch);
  if (!dispatch) return true;
  const tr = state.tr.deleteSelection();
  const place = tr.selection.$from;
  const isEnd = place.parentOffset === place.parent.content.size;
  const next = type === nodes.item ? { type, attrs: { ...attrs, mark: following(attrs.mark) } } : { type: type === nodes.heading && !isEnd && place.parentOffset > 0 ? type : nodes.paragraph, attrs };
  if (type === nodes.heading && place.parentOffset === 0 && !isEnd) tr.insert(place.before(), nodes.paragraph.create());
  else tr.split(place.pos, 1, [{ type: next.type, attrs: next.type === nodes.paragraph && type !== nodes.paragraph ? null : next.attrs }]);
  const { storedMarks } = state;
  if (storedMarks) tr.ensureMarks(storedMarks);
  dispatch(tr.scrollIntoView());
  return true;
}

/** Backspace at the start: an item and a heading become paragraphs before anything is joined. */
function backspace(state, dispatch) {
  const place = here(state);
  if (!place || place.$cursor.parentOffset > 0) return false;
  const { node, at } = place;
  const isInner = node.type === nodes.paragraph && node.attrs.level > 0;
  if (node.type !== nodes.item && node.type !== nodes.heading && !isInner) return false;
  if (node.type === nodes.item && node.attrs.level > 1) return shift(-1)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(at, nodes.paragraph, { level: 0 }).scrollIntoView());
  return true;
}

function lineBreak(state, dispatch) {
  if (state.selection.$from.parent.type === nodes.raw || !state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), false).scrollIntoView());
  return true;
}

/** The cell that the cursor is in: its table and where it stands in it. */
export function cellOf(state) {
  const { $from } = state.selection;
  if ($from.depth < 3 || $from.node(1).type !== nodes.table) return null;
  return { table: $from.node(1), at: $from.before(1), row: $from.index(1), column: $from.index(2) };
}

/** Puts the cursor into a cell. */
function intoCell(tr, at, row, column) {
  let place = at + 1;
  const table = tr.doc.nodeAt(at);
  const rows = Math.min(row, table.childCount - 1);
  for (let n = 0; n < rows; n += 1) place += table.child(n).nodeSize;
  place += 1;
  const cells = Math.min(column, table.child(rows).childCount - 1);
  for (let n = 0; n < cells; n += 1) place += table.child(rows).child(n).nodeSize;
  return tr.setSelection(TextSelection.create(tr.doc, place + 1, place + 1 + table.child(rows).child(cells).content.size));
}

/** Goes to the next cell or the one before; behind the last one a row is added. */
const toCell = (by) => (state, dispatch) => {
  const cell = cellOf(state);
  if (!cell) return false;
  const { table, at, row, column } = cell;
  const columns = table.child(row).childCount;
  const last = row === table.childCount - 1 && column === columns - 1;
  if (by > 0 && last) return changeTable("addRow")(state, dispatch);
  if (by < 0 && row === 0 && column === 0) return true;
  const next = by > 0 ? (column + 1 < columns ? [row, column + 1] : [row + 1, 0]) : column > 0 ? [row, column - 1] : [row - 1, table.child(row - 1).childCount - 1];
  dispatch?.(intoCell(state.tr, at, ...next).scrollIntoView());
  return true;
};

/** Adds or takes away a row or a column where the cursor is; the last of them takes the table along. */
export const changeTable = (what) => (state, dispatch) => {
  const cell = cellOf(state);
  if (!cell) return false;
  if (!dispatch) return true;
  const { table, at, row, column } = cell;
  const rows = [];
  table.forEach((one) => {
    const cells = [];
    one.forEach((cell) => cells.push(cell));
    rows.push(cells);
  });
  const aligns = rows[0].map((_, nth) => table.attrs.aligns[nth] ?? "");
  const empty = () => nodes.cell.create();
  let next = [row, column];
  if (what === "addRow") [next] = [[row + 1, 0], rows.splice(row + 1, 0, rows[0].map(empty))];
  else if (what === "removeRow") rows.splice(row, 1);
  else if (what === "addColumn") {
    next = [row, column + 1];
    for (const cells of rows) cells.splice(column + 1, 0, empty());
    aligns.splice(column + 1, 0, "");
  } else {
    for (const cells of rows) cells.splice(column, 1);
    aligns.splice(column, 1);
  }
  const { tr } = state;
  if (rows.length === 0 || rows[0].length === 0) {
    tr.delete(at, at + table.nodeSize);
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size))));
  } else {
    tr.replaceWith(at, at + table.nodeSize, nodes.table.create({ aligns }, rows.map((cells) => nodes.row.create(null, cells))));
    intoCell(tr, at, ...next);
  }
  dispatch(tr.scrollIntoView());
  return true;
};

/** Puts something behind the block that the cursor is in, in place of one without a letter. */
function putBlock(state, tr, node) {
  const { $from } = state.selection;
  const around = $from.node(1);
  const isEmpty = around.type === nodes.paragraph && around.content.size === 0;
  const at = isEmpty ? $from.before(1) : $from.after(1);
  if (isEmpty) tr.replaceWith(at, at + around.nodeSize, node);
  else tr.insert(at, node);
  return at;
}

/** A new table of two columns. */
export function putTable(state, dispatch) {
  if (cellOf(state) || state.selection.$from.depth < 1) return false;
  if (dispatch) {
    const row = () => nodes.row.create(null, [nodes.cell.create(), nodes.cell.create()]);
    const { tr } = state;
    const at = putBlock(state, tr, nodes.table.create({ aligns: ["", ""] }, [row(), row()]));
    if (at + tr.doc.nodeAt(at).nodeSize === tr.doc.content.size) tr.insert(tr.doc.content.size, nodes.paragraph.create());
    dispatch(intoCell(tr, at, 0, 0).scrollIntoView());
  }
  return true;
}

/** A new footnote: its mark here, its text at the end, where the cursor goes. */
export function putNote(state, dispatch) {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent || $to.parent.type === nodes.raw || $to.parent.type === nodes.note) return false;
  if (dispatch) {
    let most = 0;
    state.doc.descendants(({ type, attrs }) => {
      const name = type === nodes.note ? attrs.mark : type === nodes.note_mark ? attrs.name : "";
      if (/^\d+$/.test(name)) most = Math.max(most, Number(name));
    });
    const name = String(most + 1);
    const tr = state.tr.insert($to.pos, nodes.note_mark.create({ name }));
    tr.insert(tr.doc.content.size, nodes.note.create({ mark: name }));
    dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)).scrollIntoView());
  }
  return true;
}

/** What the cursor stands in, for the buttons. */
export function whatIs(state) {
  const { $from, empty } = state.selection;
  const has = (type) => (empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark($from.pos, state.selection.to, type));
  const block = $from.depth > 0 ? $from.node(1) : null;
  const isItem = block?.type === nodes.item;
  return {
    bold: has(marks.bold),
    italic: has(marks.italic),
    underline: has(marks.underline),
    style: block?.type === nodes.heading ? String(block.attrs.level) : block?.type === nodes.paragraph || isItem ? "0" : "",
    bullets: isItem && !isNumbered(block),
    numbers: isItem && isNumbered(block),
    inTable: block?.type === nodes.table,
    isRaw: state.selection.node?.type === nodes.raw,
  };
}

/** By name, for the buttons. */
export const commands = {
  bold: toggleMark(marks.bold),
  italic: toggleMark(marks.italic),
  underline: toggleMark(marks.underline),
  bullets: toList(false),
  numbers: toList(true),
  out: shift(-1),
  in: shift(1),
  table: putTable,
  note: putNote,
  pageBreak: putPageBreak,
  addRow: changeTable("addRow"),
  addColumn: changeTable("addColumn"),
  removeRow: changeTable("removeRow"),
  removeColumn: changeTable("removeColumn"),
};

const headings = Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`Mod-Alt-${level}`, toHeading(level)]));

/** A sign at the start of a line makes a list, as in Word. */
const signs = new Plugin({
  props: {
    handleTextInput(view, from, to, text) {
      // What is one thing is not typed over.
      if (view.state.selection.node?.type === nodes.raw) return true;
      const place = here(view.state);
      if (text !== " " || from !== to || !place || place.node.type !== nodes.paragraph) return false;
      const before = place.node.textBetween(0, place.$cursor.parentOffset, null, "\ufffc");
      if (!/^([-+*]|1[.)])$/.test(before)) return false;
      const { at } = place;
      view.dispatch(view.state.tr.delete(at + 1, from).setNodeMarkup(at, nodes.item, { level: Math.max(1, place.node.attrs.level), mark: before }));
      return true;
    },
  },
});

/** Lists count on where an item came, went or moved. */
const counting = new Plugin({
  appendTransaction(transactions, before, after) {
    if (!transactions.some((one) => one.docChanged) || transactions.some((one) => one.getMeta("taken"))) return null;
    const mends = marksToMend(before.doc, after.doc);
    if (mends.length === 0) return null;
    const { tr } = after;
    const starts = [];
    after.doc.forEach((_, at) => starts.push(at));
    for (const [index, mark] of mends) tr.setNodeAttribute(starts[index], "mark", mark);
    return tr;
  },
});

/** Figures and other words that are worked out later are marked as such. */
const figures = new Plugin({
  state: {
    init: (_, { doc }) => DecorationSet.create(doc, figuresIn(doc, 0, doc.content.size)),
    apply(tr, set) {
      if (!tr.docChanged) return set;
      let now = set.map(tr.mapping, tr.doc);
      tr.mapping.maps.forEach((map, index) => map.forEach((_, __, from, to) => {
        const rest = tr.mapping.slice(index + 1);
        const start = tr.doc.resolve(Math.min(rest.map(from, -1), tr.doc.content.size));
        const end = tr.doc.resolve(Math.min(rest.map(to, 1), tr.doc.content.size));
        const [a, b] = [start.depth > 0 ? start.before(1) : start.pos, end.depth > 0 ? end.after(1) : end.pos];
        now = now.remove(now.find(a, b)).add(tr.doc, figuresIn(tr.doc, a, b));
      }));
      return now;
    },
  },
  props: {
    decorations(state) {
      return this.getState(state);
    },
  },
});

function figuresIn(doc, from, to) {
  const all = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return node.type !== nodes.raw;
    if (node.type === nodes.raw) return false;
    for (const found of node.textBetween(0, node.content.size, null, "\ufffc").matchAll(/\{\{.*?\}\}|\{%.*?%\}/g)) {
      all.push(Decoration.inline(at + 1 + found.index, at + 1 + found.index + found[0].length, { class: "worked-out" }));
    }
    return false;
  });
  return all;
}

export const plugins = [
  signs,
  figures,
  counting,
  notes,
  letters,
  keymap({
    "Mod-b": commands.bold,
    "Mod-i": commands.italic,
    "Mod-u": commands.underline,
    ...headings,
    "Mod-Alt-0": toParagraph,
    "Mod-Shift-n": toParagraph,
    "Mod-Shift-l": commands.bullets,
    "Mod-Alt-f": putNote,
    Tab: chainCommands(toCell(1), commands.in),
    "Shift-Tab": chainCommands(toCell(-1), commands.out),
    Enter: enter,
    "Shift-Enter": chainCommands(newlineInCode, lineBreak),
    "Mod-Enter": putPageBreak,
    Backspace: chainCommands(choose(-1), backspace),
    Delete: choose(1),
  }),
  keymap(baseKeymap),
];
