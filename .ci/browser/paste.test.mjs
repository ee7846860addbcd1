// What is copied in Word and Excel, pasted into the form.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, SAMPLES, inBrowser, paste, read, saved, test_, textOf, until } from "./page.mjs";

const path = "bao-cao-cong-trinh-2023.yaml";
const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0>
<!--StartFragment--><tr height=20><td class=xl65>Khóm 7</td><td class=xl66 align=right>101</td><td align=right>902</td></tr>
<tr height=20><td class=xl65>Khóm 8</td><td class=xl66 align=right>103</td><td align=right>904</td></tr><!--EndFragment--></table></body></html>`;

inBrowser("cells of Excel fill a table from the cell that has the cursor, and undo takes them back", { files: [join(SAMPLES, "phuong-2")], path, way: "form" }, async ({ served, page }) => {
  await page.locator(test_("form")).waitFor();
  const before = await textOf(page);
  const cell = page.locator(`${test_("grid")} :is(input, textarea)`).first();
  await cell.evaluate((one) => { for (let at = one; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true; });
  await cell.focus();
  await paste(cell, EXCEL, "Khóm 7\t101\t902\r\nKhóm 8\t103\t904\r\n");
  await until("the cells are in the text", async () => /Khóm 7.*101.*902[\s\S]*Khóm 8.*103.*904/.test(await textOf(page)));
  const after = await textOf(page);
  assert.equal(after.split("\n").length, before.split("\n").length, "two rows took the place of two");
  await saved(page);
  assert.equal(read(served.dir, path), after);
  await page.locator(test_("undo")).click();
  await until("undo takes all back", async () => (await textOf(page)) === before);
});

inBrowser("a text of Word comes into the body as headings, lists, tables and notes", { files: [join(SAMPLES, "phuong-2")], path: "ke-hoach-2024.yaml", way: "form" }, async ({ served, page }) => {
  const before = await textOf(page);
  const body = page.locator(`${test_("body")}[data-path='["noi_dung"]']`);
  await body.waitFor();
  await body.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await paste(body, readFileSync(join(ROOT, "src/paste/fixtures/word.html"), "utf8"), "Về kinh tế");
  await until("it is in the text", async () => (await textOf(page)).includes("Việc thứ ba"));
  const text = await textOf(page);
  for (const [what, form] of [["a heading", /^ +#+ I\. TÌNH HÌNH$/m], ["bold", /\*\*Về kinh tế:\*\*/], ["italic", /\*ngân sách\*/], ["a list", /^ +- Khóm 1\n +- Tổ \*\*1\*\*/m], ["a table", /^ +\| *1 *\| *01 *\|/m], ["a note", /^ +\[\^[^\]]+\]: Nghị quyết \*số 8\*/m]]) {
    assert.ok(form.test(text), `${what}: ${text.slice(text.indexOf("Việc thứ ba") - 600)}`);
  }
  assert.ok(!/mso|<o:p|Mso/.test(text), "no soup");
  // What stood there is as it was, to the byte.
  const lines = text.split("\n");
  let at = 0;
  for (const line of before.split("\n")) {
    at = lines.indexOf(line, at) + 1;
    assert.ok(at > 0, `this line is gone: ${line.slice(0, 80)}`);
  }
  await saved(page);
  assert.equal(read(served.dir, "ke-hoach-2024.yaml"), text);
});
