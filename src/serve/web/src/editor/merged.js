// Two texts that come of a third: what one of them changed goes into the other where both changed lines that are apart.

import { diff } from "@codemirror/merge";
import { ChangeSet } from "@codemirror/state";

/** Different lines that can be told apart: one letter stands for each, and none is half of a pair. */
const MOST_LINES = 0xd7ff;
/** Where more differs than this, differences are found faster and less finely. */
const SCAN = 1000;

/** A text as one letter for each line, and where lines begin. */
function lined(text, known) {
  const starts = [];
  const letters = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at) + 1 || text.length;
    const line = text.slice(at, end);
    if (!known.has(line)) known.set(line, known.size + 1);
    starts.push(at);
    letters.push(String.fromCharCode(known.get(line)));
    at = end;
  }
  starts.push(text.length);
  return { text, starts, letters: letters.join("") };
}

/** The changes of whole lines that make one text of another. */
const changesOf = (base, other) => diff(base.letters, other.letters, { scanLimit: SCAN }).map(({ fromA, toA, fromB, toB }) => ({
  from: base.starts[fromA],
  to: base.starts[toA],
  insert: other.text.slice(other.starts[fromB], other.starts[toB]),
}));

/** Tells whether some of two ordered lists of changes touch. */
function touch(ones, others) {
  let at = 0;
  return ones.some(({ from, to }) => {
    while (at < others.length && others[at].to < from) at += 1;
    return at < others.length && others[at].from <= to;
  });
}

/** What the text of others changed since the base, as changes of our text; null where both changed the same place. */
export function merged(base, mine, theirs) {
  const known = new Map();
  const [whole, own, other] = [base, mine, theirs].map((text) => lined(text, known));
  if (known.size > MOST_LINES) return null;
  const [ours, foreign] = [changesOf(whole, own), changesOf(whole, other)];
  if (touch(ours, foreign)) return null;
  return ChangeSet.of(foreign, base.length, "\n").map(ChangeSet.of(ours, base.length, "\n"));
}
