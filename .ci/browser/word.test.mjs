// Documents of Word come in, and what was edited in Word goes back: by button, by drop and by keyboard.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SAMPLES, VANBAN, drawn, editDocx, exists, inBrowser, open, plainDocx, read, saved, test_, textOf, until } from "./page.mjs";

const DOCUMENT = `# Ghi chú của văn thư ở lại.
loai: thong-bao
ho_so: co-quan.yaml
so: 5
ngay_ban_hanh: 05/01/2024
trich_yeu: Kết quả thu quỹ năm 2023
noi_dung: |
  Đoạn thứ nhất còn nguyên.

  Đoạn thứ hai còn nguyên.

  Đoạn thứ ba còn nguyên.
noi_nhan: [Như trên]
luu: VT
nguoi_ky: chu_tich
`;
const given = { files: [join(SAMPLES, "phuong-2", "co-quan.yaml")], before: (dir) => writeFileSync(join(dir, "thong-bao.yaml"), DOCUMENT) };
const elsewhere = mkdtempSync(join(tmpdir(), "vanban-word-"));
process.on("exit", () => rmSync(elsewhere, { recursive: true, force: true }));

/** Builds the DOCX of the document; gives its path. */
function build(dir) {
  const done = spawnSync(VANBAN, ["build", "thong-bao.yaml", "--only", "docx"], { cwd: dir, encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return join(dir, "thong-bao.docx");
}

/** Drops a file on the page as a file manager does. */
const drop = (page, path, name) => page.evaluate(([bytes, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
  const send = (type) => {
    const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
    if (!event.dataTransfer?.types.includes("Files")) Object.defineProperty(event, "dataTransfer", { value: data });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return ["dragenter", "dragover", "drop"].map(send).every(Boolean);
}, [readFileSync(path).toString("base64"), name]);

/** Goes by Tab until what has the focus is the wanted element, and presses Enter. */
async function byKeys(page, name) {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if (await page.evaluate((name) => document.activeElement?.getAttribute("data-test") === name, name)) return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to ${name}`);
}

inBrowser("a DOCX that is chosen becomes a new document under a free name, with what is not sure", given, async ({ served, page }) => {
  const docx = join(elsewhere, "moi.docx");
  renameSync(build(served.dir), docx);
  await page.locator(test_("documents")).waitFor();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator(test_("import-button")).click()]);
  await chooser.setFiles({ name: "Thông báo.docx", mimeType: "", buffer: readFileSync(docx) });
  await page.locator(test_("imported")).waitFor();
  assert.ok(exists(served.dir, "thong-bao-2.yaml"));
  assert.equal(read(served.dir, "thong-bao.yaml"), DOCUMENT, "what was there stays");
  assert.match(await page.locator(test_("imported")).textContent(), /thong-bao-2\.yaml.*đoạn.*(chỗ cần xem lại|Mọi chữ đã vào)/s);
  await page.locator(test_("imported-close")).click();
  await page.locator("[data-test=page] svg text").first().waitFor();
  assert.ok((await drawn(page)).includes("Đoạn thứ hai còn nguyên."));
  assert.ok((await page.evaluate(() => location.hash)).endsWith("thong-bao-2.yaml"));
  // What was told is there to be read again.
  await page.locator(`${test_("menu")} button`).first().click();
  await page.locator(test_("menu-imported")).click();
  await page.locator(test_("imported")).waitFor();
});

inBrowser("a DOCX that is dropped on the list is imported; a PDF and a picture by its name are told", { ...given, refuses: /\/api\/import/ }, async ({ served, page }) => {
  const docx = build(served.dir);
  await page.locator(test_("documents")).waitFor();
  const wrong = join(elsewhere, "sai.docx");
  for (const [bytes, words] of [["%PDF-1.7\n", /PDF/], ["\x89PNG\r\n\x1a\n", /PNG|ảnh|hình/i]]) {
    writeFileSync(wrong, bytes, "latin1");
    assert.ok(await drop(page, wrong, "sai.docx"), "the browser does not leave the page for the file");
    await page.locator(`${test_("import")} ${test_("fault")}`).waitFor();
    assert.match(await page.locator(`${test_("import")} ${test_("fault")}`).textContent(), words);
    await page.keyboard.press("Escape");
    await page.locator(test_("import")).waitFor({ state: "detached" });
  }
  assert.ok(await drop(page, docx, "thong-bao.docx"));
  await page.locator(test_("imported")).waitFor();
  assert.ok(exists(served.dir, "thong-bao-2.yaml"));
});

inBrowser("edited by hand since: the edits are shown and taken by keyboard alone; the version before is kept", { ...given, way: "source" }, async ({ served, page }) => {
  const docx = build(served.dir);
  editDocx(docx, docx, [["thứ hai còn nguyên", "thứ hai đã sửa"], ["THÔNG BÁO", "BẢN TIN"]], ["Lãnh đạo", "Xem lại câu này."]);
  await open(page, "thong-bao.yaml");
  await page.keyboard.press("Control+Shift+B");
  await page.locator(test_("edited")).waitFor();
  await byKeys(page, "build-pull");
  await page.locator(test_("pull-taken")).waitFor();
  assert.match(await page.locator(test_("pull-taken")).textContent(), /Sửa.*còn nguyên.*đã sửa/s);
  assert.match(await page.locator(test_("pull-left")).textContent(), /BẢN TIN.*mẫu in ra/s);
  assert.match(await page.locator(test_("pull-comments")).textContent(), /Lãnh đạo.*Đoạn \d+.*Xem lại câu này/s);
  assert.equal(read(served.dir, "thong-bao.yaml"), DOCUMENT, "nothing is written yet");
  await byKeys(page, "pull-write");
  const wanted = DOCUMENT.replace("thứ hai còn nguyên", "thứ hai đã sửa");
  await until("the file has the edit", () => read(served.dir, "thong-bao.yaml") === wanted);
  await until("the pages have it", async () => (await drawn(page)).includes("Đoạn thứ hai đã sửa."));
  assert.match(await page.locator(test_("toasts")).textContent(), /Đã lấy 1 chỗ sửa/);
  assert.ok(exists(served.dir, ".vanban/versions/thong-bao.yaml"), "the version before is kept");
  await page.keyboard.press("Control+Z");
  await until("it can be undone", async () => (await textOf(page)) === DOCUMENT);
});

inBrowser("what both sides changed is chosen one by one; a file from elsewhere is dropped on the document", { ...given, way: "form" }, async ({ served, page }) => {
  const docx = build(served.dir);
  const sent = join(elsewhere, "da-sua.docx");
  editDocx(docx, sent, [["thứ nhất còn nguyên", "thứ nhất đã sửa"], ["thứ hai còn nguyên", "thứ hai đã sửa"], ["thứ ba còn nguyên", "thứ ba không còn"]]);
  const now = DOCUMENT.replace("thứ hai còn nguyên", "thứ hai còn đủ").replace("ba còn nguyên", "ba còn đó");
  writeFileSync(join(served.dir, "thong-bao.yaml"), now);
  await open(page, "thong-bao.yaml");
  assert.ok(await drop(page, sent, "da-sua.docx"));
  await page.locator(test_("dropped-pull")).click();
  await page.locator(test_("clash")).first().waitFor();
  assert.equal(await page.locator(test_("clash")).count(), 2);
  const first = page.locator(test_("clash")).first();
  assert.match(await first.textContent(), /thứ hai còn đủ.*thứ hai đã sửa/s);
  await first.locator(test_("clash-word")).check();
  await page.locator(test_("clash")).nth(1).locator(test_("clash-yaml")).check();
  await page.locator(`${test_("pull")} [aria-busy=false]`).waitFor();
  assert.ok(await first.locator(test_("clash-word")).isChecked());
  await page.locator(test_("pull-write")).click();
  const one = now.replace("nhất còn nguyên", "nhất đã sửa").replace("hai còn đủ", "hai đã sửa");
  await until("the file has what was chosen", () => read(served.dir, "thong-bao.yaml") === one);
  await saved(page);
  // All at once.
  await drop(page, sent, "da-sua.docx");
  await page.locator(test_("dropped-pull")).click();
  await page.locator(test_("clash-word")).first().check();
  await page.locator(`${test_("pull")} [aria-busy=false]`).waitFor();
  await page.locator(test_("pull-write")).click();
  await until("the file is as in Word", () => read(served.dir, "thong-bao.yaml") === one.replace("ba còn đó", "ba không còn"));
  // The same file as a document of its own.
  await drop(page, sent, "da-sua.docx");
  await page.locator(test_("dropped-import")).click();
  await page.locator(test_("imported")).waitFor();
  assert.ok(exists(served.dir, "da-sua.yaml"));
});

inBrowser("the list leads to what was edited in Word; without a DOCX one can be chosen", { ...given, refuses: /\/api\/pull/ }, async ({ served, page }) => {
  const docx = build(served.dir);
  editDocx(docx, docx, [["thứ hai còn nguyên", "thứ hai đã sửa"]]);
  await page.reload();
  await page.locator(test_("list-pull")).click();
  await page.locator(test_("pull-taken")).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(test_("pull")).waitFor({ state: "detached" });
  const other = join(elsewhere, "khac.docx");
  copyFileSync(docx, other);
  rmSync(docx);
  await page.locator(`${test_("menu")} button`).first().click();
  await page.locator(test_("menu-pull")).click();
  await page.locator(test_("pull-missing")).waitFor();
  await page.locator(test_("pull-other-input")).setInputFiles(other);
  await page.locator(test_("pull-taken")).waitFor();
  // The way to the words leads out of the list of changes.
  await page.locator(`${test_("pull-taken")} button.link`).first().click();
  await page.locator(test_("pull")).waitFor({ state: "detached" });
});

inBrowser("a document of elsewhere that is dropped for its edits is offered as a new one; what only looks otherwise is told", { ...given, refuses: /\/api\/pull/ }, async ({ served, page }) => {
  const docx = build(served.dir);
  const other = join(elsewhere, "noi-khac.docx");
  plainDocx(other, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIẤY MỜI", "Về việc họp mặt đầu năm", "Kính mời các đồng chí trưởng ấp, bí thư chi bộ dự họp mặt đầu xuân tại hội trường xã vào lúc tám giờ sáng thứ bảy tuần này.", "Đề nghị các đồng chí sắp xếp công việc, có mặt đông đủ và đúng giờ để buổi họp mặt được vui vẻ, trọn vẹn.", "CHỦ TỊCH", "Nguyễn Văn An"]);
  await open(page, "thong-bao.yaml");
  await drop(page, other, "noi-khac.docx");
  await page.locator(test_("dropped-pull")).click();
  await page.locator(test_("pull-import")).click();
  await page.locator(test_("imported")).waitFor();
  assert.ok(exists(served.dir, "noi-khac.yaml"));
  editDocx(docx, docx, [["<w:r><w:t xml:space=\"preserve\">Đoạn thứ hai", "<w:r><w:rPr><w:color w:val=\"FF0000\"/></w:rPr><w:t xml:space=\"preserve\">Đoạn thứ hai"]]);
  await open(page, "thong-bao.yaml");
  await page.locator(`${test_("menu")} button`).first().click();
  await page.locator(test_("menu-pull")).click();
  await page.locator(test_("pull-looks")).waitFor();
  assert.match(await page.locator(test_("pull-looks")).textContent(), /màu chữ.*Đoạn thứ hai còn nguyên/s);
});
