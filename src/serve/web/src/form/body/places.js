// Places of the editor and letters of the Markdown: near enough to put a cursor by.

/** What is no letter. */
const NONE = "\ufffc";
/** Signs of Markdown between two letters are no more than so many. */
const MOST_SIGNS = 16;

/** For each letter that is shown, where it stands in its source; null for what is written otherwise. */
function sources(source, shown) {
  let next = 0;
  return Array.from({ length: shown.length }, (_, n) => {
    const found = source.indexOf(shown[n], next);
    if (found < 0 || found - next > MOST_SIGNS) return null;
    next = found + 1;
    return found;
  });
}

const shownOf = (node, to = node.content.size) => node.textBetween(0, to, NONE, NONE);

/** The letter of the text that a place of the document stands at; `told` as in blocks.js, `blocks` those of the text. */
export function letterAt(told, blocks, markdown, place) {
  let index = 0;
  while (index + 1 < told.length && told[index + 1].at <= place) index += 1;
  const block = blocks[index];
  if (!block || told.length === 0) return 0;
  const { node, at } = told[index];
  const inner = Math.max(0, Math.min(place - at - 1, node.content.size));
  const all = sources(markdown.slice(block.from, block.to), shownOf(node));
  const letters = shownOf(node, inner).length;
  for (let n = letters; n < all.length; n += 1) if (all[n] !== null) return block.from + all[n];
  return block.to;
}

/** The place of the document at a letter of the text. */
export function placeAt(told, blocks, markdown, letter) {
  let index = 0;
  while (index + 1 < Math.min(told.length, blocks.length) && blocks[index + 1].from <= letter) index += 1;
  if (!told[index] || !blocks[index]) return 0;
  const { node, at } = told[index];
  const { from, to } = blocks[index];
  const all = sources(markdown.slice(from, to), shownOf(node));
  const first = all.findIndex((one) => one !== null && one >= letter - from);
  const letters = first < 0 ? all.length : first;
  let [low, high] = [0, node.content.size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shownOf(node, middle).length < letters) low = middle + 1;
    else high = middle;
  }
  return at + 1 + low;
}
