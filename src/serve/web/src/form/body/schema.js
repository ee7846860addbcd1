// What the body editor knows: the program's blocks, flat as they stand in the text. A list is its items, each with the
// number of lists it stands in, as in Word; nothing here reads or writes Markdown.

import { Schema } from "prosemirror-model";

const number = (element, name) => Number(element.dataset[name] ?? 0) || 0;

/** A block of one line of pieces. */
const line = (spec) => ({ group: "block", content: "inline*", whitespace: "pre", ...spec });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: line({
      attrs: { level: { default: 0 } },
      parseDOM: [{ tag: "p", getAttrs: (element) => ({ level: number(element, "level") }) }],
      toDOM: ({ attrs: { level } }) => ["p", level ? { "data-level": level } : {}, 0],
    }),
    heading: line({
      attrs: { level: { default: 1 } },
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      toDOM: ({ attrs: { level } }) => [`h${level}`, 0],
    }),
    item: line({
      attrs: { level: { default: 1 }, mark: { default: "-" } },
      defining: true,
      parseDOM: [{ tag: "p[data-mark]", priority: 60, getAttrs: (element) => ({ level: number(element, "level") || 1, mark: element.dataset.mark }) }],
      toDOM: ({ attrs: { level, mark } }) => ["p", { class: "item", "data-level": level, "data-mark": mark }, 0],
    }),
    note: line({
      attrs: { mark: { default: "1" } },
      defining: true,
      parseDOM: [{ tag: "p[data-note]", priority: 60, getAttrs: (element) => ({ mark: element.dataset.note }) }],
      toDOM: ({ attrs: { mark } }) => ["p", { class: "note", "data-note": mark }, 0],
    }),
    table: {
      group: "block",
      content: "row+",
      attrs: { aligns: { default: [] } },
      isolating: true,
      parseDOM: [{ tag: "table", getAttrs: (element) => ({ aligns: (element.dataset.aligns ?? "").split(",") }) }],
      toDOM: ({ attrs: { aligns } }) => ["table", { "data-aligns": aligns.join(",") }, ["tbody", 0]],
    },
    row: { content: "cell+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
    cell: { content: "inline*", whitespace: "pre", isolating: true, parseDOM: [{ tag: "td" }, { tag: "th" }], toDOM: () => ["td", 0] },
    raw: {
      group: "block",
      content: "text*",
      marks: "",
      code: true,
      // Its letters stand in the source: here it is one thing.
      atom: true,
      attrs: { kind: { default: "raw" } },
      parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: (element) => ({ kind: element.dataset.kind ?? "raw" }) }],
      toDOM: ({ attrs: { kind } }) => ["pre", { "data-kind": kind, spellcheck: "false" }, ["code", 0]],
    },
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true, selectable: false, linebreakReplacement: true, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    note_mark: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { name: {} },
      parseDOM: [{ tag: "sup[data-name]", getAttrs: (element) => ({ name: element.dataset.name }) }],
      toDOM: ({ attrs: { name } }) => ["sup", { "data-name": name }, name],
    },
  },
  marks: {
    bold: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    italic: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
    // A blank that is the end of a line in the source: the text runs on over it.
    soft: { inclusive: false, parseDOM: [{ tag: "span.soft" }], toDOM: () => ["span", { class: "soft" }, 0] },
  },
});
