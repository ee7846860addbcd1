// Blocks that the editor cannot show as what they are: whole, under a name of the office, with a way to the source.

import { words } from "../../words.js";

const w = words.body.raws;
const DIRECTIVE = /^:::[ \t]*([\w-]*)[ \t]*(.*)$/;

/** The cells of a line of a table. */
const cellsOf = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim());
const isRule = (line) => /^[\s|:-]*-[\s|:-]*$/.test(line);
/** A cell without the signs of Markdown. */
const plain = (cell) => cell.replace(/<br\s*\/?>/gi, "\n").replace(/\*\*|__|(?<!\w)\*|\*(?!\w)/g, "").replace(/\\([|*_<^])/g, "$1");

/** The rows of a table, each cell with the rows and columns that it reaches over; cells that go with another are none. */
export function tableOf(lines) {
  const rule = lines.findIndex(isRule);
  const rows = lines.filter((line) => !isRule(line)).map(cellsOf);
  return rows.map((row, at) => row.flatMap((cell, column) => {
    if (cell === "<" || cell === "^") return [];
    let [across, down] = [1, 1];
    while (row[column + across] === "<") across += 1;
    while (rows[at + down]?.[column] === "^") down += 1;
    return { text: plain(cell), across, down, isHead: rule > 0 && at < rule };
  }));
}

/** What a block of letters is: its name, and what of it is shown. */
export function whatOf(text) {
  const lines = text.split("\n");
  const [, word, rest] = DIRECTIVE.exec(lines[0].trim()) ?? [];
  const shown = lines.filter((line) => !DIRECTIVE.test(line.trim()));
  if (word !== undefined) {
    const name = word === "bang" ? w.table(rest) : w.directives[word] ?? w.other;
    return { name, lines: w.directives[word] === undefined && word !== "bang" ? lines : shown };
  }
  if (lines.every((line) => line.startsWith(">"))) return { name: w.quote, lines: lines.map((line) => line.replace(/^>[ \t]?/, "")) };
  const signs = lines.findIndex((line) => line.trim().startsWith("|"));
  if (signs >= 0 && lines.slice(signs).every((line) => line.trim().startsWith("|"))) {
    return { name: w.wholeTable, lines: lines.slice(0, signs), rows: tableOf(lines.slice(signs)) };
  }
  if (/\{%/.test(text)) return { name: w.made, lines, isCode: true };
  return { name: w.other, lines, isCode: true };
}

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

/** The block in the editor; it is chosen and taken away as one. */
export class RawView {
  constructor(node, toSource) {
    this.dom = element("div", "raw-block");
    this.dom.contentEditable = "false";
    this.dom.dataset.test = "raw-block";
    this.toSource = toSource;
    this.draw(node);
  }

  draw(node) {
    this.text = node.textContent;
    this.dom.dataset.kind = node.attrs.kind;
    const { name, lines, rows, isCode } = whatOf(this.text);
    const head = element("div", "raw-head");
    const button = element("button", "link", w.edit);
    button.type = "button";
    button.addEventListener("click", () => this.toSource());
    head.append(element("span", "raw-name", name), button);
    this.dom.replaceChildren(head);
    if (lines.some((line) => line.trim())) this.dom.append(element("div", isCode ? "raw-lines code" : "raw-lines", lines.join("\n").trim()));
    if (rows) {
      const table = this.dom.appendChild(element("table"));
      for (const row of rows) {
        const line = table.insertRow();
        for (const { text, across, down, isHead } of row) {
          const cell = line.appendChild(element(isHead ? "th" : "td", "", text));
          cell.colSpan = across;
          cell.rowSpan = down;
        }
      }
    }
  }

  update(node) {
    if (node.type.name !== "raw") return false;
    if (node.textContent !== this.text) this.draw(node);
    return true;
  }

  selectNode() {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode() {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  stopEvent(event) {
    return Boolean(event.target.closest?.("button"));
  }

  ignoreMutation() {
    return true;
  }
}
