// What the page does with texts, without a browser: `node --test test/`.

import { EditorState, Text } from "@codemirror/state";
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "../src/changed.js";
import * as ends from "../src/editor/ends.js";
import { merged } from "../src/editor/merged.js";
import { Schema, pathAt } from "../src/editor/schema.js";
import { labelsOf, named } from "../src/editor/told.js";
import { cellsOf } from "../src/form/cells.js";
import { listItems, toLetter, toSource } from "../src/form/places.js";

const state = (file) => EditorState.create({ doc: file.text, extensions: [EditorState.lineSeparator.of("\n"), ends.startEnds(file.odds)] });

test("a file is written as it was read, whatever its ends of lines", () => {
  const files = ["", "a", "a\nb\n", "a\r\nb\r\n", "\ufeffa\r\nb", "a\r\nb\nc\r\n", "a\nb\r\nc\n\r\n", "a\rb\n", "\r\n", "\r", "\ufeff", "a\r\r\nb\r\n"];
  for (const text of files) {
    const file = ends.read(text);
    assert.equal(ends.write(state(file), file), text, JSON.stringify(text));
    assert.ok(!file.text.includes("\r\n") || text.includes("\r\r\n"), JSON.stringify(text));
  }
});

test("lines that are typed end as the others do, and odd ones stay where they are", () => {
  const file = ends.read("a\r\nb\nc\r\nd\r\n");
  const typed = state(file).update({ changes: { from: 0, insert: "x\ny" } }).state;
  assert.equal(ends.write(typed, file), "x\r\nya\r\nb\nc\r\nd\r\n");
  const behind = typed.update({ changes: { from: typed.doc.toString().indexOf("b") + 1, insert: "!" } }).state;
  assert.equal(ends.write(behind, file), "x\r\nya\r\nb!\nc\r\nd\r\n");
  const joined = behind.update({ changes: { from: behind.doc.toString().indexOf("!") + 1, to: behind.doc.toString().indexOf("c") } }).state;
  assert.equal(ends.write(joined, file), "x\r\nya\r\nb!c\r\nd\r\n");
});

test("a change is no longer than what differs", () => {
  assert.deepEqual(changed("abc", "abXc"), { from: 2, to: 2, insert: "X" });
  assert.deepEqual(changed("aaa", "aa"), { from: 2, to: 3, insert: "" });
  assert.deepEqual(changed("", ""), { from: 0, to: 0, insert: "" });
  for (const [old, text] of [["a😀b", "a😁b"], ["😀", "😀😀"], ["tiên", "tiến"]]) {
    const { from, to, insert } = changed(old, text);
    assert.equal(old.slice(0, from) + insert + old.slice(to), text);
    assert.ok(insert.isWellFormed?.() ?? true);
  }
});

test("cells of the clipboard are read as Excel writes them", () => {
  assert.deepEqual(cellsOf("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
  assert.deepEqual(cellsOf("a"), [["a"]]);
  assert.deepEqual(cellsOf('"x\ny"\t"nói ""có"""\n\t1.500\n'), [["x y", 'nói "có"'], ["", "1.500"]]);
  assert.deepEqual(cellsOf('5" ống\tb'), [['5" ống', "b"]]);
  assert.deepEqual(cellsOf("a\n\nb"), [["a"], [""], ["b"]]);
});

test("letters of a field and places of its YAML lead to each other", () => {
  const cases = [
    ["Phát triển", "Phát triển"],
    ['"Phát triển"', "Phát triển"],
    ["|\n  Một\n  hai\n\n  ba\n", "Một\nhai\n\nba\n"],
    // As the program tells blocks: without their heads.
    ["  Một\n  hai\n\n    ba\n", "Một\nhai\n\n  ba\n"],
  ];
  for (const [raw, value] of cases) {
    for (let letter = 0; letter < value.length; letter += 1) {
      const place = toSource(raw, letter);
      if (value[letter] !== "\n") assert.equal(raw[place], value[letter], JSON.stringify([raw, letter]));
      assert.equal(toLetter(raw, place), letter, JSON.stringify([raw, letter]));
    }
  }
});

test("the values of a list are found where they stand", () => {
  const raw = "- Một\n  - Hai\n    dài\n  # lời\n  - Ba\n";
  assert.deepEqual(listItems(raw).map(({ from, to }) => raw.slice(from, to).split("\n")[0]), ["Một", "Hai", "Ba"]);
  assert.deepEqual(listItems("một mình"), []);
});

const doc = (text) => Text.of(text.split("\n"));
const SAMPLE = `loai: ke-hoach
bang:
  a:
    cot:
      ten: x
nguoi_ky:
  - chuc_vu: A
    ho_ten: B
can_cu:
- Căn cứ
phu_luc:
- ten: P
  noi_dung: |
    chữ
    nua
x:`;

test("the keys around a line are known by its indent", () => {
  const at = (number) => {
    const { text } = doc(SAMPLE).line(number);
    const [, blanks, dashes] = /^(\s*)((?:-\s+)*)/.exec(text);
    return pathAt(doc(SAMPLE), number, blanks.length + dashes.length);
  };
  assert.deepEqual(at(1), []);
  assert.deepEqual(at(4), ["bang", "a"]);
  assert.deepEqual(at(5), ["bang", "a", "cot"]);
  assert.deepEqual(at(8), ["nguoi_ky", "[]"]);
  assert.deepEqual(at(13), ["phu_luc", "[]"]);
  assert.equal(at(14), null);
  assert.deepEqual(at(16), []);
});

test("what may stand somewhere is completed by the schema and the kind", async () => {
  const root = {
    properties: { loai: { description: "Loại" }, noi_dung: { description: "Nội dung" }, chu_tri: true, nguoi_ky: { items: { $ref: "#/$defs/Person" } }, do_khan: { anyOf: [{ oneOf: [{ const: "khan", description: "Khẩn" }] }, { type: "null" }] } },
    $defs: { Person: { properties: { ho_ten: { description: "Họ và tên" } } } },
    allOf: [
      { if: { properties: { loai: { enum: ["ke-hoach"] } } }, then: { properties: { chu_tri: false } } },
      { if: { properties: { loai: { enum: ["giay-moi"] } } }, then: { properties: { chu_tri: { description: "Người chủ trì" } } } },
    ],
  };
  const schema = new Schema(Promise.resolve(root));
  await null;
  const complete = (text) => {
    const state = EditorState.create({ doc: text });
    return schema.complete({ state, pos: text.length, explicit: true })?.options.map((one) => one.label) ?? [];
  };
  assert.deepEqual(complete("loai: ke-hoach\n"), ["noi_dung", "nguoi_ky", "do_khan"]);
  assert.ok(complete("loai: giay-moi\n").includes("chu_tri"));
  assert.deepEqual(complete("loai: "), ["ke-hoach", "giay-moi"]);
  assert.deepEqual(complete("do_khan: "), ["khan"]);
  assert.deepEqual(complete("nguoi_ky:\n  - ho"), ["ho_ten"]);
  assert.deepEqual(complete("nguoi_ky:\n- ho"), ["ho_ten"]);
  assert.deepEqual(complete("noi_dung: |\n  no"), []);
});

/** What comes of merging; null where it is for the writer to say. */
const join = (base, mine, theirs) => merged(base, mine, theirs)?.apply(Text.of(mine.split("\n"))).toString() ?? null;

test("what two changed apart is joined, and what they changed in one place is not", () => {
  const base = "một\nhai\nba\nbốn\nnăm\n";
  assert.equal(join(base, base.replace("một", "MỘT"), base.replace("năm", "NĂM")), "MỘT\nhai\nba\nbốn\nNĂM\n");
  assert.equal(join(base, `đầu\n${base}`, base.replace("ba\n", "")), "đầu\nmột\nhai\nbốn\nnăm\n");
  assert.equal(join(base, base, base.replace("ba", "BA")), base.replace("ba", "BA"));
  assert.equal(join(base, base.replace("ba", "BA"), base), base.replace("ba", "BA"));
  for (const [mine, theirs] of [
    [base.replace("ba", "BA"), base.replace("ba", "bA")],
    // Lines that stand together may say one thing.
    [base.replace("hai", "HAI"), base.replace("ba", "BA")],
    [`a\n${base}`, `b\n${base}`],
    [base.replace("ba\n", ""), base.replace("ba", "BA")],
    ["", base.replace("ba", "BA")],
  ]) assert.equal(join(base, mine, theirs), null, JSON.stringify([mine, theirs]));
  const many = Array.from({ length: 60_000 }, (_, n) => `dòng ${n}\n`).join("");
  assert.equal(join(many, `a\n${many}`, `${many}b\n`), null);
});

test("nothing of either is lost where two are joined, whatever they changed", () => {
  let seed = 7;
  const below = (most) => (seed = (seed * 48271) % 2147483647) % most;
  let joined = 0;
  for (let round = 0; round < 400; round += 1) {
    const lines = Array.from({ length: 12 }, (_, n) => (below(4) === 0 ? "" : `${n} ${below(3)}`));
    const edit = (name) => {
      const all = [...lines];
      const [at, what] = [below(all.length), below(3)];
      all.splice(at, what === 0 ? 0 : 1, ...(what === 2 ? [] : [`${name}${round}`]));
      return all.join("\n");
    };
    const [base, mine, theirs] = [lines.join("\n"), edit("a"), edit("b")];
    const one = join(base, mine, theirs);
    if (one === null) continue;
    joined += 1;
    for (const line of [...mine.split("\n"), ...theirs.split("\n")].filter((line) => /^[ab]/.test(line))) assert.ok(one.split("\n").includes(line), JSON.stringify([base, mine, theirs, one]));
    assert.equal(one, join(base, theirs, mine), "from either side");
  }
  assert.ok(joined > 150, `${joined}`);
});

test("messages beside the form call entries as the form does", () => {
  const field = (path, label, more) => ({ path, label, ...more });
  const form = { groups: [{ fields: [
    field(["trich_yeu"], "Trích yếu"),
    field(["ten"], "Tên này"),
    field(["phu_luc"], "Phụ lục", { items: [{ fields: [field(["phu_luc", 0, "noi_dung"], "Nội dung"), field(["phu_luc", 0, "ten"], "Tên kia")] }], item: [field(["noi_dung"], "Nội dung")] }),
  ] }] };
  const labels = labelsOf(form);
  assert.equal(named("viết vào “noi_dung” hoặc “ten”, “la”", labels), "viết vào “Nội dung” hoặc “ten”, “la”");
  assert.equal(named(undefined, labelsOf(null)), "");
});
