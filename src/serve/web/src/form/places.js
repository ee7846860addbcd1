// Letters of a field and places of the YAML: near enough to put a cursor by. What a value is, the program says.

const HEAD = /^[|>][-+0-9]*[ \t]*(#[^\n]*)?\n/;
/** A block of text begins with its head, or with the indent of its first line where the head is left out. */
const isBlock = (raw) => HEAD.test(raw) || /^[ \n]/.test(raw);

/** The lines of a block of text: where each begins in the YAML, how far it is indented, how long it is. */
function lines(raw) {
  const head = HEAD.exec(raw)?.[0].length ?? 0;
  const all = [];
  let from = head;
  let indent = null;
  for (const line of raw.slice(head).split("\n")) {
    if (indent === null && line.trim()) indent = /^ */.exec(line)[0].length;
    all.push({ from, line });
    from += line.length + 1;
  }
  const by = indent ?? 0;
  return all.map(({ from, line }) => {
    const skipped = Math.min(by, /^ */.exec(line)[0].length);
    return { from: from + skipped, length: line.length - skipped };
  });
}

/** Where in the YAML of a value a letter of it stands. */
export function toSource(raw, letter) {
  if (isBlock(raw)) {
    let left = letter;
    let last = 0;
    for (const { from, length } of lines(raw)) {
      if (left <= length) return from + left;
      left -= length + 1;
      last = from + length;
    }
    return last;
  }
  const quote = /^["']/.test(raw) ? 1 : 0;
  return Math.min(raw.length, quote + letter);
}

/** The letter of a value at a place in its YAML. */
export function toLetter(raw, place) {
  if (isBlock(raw)) {
    let letters = 0;
    for (const { from, length } of lines(raw)) {
      if (place <= from + length) return letters + Math.max(0, place - from);
      letters += length + 1;
    }
    return letters;
  }
  const quote = /^["']/.test(raw) ? 1 : 0;
  return Math.max(0, place - quote);
}

/** Where the values of a list stand in its YAML, as far as they stand a line each. */
export function listItems(raw) {
  const dashes = [...raw.matchAll(/^( *)-[ \t]+/gm)];
  if (dashes.length === 0) return [];
  // The first line may begin behind its indent.
  const indent = Math.min(...dashes.slice(dashes[0].index === 0 && dashes.length > 1 ? 1 : 0).map((dash) => dash[1].length));
  const own = dashes.filter((dash, number) => dash[1].length === indent || (number === 0 && dash.index === 0));
  return own.map((dash, number) => {
    const from = dash.index + dash[0].length;
    const next = own[number + 1]?.index ?? raw.length;
    return { from, to: from + raw.slice(from, next).trimEnd().length };
  });
}
