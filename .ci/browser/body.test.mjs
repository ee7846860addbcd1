// The body editor, as who knows Word uses it: lists, tables, notes, page breaks, and what is shown as one thing.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SAMPLES, cursorOf, inBrowser, open, paste, test_, textOf, until } from "./page.mjs";

const BODY = `.ProseMirror[data-path='["noi_dung"]']`;
const HEAD = `loai: ke-hoach
ho_so: co-quan.yaml
so:
ngay_ban_hanh: /01/2026
trich_yeu: Thử ô soạn
noi_dung: |
`;
const MARKDOWN = `## I. VIỆC

- Một
  - Trong
- Hai

1. A
2. B

| Nội dung | Kinh phí | < |
| ^ | Trung ương | Địa phương |
|---|---|---|
| Rà soát | 1 | 2 |

> Điều 5. Lời trích.

Cuối.
`;
const indented = (markdown) => markdown.replace(/^(?=.)/gm, "  ");
const dir = mkdtempSync(join(tmpdir(), "vanban-body-"));
writeFileSync(join(dir, "than.yaml"), HEAD + indented(MARKDOWN));
const files = [join(dir, "than.yaml"), join(SAMPLES, "phuong-2", "co-quan.yaml")];

/** Puts the cursor behind words of the body. */
async function behind(page, words) {
  const there = await page.locator(BODY).evaluate((root, words) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      root.focus();
      getSelection().collapse(node, at + words.length);
      return true;
    }
    return false;
  }, words);
  assert.ok(there, words);
  // The editor hears of a selection with the next event of the browser.
  await page.waitForTimeout(100);
}
const markdownOf = async (page) => (await textOf(page)).slice(HEAD.length).replace(/^ {2}/gm, "");
const becomes = (page, what, markdown) => until(what, async () => (await markdownOf(page)) === markdown).catch(async (error) => {
  throw new Error(`${error.message}; it is\n${await markdownOf(page)}`);
});
const inBody = (name, act, only) => inBrowser(name, { files, way: "form", path: "than.yaml", only }, async (given) => {
  await given.page.locator(BODY).waitFor();
  await act(given);
  assert.equal(await given.page.locator(`.field:has(${BODY}) [role=alert]`).count(), 0, "nothing was refused");
});

inBody("Tab goes into a list and out of it, Enter counts on, and the focus stays", async ({ page }) => {
  await behind(page, "Hai");
  await page.keyboard.press("Tab");
  await becomes(page, "an item inside", MARKDOWN.replace("- Hai", "  - Hai"));
  assert.ok(await page.locator(BODY).evaluate((body) => body.contains(document.activeElement)));
  await page.keyboard.press("Shift+Tab");
  await becomes(page, "and outside again", MARKDOWN);
  await behind(page, "B");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("C");
  await becomes(page, "a third one", MARKDOWN.replace("2. B\n", "2. B\n3. C\n"));
});

inBody("items become headings and paragraphs where they stand", async ({ page }) => {
  await behind(page, "Trong");
  await page.keyboard.press("Control+Alt+2");
  await becomes(page, "a heading", MARKDOWN.replace("  - Trong", "## Trong"));
  await page.keyboard.press("Control+Alt+0");
  await becomes(page, "a paragraph", MARKDOWN.replace("- Một\n  - Trong\n- Hai", "- Một\n\nTrong\n\n- Hai"));
});

inBody("a list item of Word is an item wherever it is pasted", async ({ page }) => {
  const item = (words) => `<html><body><!--StartFragment--><p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>-<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${words}</p><!--EndFragment--></body></html>`;
  await behind(page, "Hai");
  await page.keyboard.press("Enter");
  await paste(page.locator(BODY), item("Từ Word"), "-\tTừ Word");
  await becomes(page, "in place of an empty item", MARKDOWN.replace("- Hai\n", "- Hai\n- Từ Word\n"));
  await behind(page, "Cuối.");
  await paste(page.locator(BODY), item("Sau cùng"), "-\tSau cùng");
  await until("behind a paragraph", async () => (await markdownOf(page)).endsWith("Cuối.\n\n- Sau cùng\n"));
}, "chromium");

inBody("what is shown as one thing leads to its place in the source", async ({ page }) => {
  const blocks = page.locator(test_("raw-block"));
  assert.deepEqual(await blocks.locator(".raw-name").allTextContents(), ["Bảng có ô gộp, nhiều hàng tiêu đề", "Lời trích"]);
  assert.equal(await blocks.first().locator("th").count(), 4);
  await blocks.nth(1).locator("button").click();
  await page.locator(".cm-content").waitFor();
  const text = await textOf(page);
  await until("the cursor stands before it", async () => (await cursorOf(page)) === text.indexOf("> Điều 5"));
  assert.equal(text, HEAD + indented(MARKDOWN));
});

inBody("Ctrl+Enter begins a page; a note that is left empty is none", async ({ page }) => {
  await behind(page, "Hai");
  await page.keyboard.press("Control+Enter");
  await becomes(page, "a page break", MARKDOWN.replace("- Hai\n", "- Hai\n\n::: sang-trang\n"));
  await behind(page, "Cuối");
  await page.keyboard.press("Control+Alt+f");
  await page.locator(`${BODY} .note`).waitFor();
  await behind(page, "Một");
  assert.equal(await page.locator(`${BODY} sup`).count(), 0);
  await behind(page, "Cuối");
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.insertText("Lời chú");
  await until("the note is in the text", async () => (await markdownOf(page)).includes("Cuối[^1].") && (await markdownOf(page)).includes("[^1]: Lời chú"));
});

inBrowser("letters that a keyboard sends in parts are one in the field when their word is done", { files, way: "form", path: "than.yaml" }, async ({ page }) => {
  const field = page.locator(`[data-path='["trich_yeu"]']`);
  await field.fill("");
  for (const letter of "Tiếng Việt ".normalize("NFD")) await page.keyboard.insertText(letter);
  assert.equal(await field.inputValue(), "Tiếng Việt ");
  await page.keyboard.insertText("nhé".normalize("NFD"));
  await open(page, "than.yaml");
  await until("and so are all of the text", async () => (await textOf(page)).includes("trich_yeu: Tiếng Việt nhé\n"));
});
