// What the body editor makes of blocks, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, NodeSelection, TextSelection } from "prosemirror-state";
import { after, applied, blocksOf, docOf, identified, marksToMend, short, told } from "../src/form/body/blocks.js";
import { commands, plugins, toHeading } from "../src/form/body/commands.js";
import { putBlocks } from "../src/form/body/paste.js";
import { emptyNotes, withoutEmptyNotes } from "../src/form/body/notes.js";
import { letterAt, placeAt } from "../src/form/body/places.js";
import { tableOf, whatOf } from "../src/form/body/raw.js";

const block = (kind, text, more = {}) => ({ id: null, kind, level: 0, mark: "", inlines: typeof text === "string" ? (text ? [{ text }] : []) : text, rows: [], aligns: [], raw: "", from: 0, to: 0, ...more });
const item = (mark, text, level = 1) => block("item", text, { mark, level });
const numbered = (blocks) => blocks.map((block, id) => ({ ...block, id }));

const ALL = numbered([
  block("heading", "PHẦN", { level: 1 }),
  block("paragraph", [{ text: "Một " }, { text: "đậm", bold: true }, { text: " và\nhai" }, { text: "", note: "1" }, { text: "", break: true }, { text: "ba", italic: true, underline: true }]),
  item("1.", "Một"),
  item("-", "trong", 2),
  block("paragraph", "tiếp", { level: 1 }),
  item("2.", "Hai"),
  block("table", "", { rows: [[[{ text: "A" }], []], [[{ text: "1" }], [{ text: "2" }, { text: "", break: true }, { text: "3" }]]], aligns: ["", "right"] }),
  block("directive", "", { raw: "::: bang thu" }),
  block("note", "Lời chú", { mark: "1" }),
  block("raw", "", { raw: "> trích\n> hai" }),
]);
const plain = (blocks) => blocks.map(({ kind, level, mark, inlines, rows, aligns, raw }) => ({ kind, level, mark, inlines: JSON.parse(JSON.stringify(inlines)), rows, aligns, raw }));

test("blocks go into the editor and come out the same", () => {
  assert.deepEqual(plain(blocksOf(docOf(ALL))), plain(ALL));
  assert.deepEqual(identified(ALL, blocksOf(docOf(ALL))).map(({ id }) => id), ALL.map(({ id }) => id));
  assert.deepEqual(blocksOf(docOf([])), []);
});

test("a block that changed keeps its number, one that is new has none, and numbers go up", () => {
  const ids = (change) => {
    const now = ALL.map((block) => ({ ...block, id: null }));
    change(now);
    return identified(ALL, now).map(({ id }) => id);
  };
  const all = ALL.map(({ id }) => id);
  assert.deepEqual(ids((now) => (now[1] = block("paragraph", "khác"))), all);
  assert.deepEqual(ids((now) => now.splice(2, 1)), all.filter((id) => id !== 2));
  assert.deepEqual(ids((now) => now.splice(3, 0, item("-", "mới"))), [0, 1, 2, null, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(ids((now) => {
    now[0] = block("heading", "X", { level: 2 });
    now.splice(1, 0, block("paragraph", "mới"));
    now[9] = block("note", "khác", { mark: "1" });
  }), [0, null, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (let a = 0; a < ALL.length; a += 1) {
    for (let b = 0; b < ALL.length; b += 1) {
      const got = ids((now) => now.splice(b, 0, ...now.splice(a, 1))).filter((id) => id !== null);
      assert.deepEqual(got, [...got].sort((x, y) => x - y));
      assert.equal(new Set(got).size, got.length);
    }
  }
});

/** A state whose cursor stands in the nth block, so many letters in. */
function at(blocks, index, letters) {
  const doc = docOf(blocks);
  let place = 1 + letters;
  for (let n = 0; n < index; n += 1) place += doc.child(n).nodeSize;
  return EditorState.create({ doc, selection: TextSelection.create(doc, place), plugins });
}

function press(state, key, more = {}) {
  const event = { key, keyCode: 0, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...more };
  let now = state;
  const view = { get state() { return now; }, dispatch: (tr) => { now = now.apply(tr); }, endOfTextblock: () => now.selection.$from.parentOffset === 0 };
  for (const plugin of plugins) if (plugin.props.handleKeyDown?.call(plugin, view, event)) return now;
  return now;
}

const shown = (state) => blocksOf(state.doc).map(({ kind, level, mark, inlines }) => `${kind[0]}${level}${mark} ${inlines.map(({ text }) => text).join("|")}`);

test("keys do in lists what they do in Word", () => {
  const list = [item("1.", "một"), item("2.", "hai"), item("3.", "ba")];
  assert.deepEqual(shown(press(at(list, 0, 3), "Enter")), ["i11. một", "i12. ", "i13. hai", "i14. ba"]);
  assert.deepEqual(shown(press(at(list, 1, 1), "Enter")), ["i11. một", "i12. h", "i13. ai", "i14. ba"]);
  assert.deepEqual(shown(press(at(list, 1, 0), "Tab")), ["i11. một", "i21. hai", "i12. ba"]);
  assert.deepEqual(shown(press(press(at(list, 1, 0), "Tab"), "Tab", { shiftKey: true })), ["i11. một", "i12. hai", "i13. ba"]);
  assert.deepEqual(shown(press(at(list, 0, 0), "Tab")), ["i11. một", "i12. hai", "i13. ba"]);
  assert.deepEqual(shown(press(at(list, 1, 0), "Backspace")), ["i11. một", "p0 hai", "i13. ba"]);
  assert.deepEqual(shown(press(at([item("-", "a"), item("-", "")], 1, 0), "Enter")), ["i1- a"]);
  // A list that counts its own way is not counted anew for a letter.
  const own = [item("1.", "một"), item("1.", "hai")];
  const typed = at(own, 1, 3);
  assert.deepEqual(shown(typed.apply(typed.tr.insertText("!"))), ["i11. một", "i11. hai!"]);
});

test("headings end with their line, and keys make them", () => {
  const head = [block("heading", "Đầu đề", { level: 2 })];
  assert.deepEqual(shown(press(at(head, 0, 3), "Enter")), ["h2 Đầu", "h2 đề"]);
  const end = press(at(head, 0, 6), "Enter");
  assert.equal(end.doc.child(1).type.name, "paragraph");
  let state = at([block("paragraph", "x")], 0, 0);
  toHeading(3)(state, (tr) => { state = state.apply(tr); });
  assert.deepEqual(shown(state), ["h3 x"]);
  toHeading(3)(state, (tr) => { state = state.apply(tr); });
  assert.deepEqual(shown(state), ["p0 x"]);
});

test("tables take rows and columns, and every row has as many cells", () => {
  const table = () => EditorState.create({ doc: docOf([ALL[6]]), plugins });
  for (const [name, rows, columns] of [["addRow", 3, 2], ["addColumn", 2, 3], ["removeRow", 1, 2], ["removeColumn", 2, 1]]) {
    let state = table();
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 3)));
    commands[name](state, (tr) => { state = state.apply(tr); });
    const [is] = blocksOf(state.doc);
    assert.deepEqual([is.rows.length, ...is.rows.map((row) => row.length)], [rows, ...new Array(rows).fill(columns)], name);
    assert.equal(is.aligns.length, columns);
  }
});

test("a note takes a number that none has, and its text goes to the end", () => {
  let state = at(ALL, 0, 4);
  commands.note(state, (tr) => { state = state.apply(tr); });
  const all = blocksOf(state.doc);
  assert.deepEqual(all[0].inlines, [{ text: "PHẦN" }, { text: "", note: "2" }]);
  assert.deepEqual([all[all.length - 1].kind, all[all.length - 1].mark], ["note", "2"]);
});

test("what is pasted runs on at its ends, takes the place of an empty block, and becomes lines in a cell", () => {
  const pasted = (blocks, index, letters, come) => {
    const state = at(blocks, index, letters);
    const { from, to } = state.selection;
    return shown(state.apply(putBlocks(state.tr, from, to, come)));
  };
  const one = [block("paragraph", "trước sau")];
  assert.deepEqual(pasted(one, 0, 6, [block("paragraph", "mới ")]), ["p0 trước mới sau"]);
  assert.deepEqual(pasted(one, 0, 9, [block("paragraph", "!"), block("heading", "H", { level: 1 }), item("-", "a")]), ["p0 trước sau!", "h1 H", "i1- a"]);
  assert.deepEqual(pasted([], 0, 0, [block("heading", "H", { level: 2 }), ALL[6]]), ["h2 H", "t0 "]);
  const state = EditorState.create({ doc: docOf([ALL[6]]) });
  const cell = blocksOf(state.apply(putBlocks(state.tr, 3, 3, [block("paragraph", "x"), item("-", "y")])).doc)[0];
  assert.deepEqual(cell.rows[0][0].map(({ text, break: is }) => (is ? "/" : text)).join(""), "x/yA");
  // A note that is pasted beside one of its name takes another.
  const noted = at(ALL, 0, 4);
  const after = blocksOf(noted.apply(putBlocks(noted.tr, 5, 5, [block("paragraph", [{ text: "a" }, { text: "", note: "1" }]), block("note", "khác", { mark: "1" })])).doc);
  const names = after.filter(({ kind }) => kind === "note").map(({ mark }) => mark);
  assert.equal(new Set(names).size, 2);
});

test("places of the editor and letters of the Markdown lead to each other", () => {
  const markdown = "## Đầu đề\n\nMột **đậm** và[^1]\nhai\n\n- mục \\* sao\n";
  const blocks = numbered([
    block("heading", "Đầu đề", { level: 2, from: 0, to: 9 }),
    block("paragraph", [{ text: "Một " }, { text: "đậm", bold: true }, { text: " và" }, { text: "", note: "1" }, { text: "\nhai" }], { from: 11, to: 33 }),
    block("item", "mục * sao", { mark: "-", level: 1, from: 35, to: 47 }),
  ]);
  const doc = docOf(blocks);
  const all = told(doc);
  for (const word of ["Đầu", "đề", "Một", "đậm", "mục", "sao"]) {
    const letter = markdown.indexOf(word);
    const place = placeAt(all, blocks, markdown, letter);
    assert.equal(doc.textBetween(place, place + word.length), word, word);
    assert.equal(letterAt(all, blocks, markdown, place), letter, word);
  }
});

test("a table that is pasted into a cell fills the cells from there", () => {
  const state = EditorState.create({ doc: docOf([ALL[6]]) });
  const come = block("table", "", { rows: [[[{ text: "x" }], [{ text: "y" }]], [[{ text: "z" }], [{ text: "w" }]]], aligns: ["", ""] });
  // Into the second cell of the second row.
  let place = 0;
  state.doc.descendants((node, at) => { if (node.type.name === "cell") place = at + 1; });
  const [table] = blocksOf(state.apply(putBlocks(state.tr, place, place, [come])).doc);
  assert.deepEqual(table.rows.map((row) => row.map((cell) => cell.map(({ text }) => text).join(""))), [["A", "", ""], ["1", "x", "y"], ["", "z", "w"]]);
  assert.deepEqual(table.aligns, ["", "right", ""]);
});

test("figures are marked while the text around them changes", () => {
  let state = EditorState.create({ doc: docOf([block("paragraph", "thu {{ so.a }} và {{ so.b }}"), block("paragraph", "hết")]), plugins });
  const marked = () => {
    const all = [];
    for (const plugin of state.plugins) for (const one of plugin.props.decorations?.call(plugin, state)?.find() ?? []) all.push(state.doc.textBetween(one.from, one.to));
    return all;
  };
  assert.deepEqual(marked(), ["{{ so.a }}", "{{ so.b }}"]);
  state = state.apply(state.tr.insertText("x", 2));
  state = state.apply(state.tr.insertText("{{ moi }}", state.doc.content.size - 1));
  assert.deepEqual(marked(), ["{{ so.a }}", "{{ so.b }}", "{{ moi }}"]);
  state = state.apply(state.tr.delete(6, 8));
  assert.deepEqual(marked(), ["{{ so.b }}", "{{ moi }}"]);
});

test("a list that is moved into an item counts from 1, and what stays counts on", () => {
  const before = docOf(numbered([item("1.", "a"), item("2.", "b"), item("3.", "c")]));
  const after = docOf(numbered([item("1.", "a"), item("2.", "b", 2), item("3.", "c")]));
  const mends = marksToMend(before, after).sort(([one], [other]) => one - other);
  assert.deepEqual(mends, [[1, "1."], [2, "2."]]);
});

test("a block that is one thing has a name of the office and shows what it holds", () => {
  const told = (text) => { const { name, lines } = whatOf(text); return [name, lines.join("/")]; };
  assert.deepEqual(told("::: sang-trang"), ["Sang trang mới", ""]);
  assert.deepEqual(told("::: bang ho-ngheo"), ["Bảng “ho-ngheo” đặt ở đây", ""]);
  assert.deepEqual(told("::: phai\nMột\nhai\n:::"), ["Các dòng canh phải", "Một/hai"]);
  assert.deepEqual(told("> Điều 5.\n> Lời"), ["Lời trích", "Điều 5./Lời"]);
  assert.deepEqual(told("{% for a in b %}"), ["Phần tự sinh ra từ số liệu", "{% for a in b %}"]);
  assert.equal(whatOf("::: la").lines[0], "::: la");
  assert.equal(whatOf("<b>x</b>").isCode, true);
  const { lines, rows } = whatOf("Bảng: Thu\n| TT | Kết quả | < |\n| ^ | Năm<br>2022 | **Năm** |\n|---|--:|---|\n| 1 | a \\| b | c |");
  assert.deepEqual(lines, ["Bảng: Thu"]);
  assert.deepEqual(rows.map((row) => row.map(({ text, across, down, isHead }) => `${isHead ? "h" : ""}${across}${down} ${text}`)), [
    ["h12 TT", "h21 Kết quả"],
    ["h11 Năm\n2022", "h11 Năm"],
    ["11 1", "11 a | b", "11 c"],
  ]);
  assert.deepEqual(tableOf(["| a |", "|---|"]).flat().map(({ text }) => text), ["a"]);
});

/** A state with the plugins, whose cursor stands in the nth block. */
const withPlugins = (blocks, index, letters) => {
  const doc = docOf(numbered(blocks));
  const { at } = told(doc)[index];
  return EditorState.create({ doc, plugins, selection: TextSelection.create(doc, at + 1 + letters) });
};
const key = (state, name) => {
  let now = state;
  const view = { state, dispatch: (tr) => { now = now.apply(tr); view.state = now; }, composing: false };
  const event = { key: name, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };
  const done = state.plugins.some((plugin) => plugin.props.handleKeyDown?.call(plugin, view, event));
  return { state: now, done };
};

test("what is one thing is chosen before it goes, and is not typed over", () => {
  const blocks = [block("paragraph", "trước"), block("directive", "", { raw: "::: sang-trang" }), block("paragraph", "sau")];
  for (const [name, index, letters] of [["Backspace", 2, 0], ["Delete", 0, 5]]) {
    const { state } = key(withPlugins(blocks, index, letters), name);
    assert.ok(state.selection instanceof NodeSelection, name);
    assert.equal(blocksOf(state.doc).length, 3);
    const typed = state.plugins.some((plugin) => plugin.props.handleTextInput?.call(plugin, { state, dispatch() { assert.fail(); } }, 0, 0, "x"));
    assert.ok(typed, "the letter is dealt with");
    assert.deepEqual(blocksOf(key(state, name).state.doc).map(({ kind }) => kind), ["paragraph", "paragraph"]);
  }
});

test("a page begins behind the block of the cursor, with a line to write on", () => {
  const broken = (blocks, index) => {
    let state = withPlugins(blocks, index, 0);
    commands.pageBreak(state, (tr) => { state = state.apply(tr); });
    return [blocksOf(state.doc).map(({ kind, raw }) => raw || kind), state.selection.$from.parent.textContent];
  };
  const two = [block("paragraph", "một"), block("paragraph", "hai")];
  assert.deepEqual(broken(two, 0), [["paragraph", "::: sang-trang", "paragraph"], "hai"]);
  assert.deepEqual(broken(two, 1), [["paragraph", "paragraph", "::: sang-trang"], ""]);
  const table = [block("table", "", { rows: [[[]]], aligns: [""] })];
  assert.equal(commands.pageBreak(withPlugins(table, 0, 2)), false);
});

test("a note without a letter goes with its mark when the cursor leaves it", () => {
  let state = withPlugins([block("paragraph", "một"), block("paragraph", "hai")], 0, 3);
  commands.note(state, (tr) => { state = state.apply(tr); });
  assert.equal(emptyNotes(state.doc).length, 1);
  assert.deepEqual(blocksOf(withoutEmptyNotes(state).doc).map(({ kind }) => kind), ["paragraph", "paragraph"]);
  const written = state.apply(state.tr.insertText("lời"));
  const leave = (state) => blocksOf(state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1))).doc);
  assert.deepEqual(leave(written).map(({ kind }) => kind), ["paragraph", "paragraph", "note"]);
  assert.deepEqual(leave(state).map(({ kind, inlines }) => [kind, inlines.length]), [["paragraph", 1], ["paragraph", 1]]);
});

test("letters that came in parts become one when their word is done", () => {
  let state = withPlugins([block("paragraph", [{ text: "A " }, { text: "b", bold: true }])], 0, 3);
  for (const letter of "Viê\u0323t".normalize("NFD")) state = state.apply(state.tr.insertText(letter));
  assert.notEqual(state.doc.textContent, state.doc.textContent.normalize("NFC"), "the word is the keyboard's");
  state = state.apply(state.tr.insertText(" "));
  assert.equal(state.doc.textContent, "A bViệt ");
  assert.equal(state.selection.head, state.doc.content.size - 1);
  assert.deepEqual(blocksOf(state.doc)[0].inlines.map(({ text, bold }) => [text, bold]), [["A ", undefined], ["bViệt", true]]);
});

test("of a long text the program is told what changed, and tells that", () => {
  const now = ALL.map((block) => ({ ...block, id: null }));
  now[1] = block("paragraph", "khác");
  now.splice(2, 1);
  const ids = short(ALL, identified(ALL, now));
  assert.deepEqual(ids.map((one) => (typeof one === "number" ? one : one.inlines[0].text)), [0, "khác", 3, 4, 5, 6, 7, 8, 9]);
  const placed = ALL.map((block, at) => ({ ...block, from: 10 * at, to: 10 * at + 9 }));
  const middle = [{ ...block("paragraph", "khác"), id: 1, from: 10, to: 14 }];
  const all = after(placed, { head: 1, tail: 7, by: -15, blocks: middle });
  assert.deepEqual(all.map(({ id }) => id), all.map((_, at) => at));
  assert.deepEqual(all.map(({ from, to }) => [from, to]), [[0, 9], [10, 14], [15, 24], [25, 34], [35, 44], [45, 54], [55, 64], [65, 74], [75, 84]]);
  assert.deepEqual(plain(all.slice(2)), plain(ALL.slice(3)));
  assert.deepEqual(after(placed, { head: 10, tail: 0, by: 0, blocks: [] }), placed);
  assert.deepEqual(after([], { head: 0, tail: 0, by: 0, blocks: middle }), middle);
  assert.equal(applied("một hai ba", [{ from: 0, to: 3, insert: "mốt" }, { from: 7, to: 10, insert: "" }, { from: 10, to: 10, insert: "!" }]), "mốt hai!");
});
