// The whole first document by keyboard alone: from the empty folder to DOCX and PDF.

import assert from "node:assert/strict";
import { exists, inBrowser, read, test_, until } from "./page.mjs";

/** Presses Tab until something has the focus. */
async function tabTo(page, selector, key = "Tab", most = 120) {
  for (let n = 0; n < most; n += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${selector} is not reached by ${key}`);
}

inBrowser("the whole first-document way by keyboard alone", {}, async ({ served, page }) => {
  await page.locator(test_("new-document")).waitFor();
  await tabTo(page, test_("new-document"));
  await page.keyboard.press("Enter");
  await page.locator(test_("profile")).waitFor();
  const answers = { co_quan: "ỦY BAN NHÂN DÂN\nPHƯỜNG 2", viet_tat: "UBND", dia_danh: "Phường 2", luu: "VT", quyen_han: "TM. ỦY BAN NHÂN DÂN", chuc_vu: "CHỦ TỊCH", ho_ten: "Nguyễn Văn An" };
  for (const [name, text] of Object.entries(answers)) {
    await tabTo(page, test_(name));
    await page.keyboard.insertText(text);
  }
  await page.keyboard.press("Enter");
  await page.locator(test_("kind")).first().waitFor();
  await tabTo(page, test_("kind"));
  for (let n = 0; n < 40 && !(await page.evaluate(() => document.activeElement.dataset.kind === "ke-hoach")); n += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.kind), "ke-hoach");
  await tabTo(page, test_("make"));
  await page.keyboard.press("Enter");
  await page.locator(test_("form")).waitFor();
  await tabTo(page, `[data-path='["trich_yeu"]']`);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("Chuyển đổi số năm 2026");
  await until("it is saved", () => read(served.dir, "ke-hoach.yaml").includes("Chuyển đổi số năm 2026"));
  // To the source and back, a dialog opened and closed, the focus where it was.
  await page.keyboard.press("Control+Shift+e");
  await page.locator(test_("source-text")).waitFor();
  await page.keyboard.press("Control+Shift+e");
  await page.locator(test_("form")).waitFor();
  await page.keyboard.press("F1");
  await page.locator("dialog[open]").waitFor();
  await page.keyboard.press("Escape");
  await until("the dialog closes", async () => (await page.locator("dialog[open]").count()) === 0);
  // The body has marks to fill in; a document with them is not built.
  await page.keyboard.press("Control+Shift+b");
  await page.locator("dialog[open]").waitFor();
  await until("the outcome is told", async () => (await page.locator(test_("built-file")).count()) === 2);
  await tabTo(page, "a[download]");
  await page.keyboard.press("Escape");
  await until("the dialog closes", async () => (await page.locator("dialog[open]").count()) === 0);
  for (const name of ["ke-hoach.docx", "ke-hoach.pdf"]) assert.ok(exists(served.dir, name), name);
});
