// Writing: clicks on the pages and the way back, input methods, undo over both ways.

import assert from "node:assert/strict";
import { join } from "node:path";
import { BROWSER, SAMPLES, cursorOf, drawn, inBrowser, putCursor, read, saved, test_, textOf, until, withView } from "./page.mjs";

const PLAN = join(SAMPLES, "phuong-2");
const files = [PLAN];
const path = "ke-hoach-2024.yaml";
const field = (...names) => `[data-field='${JSON.stringify(names)}'] :is(input, textarea, [contenteditable=true])`;

inBrowser("a click on every line of the plan puts the cursor there, and the cursor is marked there", { files, way: "source", path }, async ({ page }) => {
  const pages = await page.locator(test_("page")).count();
  assert.ok(pages >= 5, `${pages} pages`);
  let lines = 0;
  const wrong = [];
  for (let number = 0; number < pages; number += 1) {
    const sheet = page.locator(test_("page")).nth(number);
    await sheet.evaluate((box) => box.scrollIntoView({ block: "start" }));
    await sheet.locator("svg text").first().waitFor();
    const count = await sheet.evaluate((box) => box.querySelectorAll("[data-at]:not([data-src])").length);
    for (let at = 0; at < count; at += 1) {
      // Where to click: the middle of each part of a line, put into view first.
      const spot = await sheet.evaluate((box, at) => {
        const part = box.querySelectorAll("[data-at]:not([data-src])")[at];
        const text = part.closest("text");
        if (!part.textContent.trim()) return null;
        const pane = box.closest("[data-test=pages]");
        const top = () => text.getBoundingClientRect();
        pane.scrollTop += top().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
        const frame = part.getBoundingClientRect();
        const [from, to] = part.dataset.at.split("-").map((one) => Number(one) + box.sheet.page.base);
        return { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2, from, to, words: part.textContent, line: text.getBoundingClientRect().top - box.getBoundingClientRect().top };
      }, at);
      if (!spot) continue;
      // In Firefox, where each step goes a longer way, one part of a line of each five.
      if (BROWSER === "firefox" && at % 5 > 0) continue;
      await page.mouse.click(spot.x, spot.y);
      const cursor = await cursorOf(page);
      lines += 1;
      if (cursor < spot.from || cursor > spot.to) wrong.push(`page ${number + 1}: “${spot.words}” ${spot.from}-${spot.to}, cursor ${cursor}`);
      const mark = await page.evaluate((line) => {
        const caret = document.querySelector(".mark-caret");
        if (!caret) return "no mark";
        const off = caret.getBoundingClientRect().top - caret.closest(".page").getBoundingClientRect().top - line;
        return Math.abs(off) < 14 ? null : `the mark is ${off} px off`;
      }, spot.line);
      if (mark) wrong.push(`page ${number + 1}: “${spot.words}”: ${mark}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(lines > (BROWSER === "firefox" ? 30 : 150), `${lines} parts of lines`);
});

inBrowser("the cursor of the source brings its place into view", { files, way: "source", path }, async ({ page }) => {
  const text = await textOf(page);
  const last = text.lastIndexOf("2024");
  await putCursor(page, last);
  await until("the last pages are shown", async () => Number(await page.locator(test_("page-number")).inputValue()) > 1);
  await page.locator(".mark-caret").waitFor();
  await putCursor(page, text.indexOf("trich_yeu:") + 14);
  await until("the first page is shown again", async () => (await page.locator(test_("page-number")).inputValue()) === "1");
});

inBrowser("a click on the pages goes to the field of the form, to the letter", { files, way: "form", path }, async ({ page }) => {
  const text = await textOf(page);
  const { from, words } = await page.evaluate(() => {
    const parts = [...document.querySelectorAll("[data-page='1'] [data-at]:not([data-src])")];
    const part = parts.filter((one) => one.textContent.length > 30).at(-1);
    part.scrollIntoView({ block: "center" });
    const frame = part.getBoundingClientRect();
    part.id = "here";
    return { from: part.closest(".page").sheet.page.base + Number(part.dataset.at.split("-")[0]), words: part.textContent, frame };
  });
  const frame = await page.locator("#here").boundingBox();
  await page.mouse.click(frame.x + frame.width / 2, frame.y + frame.height / 2);
  const focus = await page.evaluate(() => {
    const { activeElement: at } = document;
    return { value: at.value ?? at.textContent, start: at.selectionStart ?? null };
  });
  const line = text.slice(from, from + 20);
  assert.ok(focus.value.includes(line), `“${words}”: the field with the focus has “${focus.value.slice(0, 200)}”`);
  if (focus.start !== null) {
    const off = focus.start - focus.value.indexOf(line);
    assert.ok(off >= 0 && off <= words.length, `the letter ${off} of “${words}”`);
  }
});

// What an input method shows while it puts a word together, and what it leaves.
const COMPOSED = [["t", "ti", "tie", "tiê", "tiên", "tiêng", "tiếng"], ["V", "Vi", "Vie", "Viê", "Viêt", "Việt"]];
const places = {
  source: async (page) => {
    await page.locator(test_("tab-source")).click();
    const at = (await textOf(page)).indexOf("\n", (await textOf(page)).indexOf("trich_yeu:"));
    await putCursor(page, at);
  },
  "a field": async (page) => {
    await page.locator(field("trich_yeu")).first().focus();
    await page.keyboard.press("Control+End");
  },
  "a list": async (page) => {
    await page.locator(field("noi_nhan")).last().focus();
    await page.keyboard.press("End");
  },
  "the body": async (page) => {
    await page.locator(field("noi_dung")).first().focus();
    await page.keyboard.press("Control+End");
  },
};

for (const [name, go] of Object.entries(places)) {
  inBrowser(`an input method composes in ${name}, and nothing cuts it off`, { files, path, way: "form", only: "chromium" }, async ({ page, context }) => {
    await page.locator(test_("form")).waitFor();
    const before = await textOf(page);
    await go(page);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Input.insertText", { text: " " });
    for (const states of COMPOSED) {
      for (const text of states) {
        await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
        // Answers of the program come in between.
        await page.waitForTimeout(120);
      }
      // Longer than the page waits before it saves.
      await page.waitForTimeout(800);
      await cdp.send("Input.insertText", { text: states.at(-1) });
      await cdp.send("Input.insertText", { text: " " });
    }
    await cdp.send("Input.insertText", { text: "xong" });
    await until("the text has what was composed", async () => (await textOf(page)).includes("tiếng Việt xong"));
    const text = await textOf(page);
    assert.equal(text.split("tiếng").length, before.split("tiếng").length + 1, "once alone");
    assert.equal(text, text.normalize("NFC"));
    await saved(page);
  });

  inBrowser(`UniKey's backspaces and letters in ${name} are exact`, { files, path, way: "form" }, async ({ page, context }) => {
    await page.locator(test_("form")).waitFor();
    await go(page);
    const cdp = BROWSER === "chromium" ? await context.newCDPSession(page) : null;
    const letter = (text) => (cdp ? cdp.send("Input.dispatchKeyEvent", { type: "char", text, unmodifiedText: text, key: "Unidentified", windowsVirtualKeyCode: 231 }) : page.keyboard.insertText(text));
    // What UniKey makes of “ nghieejp vuj dduwowngf Truwowngf”: each state of a word by backspaces and letters.
    const words = [
      ["n", "ng", "ngh", "nghi", "nghie", "nghiê", "nghiêp", "nghiệp"],
      ["v", "vu", "vụ"],
      ["d", "đ", "đu", "đư", "đưo", "đươ", "đươn", "đương", "đường"],
      ["T", "Tr", "Tru", "Trư", "Trưo", "Trươ", "Trươn", "Trương", "Trường"],
    ];
    for (const states of words) {
      await letter(" ");
      let shown = "";
      for (const next of states) {
        let same = 0;
        while (same < shown.length && shown[same] === next[same]) same += 1;
        for (let n = shown.length; n > same; n -= 1) await page.keyboard.press("Backspace");
        for (const one of next.slice(same)) await letter(one);
        shown = next;
      }
    }
    await until("the text has what was typed", async () => (await textOf(page)).includes("nghiệp vụ đường Trường"));
    await saved(page);
  });
}

inBrowser("a blank that is typed first in a field stays, whatever comes of the program meanwhile", { files, path, way: "form" }, async ({ page }) => {
  const subject = page.locator(field("trich_yeu")).first();
  await subject.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" ");
  // The pages and the form are worked out anew.
  await withView(page, (view) => view.dispatch({ changes: { from: 0, insert: "# ở chỗ khác\n" }, userEvent: "input.type" }));
  await saved(page);
  await page.waitForTimeout(1000);
  await page.keyboard.type("nữa");
  await until("both words are in the text", async () => (await textOf(page)).includes("năm 2024 nữa"));
});

inBrowser("undo and redo go over both ways", { files, path, way: "form" }, async ({ served, page }) => {
  await page.locator(test_("form")).waitFor();
  const start = await textOf(page);
  const subject = page.locator(field("trich_yeu")).first();
  await subject.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(" thêm ở biểu mẫu");
  await until("the form's edit is in the text", async () => (await textOf(page)).includes("thêm ở biểu mẫu"));
  const first = await textOf(page);
  await page.waitForTimeout(600);
  await page.locator(test_("tab-source")).click();
  await putCursor(page, 0);
  await page.keyboard.insertText("# ghi ở mã nguồn\n");
  const second = await textOf(page);
  assert.ok(second.startsWith("# ghi ở mã nguồn\n"));
  await page.locator(test_("tab-form")).click();
  await page.locator(test_("undo")).click();
  assert.equal(await textOf(page), first);
  await page.locator(test_("undo")).click();
  assert.equal(await textOf(page), start);
  await until("the field shows what it was", async () => !(await subject.inputValue()).includes("thêm ở biểu mẫu"));
  await page.locator(test_("redo")).click();
  await page.locator(test_("redo")).click();
  assert.equal(await textOf(page), second);
  await until("the field shows it again", async () => (await subject.inputValue()).includes("thêm ở biểu mẫu"));
  await saved(page);
  await until("and the disk has it", () => read(served.dir, path) === second);
  // By keys, in the form: the same history.
  await subject.focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await until("keys undo both", async () => (await textOf(page)) === start);
});

inBrowser("an error leaves the last good pages, with the message beside them", { files, path, way: "source" }, async ({ page }) => {
  const pages = await page.locator(test_("page")).count();
  const words = await drawn(page);
  await withView(page, (view) => view.dispatch({ changes: { from: 0, insert: "loai: [\n" } }));
  await page.locator("[data-test=messages] .tag.error").waitFor();
  assert.equal(await page.locator(test_("page")).count(), pages);
  assert.equal(await drawn(page), words);
  await page.locator(".preview .strip.warning").waitFor();
  await page.locator(test_("undo")).click();
  await until("the warning goes", async () => (await page.locator(".preview .strip.warning").count()) === 0);
});
