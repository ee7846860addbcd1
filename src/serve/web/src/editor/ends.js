// Ends of lines and byte order marks. The editor counts an end of line as one letter and knows but one kind;
// here stands what the file had, so that it is written as it was.

import { MapMode, RangeSet, RangeValue, StateField } from "@codemirror/state";

const MARK = "\ufeff";

/** An end of line that differs from the others. It goes when its line end goes. */
class Odd extends RangeValue {
  constructor() {
    super();
    this.startSide = 1;
    this.endSide = -1;
    this.mapMode = MapMode.TrackDel;
  }
  eq() {
    return true;
  }
}
const odd = new Odd();

/** Takes a file's text apart: the text with plain ends of lines, and what was taken from it. */
export function read(file) {
  const mark = file.startsWith(MARK);
  const text = mark ? file.slice(1) : file;
  if (!text.includes("\r\n")) return { text, mark, end: "\n", odds: [] };
  const lines = text.split("\n");
  const last = lines.length - 1;
  const long = lines.slice(0, last).filter((line) => line.endsWith("\r")).length;
  const end = long * 2 >= last ? "\r\n" : "\n";
  const odds = [];
  let at = 0;
  const plain = lines.map((line, number) => {
    const isLong = number < last && line.endsWith("\r");
    const bare = isLong ? line.slice(0, -1) : line;
    at += bare.length;
    if (number < last && isLong !== (end === "\r\n")) odds.push(at);
    at += 1;
    return bare;
  });
  return { text: plain.join("\n"), mark, end, odds };
}

/** The odd ends of lines of a state, which move with the text. */
const oddEnds = StateField.define({
  create: () => RangeSet.empty,
  update: (odds, transaction) => (transaction.docChanged ? odds.map(transaction.changes) : odds),
});

/** The field as it is at the start. */
export const startEnds = (odds) => oddEnds.init(() => RangeSet.of(odds.map((at) => odd.range(at, at + 1))));

/** Puts a file's text together again. */
export function write(state, { mark, end }) {
  const text = state.doc.toString();
  const odds = state.field(oddEnds);
  if (end === "\n" && odds.size === 0) return (mark ? MARK : "") + text;
  const other = end === "\n" ? "\r\n" : "\n";
  const parts = [mark ? MARK : ""];
  const cursor = odds.iter();
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
    while (cursor.value && cursor.from < at) cursor.next();
    parts.push(text.slice(from, at), cursor.value && cursor.from === at ? other : end);
    from = at + 1;
  }
  parts.push(text.slice(from));
  return parts.join("");
}
