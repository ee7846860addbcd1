// Where words of a Word document stand in the text of ours.

/** So many letters of a paragraph are looked for: sources break lines where they like. */
const LETTERS = 40;
/** Fewer letters stand anywhere. */
const LEAST = 4;

/** The place of words in a text; null where they are not there as they are. */
export function placeOf(text, words) {
  const [first] = words.trim().split(/\s*[\n\t]/);
  if (first.length < LEAST) return null;
  const at = text.indexOf(first.slice(0, LETTERS));
  return at < 0 ? null : at;
}

/** The place of a line from 1; null where there is none. */
export function lineAt(doc, line) {
  return line >= 1 && line <= doc.lines ? doc.line(line).from : null;
}

/** Changes as a clerk looks at them: what both sides changed, what is taken, and what is not. */
export function sorted(changes) {
  const clashes = new Map();
  const taken = [];
  const left = [];
  for (const change of changes) {
    if (change.clash) {
      const { number } = change.clash;
      if (!clashes.has(number)) clashes.set(number, { ...change.clash, at: change.at, line: change.line, left: null });
      // It was to be as in Word, and cannot be.
      if (change.clash.chosen === "word" && change.left) clashes.get(number).left = change.left;
    } else (change.left ? left : taken).push(change);
  }
  return { clashes: [...clashes.values()].sort((a, b) => a.number - b.number), taken, left };
}

/** What was chosen, as the program takes it. */
export const choices = (chosen) => Object.entries(chosen).map(([number, side]) => `${number}=${side}`).join(",");
