// What differs between two texts.

/** The change that makes one text of another, without what stays the same at both ends; no pair of code units is cut. */
export function changed(old, text) {
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start += 1;
  if (start > 0 && /[\ud800-\udbff]/.test(old[start - 1])) start -= 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  if (end > 0 && /[\udc00-\udfff]/.test(old[old.length - end])) end -= 1;
  return { from: start, to: old.length - end, insert: text.slice(start, text.length - end) };
}
