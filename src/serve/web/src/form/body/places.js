// Places of the editor and letters of the Markdown: near enough to put a cursor by.

/** How many letters of a source stand before the nth letter that is shown of it. */
function along(source, shown, letters) {
  let at = 0;
  for (let n = 0; n < shown.length; n += 1) {
    const found = source.indexOf(shown[n], at);
    if (n >= letters) return found < 0 ? at : found;
    if (found >= 0) at = found + 1;
  }
  return at;
}

const shownOf = (node) => node.textBetween(0, node.content.size, " ", " ");

/** The letter of the text that a place of the document stands at; `told` as in blocks.js, `blocks` those of the text. */
export function letterAt(told, blocks, markdown, place) {
  let index = 0;
  while (index + 1 < told.length && told[index + 1].at <= place) index += 1;
  const block = blocks[index];
  if (!block || told.length === 0) return 0;
  const { node, at } = told[index];
  const inner = Math.max(0, Math.min(place - at - 1, node.content.size));
  return block.from + along(markdown.slice(block.from, block.to), shownOf(node), node.textBetween(0, inner, " ", " ").length);
}

/** The place of the document at a letter of the text. */
export function placeAt(told, blocks, markdown, letter) {
  let index = 0;
  while (index + 1 < Math.min(told.length, blocks.length) && blocks[index + 1].from <= letter) index += 1;
  if (!told[index] || !blocks[index]) return 0;
  const { node, at } = told[index];
  const { from, to } = blocks[index];
  const source = markdown.slice(from, to);
  const shown = shownOf(node);
  let letters = 0;
  // The letters shown whose sources stand before it.
  for (let n = 0, next = 0; n < shown.length; n += 1) {
    const found = source.indexOf(shown[n], next);
    if (found < 0) continue;
    if (found >= letter - from) break;
    next = found + 1;
    letters = n + 1;
  }
  let [low, high] = [0, node.content.size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (node.textBetween(0, middle, " ", " ").length < letters) low = middle + 1;
    else high = middle;
  }
  return at + 1 + low;
}
