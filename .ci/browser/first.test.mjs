// The whole way of a first-time user: no profile, no document, to DOCX and PDF.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLES, drawn, exists, folder, inBrowser, read, run, saved, test_, textOf, until, withView } from "./page.mjs";

/** Fills in the form of the own agency, which is asked for once. */
async function tellAgency(page) {
  const said = {
    co_quan: "ỦY BAN NHÂN DÂN\nPHƯỜNG 2", viet_tat: "UBND", dia_danh: "Phường 2", luu: "VT",
    quyen_han: "TM. ỦY BAN NHÂN DÂN", chuc_vu: "CHỦ TỊCH", ho_ten: "Nguyễn Văn An",
  };
  for (const [field, text] of Object.entries(said)) await page.locator(test_(field)).fill(text);
  await page.locator(test_("save-profile")).click();
}

inBrowser("first start, profile, new plan, typing, a mend, build: the files of vanban build to the byte", {}, async ({ served, page }) => {
  await page.locator(test_("new-document")).click();
  await tellAgency(page);

  await page.locator('[data-test=kind][data-kind="ke-hoach"]').click();
  assert.ok(await page.locator('[data-kind="ke-hoach"] svg text').count() > 10, "the kind shows its picture");
  const name = await page.locator(test_("new-name")).inputValue();
  await page.locator(test_("make")).click();
  await page.locator(test_("form")).waitFor();
  await page.locator("[data-test=page] svg text").first().waitFor();

  const subject = page.locator(`[data-path='["trich_yeu"]']`);
  await subject.fill("");
  await subject.pressSequentially("Chuyển đổi số năm 2026 tại Phường 2");
  await until("the pages follow", async () => (await drawn(page)).includes("Chuyển đổi số năm 2026 tại Phường 2"));
  await page.locator(`[data-path='["ngay_ban_hanh"]']`).fill("05/01/2026");
  const yaml = `${name}.yaml`;
  await saved(page);
  await until("it is on the disk", () => read(served.dir, yaml).includes("Chuyển đổi số năm 2026 tại Phường 2"));

  // Something to mend, typed in the source tab: the old way of writing a place of the law.
  await page.locator(test_("tab-source")).click();
  const text = await textOf(page);
  const body = text.slice(text.indexOf("noi_dung:"));
  assert.ok(body.length > 10, `the new document has a body: ${text}`);
  await withView(page, (view, text) => {
    const at = text.indexOf("noi_dung:");
    view.dispatch({ changes: { from: at, to: text.length, insert: "noi_dung: |\n  # Mục đích\n\n  Căn cứ quy định , thực hiện kế hoạch trong năm 2026.\n\n  # Tổ chức thực hiện\n\n  Văn phòng theo dõi, đôn đốc việc thực hiện.\n" }, userEvent: "input.paste" });
  }, text);
  const head = page.locator(".messages-head");
  if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
  const mend = page.locator(test_("mend")).first();
  await mend.waitFor();
  const before = await textOf(page);
  const count = await page.locator(test_("mend")).count();
  await mend.click();
  await until("the mend changes the text", async () => (await textOf(page)) !== before);
  await until("the message goes", async () => (await page.locator(test_("mend")).count()) < count);

  await saved(page);
  await page.locator(test_("build-button")).click();
  await until("two files are built", async () => (await page.locator(test_("built-file")).count()) === 2);
  const names = await page.locator(`${test_("built-file")} .file-name`).allTextContents();
  assert.deepEqual(names.map((one) => one.split(".").pop()).sort(), ["docx", "pdf"]);

  // The program from the command line makes the same of the same.
  const other = folder(served.dir);
  for (const one of names) writeFileSync(join(other, one), "");
  mkdirSync(join(other, "out"));
  const built = await run(other, "build", yaml, "-o", "out");
  assert.equal(built.code, 0, built.out);
  for (const one of names) {
    assert.ok(exists(served.dir, one), one);
    assert.ok(readFileSync(join(served.dir, one)).equals(readFileSync(join(other, "out", one))), `${one} is the same to the byte`);
  }
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`${test_("built-file")} a[download]`).first().click(),
  ]);
  assert.ok(readFileSync(await download.path()).equals(readFileSync(join(served.dir, download.suggestedFilename()))));
});

inBrowser("beside the samples of other agencies a first document asks for the own one", {}, async ({ served, page }) => {
  mkdirSync(join(served.dir, "van-ban-mau/an-phu"), { recursive: true });
  copyFileSync(join(SAMPLES, "an-phu/co-quan.yaml"), join(served.dir, "van-ban-mau/an-phu/co-quan.yaml"));
  await page.locator(test_("new-document")).click();
  await tellAgency(page);
  await page.locator('[data-test=kind][data-kind="ke-hoach"]').click();
  assert.equal(await page.locator(".make-bar select").inputValue(), "co-quan.yaml", "the own one is chosen, the sample is offered");
  assert.equal(await page.locator('.make-bar option[value="van-ban-mau/an-phu/co-quan.yaml"]').count(), 1);
});

inBrowser("the agency's profile has a form: who signs is changed there, and nothing else of the file", { files: [join(SAMPLES, "phuong-2")], way: "form" }, async ({ served, page }) => {
  const before = read(served.dir, "co-quan.yaml");
  await page.locator(".others a", { hasText: "ỦY BAN NHÂN DÂN" }).click();
  await page.locator(test_("form")).waitFor();
  assert.equal(await page.locator(test_("build-button")).count(), 0);
  const name = page.locator(`[data-path='["nguoi_ky","chu_tich","ho_ten"]']`);
  if (!(await name.isVisible())) await page.locator("#group-1 summary").first().click();
  await name.fill("Trần Thị Bê");
  const wanted = before.replace("Hồ Lê Hoàng Khoa", "Trần Thị Bê");
  await until("the file has the new name", () => read(served.dir, "co-quan.yaml") === wanted);
});
