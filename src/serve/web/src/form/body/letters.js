// Letters that a keyboard sends in parts become one (NFC) when their word is done: until then the input method counts
// on what it sent.

import { Plugin } from "prosemirror-state";

/** How many letters of a text belong to words that are done. */
export const done = (text) => text.length - /\S*$/.exec(text)[0].length;

export const letters = new Plugin({
  appendTransaction(transactions, before, after) {
    const isTyped = (one) => one.docChanged && !one.getMeta("taken") && one.getMeta("composition") === undefined;
    const { $cursor } = after.selection;
    if (!$cursor?.parent.inlineContent || !transactions.some(isTyped)) return null;
    const end = done($cursor.parent.textBetween(0, $cursor.parentOffset, null, "\ufffc"));
    const { tr, schema } = after;
    $cursor.parent.forEach((node, offset) => {
      if (!node.isText || offset >= end) return;
      const text = node.text.slice(0, end - offset);
      const whole = text.normalize("NFC");
      if (whole === text) return;
      const from = tr.mapping.map($cursor.start() + offset);
      tr.replaceWith(from, from + text.length, schema.text(whole, node.marks));
    });
    return tr.docChanged ? tr : null;
  },
});
