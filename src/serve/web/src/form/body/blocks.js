// The program's blocks to a document of the editor, and back.

import { schema } from "./schema.js";

const { nodes, marks } = schema;
const STYLES = ["bold", "italic", "underline"];

/** Pieces of a line as nodes. */
function pieces(inlines) {
  return inlines.flatMap((piece) => {
    if (piece.note !== undefined && piece.note !== null) return nodes.note_mark.create({ name: piece.note });
    if (piece.break) return nodes.hard_break.create();
    const styles = STYLES.filter((name) => piece[name]).map((name) => marks[name].create());
    return piece.text.split(/(\n)/).filter(Boolean).map((text) => (text === "\n" ? schema.text(" ", [...styles, marks.soft.create()]) : schema.text(text, styles)));
  });
}

/** The nodes of blocks. */
export function nodesOf(blocks) {
  return blocks.map((block) => {
    const { kind, level, mark, aligns } = block;
    switch (kind) {
      case "heading": return nodes.heading.create({ level: Math.min(6, Math.max(1, level)) }, pieces(block.inlines));
      case "item": return nodes.item.create({ level, mark }, pieces(block.inlines));
      case "note": return nodes.note.create({ mark }, pieces(block.inlines));
      case "table": return nodes.table.create({ aligns }, block.rows.map((row) => nodes.row.create(null, row.map((cell) => nodes.cell.create(null, pieces(cell))))));
      case "paragraph": return nodes.paragraph.create({ level }, pieces(block.inlines));
      default: return nodes.raw.create({ kind }, block.raw ? schema.text(block.raw) : null);
    }
  });
}

/** A document of blocks; one without any has an empty paragraph. */
export const docOf = (blocks) => nodes.doc.create(null, blocks.length > 0 ? nodesOf(blocks) : nodes.paragraph.create());

/** The pieces of a line, those of one style as one, no blanks at its ends. */
function line(node) {
  const all = [];
  node.forEach((child) => {
    if (child.type === nodes.note_mark) all.push({ text: "", note: child.attrs.name });
    else if (child.type === nodes.hard_break) all.push({ text: "", break: true });
    else {
      const has = new Set(child.marks.map((mark) => mark.type.name));
      const piece = { text: child.text.normalize("NFC") };
      if (has.has("soft")) piece.text = piece.text.replace(" ", "\n");
      for (const style of STYLES) if (has.has(style)) piece[style] = true;
      const last = all[all.length - 1];
      const isSame = last && last.note === undefined && !last.break && STYLES.every((style) => last[style] === piece[style]);
      if (isSame) last.text += piece.text;
      else all.push(piece);
    }
  });
  if (all.length > 0) {
    all[0].text = all[0].text.trimStart();
    all[all.length - 1].text = all[all.length - 1].text.trimEnd();
  }
  return all.filter((piece) => piece.text || piece.note !== undefined || piece.break);
}

/** Blocks of nodes, which do not change: of a long text a letter asks for one. */
const known = new WeakMap();

function blockOf(node) {
  if (!known.has(node)) known.set(node, read(node));
  return known.get(node);
}

/** A block of a node; null where Markdown has nothing to say of it. */
function read(node) {
  const { level = 0, mark = "", kind, aligns } = node.attrs;
  const block = { kind: node.type.name, level, mark, inlines: [], rows: [], aligns: [], raw: "" };
  if (node.type === nodes.raw) return node.textContent.trim() ? { ...block, kind, raw: node.textContent.replace(/\s+$/, "") } : null;
  if (node.type !== nodes.table) {
    block.inlines = line(node);
    return block.kind === "paragraph" && block.inlines.length === 0 ? null : block;
  }
  node.forEach((row) => {
    const cells = [];
    row.forEach((cell) => cells.push(line(cell)));
    block.rows.push(cells);
  });
  const columns = Math.max(...block.rows.map((row) => row.length));
  for (const row of block.rows) while (row.length < columns) row.push([]);
  block.aligns = Array.from({ length: columns }, (_, at) => aligns[at] ?? "");
  return block;
}

/** The nodes of a document that are blocks of the text, with where each begins. */
export function told(doc) {
  const all = [];
  doc.forEach((node, at) => {
    const block = blockOf(node);
    if (block) all.push({ node, at, block });
  });
  return all;
}

/** The blocks of a document; none stands deeper than the items before it let it. */
export function blocksOf(doc) {
  let depth = 0;
  return told(doc).map(({ block }) => {
    const { kind, level } = block;
    depth = kind === "item" ? Math.min(level, depth + 1) : kind === "paragraph" ? Math.min(level, depth) : 0;
    return (kind === "item" || kind === "paragraph") && level !== depth ? { ...block, level: depth } : block;
  });
}

const said = new WeakMap();

function says(block) {
  if (!said.has(block)) said.set(block, saying(block));
  return said.get(block);
}

/** What a block says, to compare by; its own place and number say nothing. */
const saying = ({ kind, level, mark, inlines, rows, aligns, raw }) =>
  JSON.stringify([kind, level, mark, raw, kind === "table" ? aligns : [], [inlines, ...rows.flat()].map((line) => line.map((piece) => [piece.text, Boolean(piece.bold), Boolean(piece.italic), Boolean(piece.underline), piece.note ?? null, Boolean(piece.break)]))]);

/** Tells which of the blocks that were read each is: those that say the same, and those between that changed in order. */
export function identified(old, now) {
  const was = old.map(says);
  const is = now.map(says);
  const ids = new Array(now.length).fill(null);
  let [start, begin, end, stop] = [0, 0, old.length, now.length];
  while (start < end && begin < stop && was[start] === is[begin]) ids[begin++] = old[start++].id;
  while (start < end && begin < stop && was[end - 1] === is[stop - 1]) ids[--stop] = old[--end].id;
  const pair = (from, to, first, last) => {
    for (let at = 0; from + at < to && first + at < last; at += 1) ids[first + at] = old[from + at].id;
  };
  // What stands once in the text and says the same parts what changed.
  const places = new Map();
  for (let at = start; at < end; at += 1) places.set(was[at], places.has(was[at]) ? -1 : at);
  for (let at = begin, next = begin; at <= stop; at += 1) {
    const place = at === stop ? end : (places.get(is[at]) ?? -1);
    if (place < start) continue;
    pair(start, place, next, at);
    if (at < stop) ids[at] = old[place].id;
    [start, next] = [place + 1, at + 1];
  }
  return now.map((block, at) => ({ ...block, id: ids[at] }));
}

/** Blocks as the program is told them: those that say what they said, by their numbers alone. */
export const short = (old, now) => now.map((block) => (block.id !== null && says(old[block.id]) === says(block) ? block.id : block));

/** The blocks after an answer, which tells those that are not as they were. */
export function after(old, { head, tail, by, blocks }) {
  const moved = old.slice(old.length - tail).map((block, at) => {
    const now = { ...block, id: head + blocks.length + at, from: block.from + by, to: block.to + by };
    said.set(now, says(block));
    return now;
  });
  return [...old.slice(0, head), ...blocks, ...moved];
}

/** A text after its changes, which are ordered and apart. */
export function applied(text, changes) {
  const parts = [];
  let done = 0;
  for (const { from, to, insert } of changes) {
    parts.push(text.slice(done, from), insert);
    done = to;
  }
  return parts.join("") + text.slice(done);
}

const NUMBER = /^(\d+)([.)])$/;

/** Lists by their first item: the numbers of the nodes of each, in the order of a document. */
function lists(blocks) {
  const all = [];
  let open = [];
  blocks.forEach((node, at) => {
    const { type, attrs } = node;
    if (type === nodes.item) {
      open.length = Math.min(open.length, attrs.level);
      const numbered = NUMBER.test(attrs.mark);
      const list = open[attrs.level - 1];
      if (list && list.numbered === numbered) list.items.push(at);
      else all.push((open[attrs.level - 1] = { numbered, items: [at] }));
    } else if (!(type === nodes.paragraph && attrs.level > 0)) open = [];
    else open.length = Math.min(open.length, attrs.level);
  });
  return all;
}

/** The marks that items have to take for their lists to count on, where what they count changed: pairs of the number of
 * a node and its mark. A list that was not changed keeps its own way of counting. */
export function marksToMend(before, after) {
  const all = (doc) => {
    const list = [];
    doc.forEach((node) => list.push(node));
    return list;
  };
  const old = all(before);
  const known = new Set(lists(old).map(({ items }) => items.map((at) => old[at].attrs.mark).join(" ")));
  const begins = (node) => `${node.attrs.level} ${node.attrs.mark}`;
  const began = new Set(lists(old).map(({ items }) => begins(old[items[0]])));
  const now = all(after);
  const mends = [];
  for (const { numbered, items } of lists(now)) {
    if (!numbered || known.has(items.map((at) => now[at].attrs.mark).join(" "))) continue;
    const [, number, sign] = NUMBER.exec(now[items[0]].attrs.mark);
    // A list that was moved into an item is a new one, which counts from 1; Markdown asks so, too.
    const first = now[items[0]].attrs.level > 1 && !began.has(begins(now[items[0]])) ? 1 : number;
    items.forEach((at, nth) => {
      const mark = `${Number(first) + nth}${sign}`;
      if (now[at].attrs.mark !== mark) mends.push([at, mark]);
    });
  }
  return mends;
}
