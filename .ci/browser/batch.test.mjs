// A batch in the page: made from a table, its columns and rows seen, run with progress, stopped, and told.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLES, drawn, exists, inBrowser, read, saved, tellsFiles, test_, textOf, until, withView } from "./page.mjs";

const files = [join(SAMPLES, "khom"), join(SAMPLES, "phuong-2", "co-quan.yaml")];
const outputs = (dir, ending) => readdirSync(dir, { recursive: true }).filter((one) => String(one).endsWith(ending) && !String(one).startsWith(".vanban"));

inBrowser("a batch: content and table are chosen, rows are seen and shown, all are made", { files }, async ({ served, page }) => {
  // The sample's content names the profile beside its folder.
  const content = join(served.dir, "ke-hoach-khom.yaml");
  writeFileSync(content, readFileSync(content, "utf8").replace(/^ho_so:.*/m, "ho_so: co-quan.yaml"));
  await page.locator(test_("documents")).waitFor();
  await page.locator(test_("new-batch-button")).click();
  await page.locator(test_("batch-content")).selectOption("ke-hoach-khom.yaml");
  await page.locator(test_("batch-table")).selectOption("khom.xlsx");
  await page.locator(test_("batch-name")).fill("lo-thu");
  await page.locator(test_("make-batch")).click();
  await page.locator(test_("rows")).waitFor();
  const rows = await page.locator(test_("row")).count();
  assert.ok(rows >= 3, `${rows} rows`);
  assert.ok((await page.locator(`${test_("rows")} thead`).textContent()).includes("Tên khóm"));
  await page.locator("[data-test=page] svg text").first().waitFor();
  await page.locator(test_("row-next")).click();
  await until("the pages of the second row", async () => (await drawn(page)).includes("tại Khóm 2"));
  await page.locator(test_("run-button")).click();
  await page.locator(test_("start")).click();
  await page.locator(`${test_("progress")}[data-status=done]`).waitFor();
  const made = Number(await page.locator("[data-count=made] dd").textContent());
  assert.ok(made >= rows, `${made} made`);
  assert.equal(outputs(served.dir, ".docx").length, made);
  assert.equal(outputs(served.dir, ".pdf").length, made);
  const [report] = await Promise.all([page.waitForEvent("download"), page.locator(test_("report")).click()]);
  const told = JSON.parse(readFileSync(await report.path(), "utf8"));
  assert.ok(JSON.stringify(told).includes("khom") && typeof told === "object");
});

inBrowser("a long batch is stopped: what is made stands, the rest is not begun, and it goes on from there", { files }, async ({ served, page }) => {
  const content = join(served.dir, "ke-hoach-khom.yaml");
  writeFileSync(content, readFileSync(content, "utf8").replace(/^ho_so:.*/m, "ho_so: co-quan.yaml"));
  const [head, first] = readFileSync(join(served.dir, "khom.csv"), "utf8").split(/\r?\n/);
  const count = 600;
  writeFileSync(join(served.dir, "khom.csv"), [head, ...Array.from({ length: count }, (_, n) => first.replace("01;Khóm 1;", `${n + 1};Khóm ${n + 1};`)), ""].join("\n"));
  await page.evaluate(() => { location.hash = "#lo/lo-khom.yaml"; });
  await page.locator(test_("rows")).waitFor();
  await page.locator(test_("run-button")).click();
  await page.locator(test_("start")).click();
  await until("some are made", async () => Number(await page.locator("[data-count=made] dd").textContent()) > 1).catch((error) => {
    throw new Error(`${error.message}; on the disk are ${outputs(served.dir, ".pdf").length}`);
  });
  await page.locator(test_("stop")).click();
  await page.locator(`${test_("progress")}[data-status=stopped]`).waitFor();
  const made = Number(await page.locator("[data-count=made] dd").textContent());
  assert.ok(made < count, `${made} of ${count} made`);
  assert.equal(outputs(served.dir, ".pdf").length, made);
  await page.locator(test_("batch-report")).waitFor();
  await page.locator(test_("start")).click();
  await page.locator(`${test_("progress")}[data-status=done]`).waitFor({ timeout: 180_000 });
  assert.equal(Number(await page.locator("[data-count=unchanged] dd").textContent()), made);
  assert.equal(outputs(served.dir, ".pdf").length, count);
  assert.ok(exists(served.dir, "khom.csv"));
});

inBrowser("a batch whose events do not come is told all the same", { files, refuses: /\/api\/events/ }, async ({ served, page, faults }) => {
  const content = join(served.dir, "ke-hoach-khom.yaml");
  writeFileSync(content, readFileSync(content, "utf8").replace(/^ho_so:.*/m, "ho_so: co-quan.yaml"));
  await page.route("**/api/events", (route) => route.fulfill({ status: 503 }));
  await page.reload();
  await page.evaluate(() => { location.hash = "#lo/lo-khom.yaml"; });
  await page.locator(test_("rows")).waitFor();
  await page.locator(test_("run-button")).click();
  await page.locator(test_("start")).click();
  await page.locator(`${test_("progress")}[data-status=done]`).waitFor();
  assert.ok(Number(await page.locator("[data-count=made] dd").textContent()) > 0);
  // Firefox says in words of its own that they do not come.
  assert.deepEqual(faults.splice(0).filter((one) => !one.includes("/api/events")), []);
});

inBrowser("two versions are compared in the page, and the DOCX with the changes comes", { files: [join(SAMPLES, "phuong-2")], path: "ke-hoach-2024.yaml", way: "source" }, async ({ served, page }) => {
  const text = await textOf(page);
  const at = text.indexOf("năm 2024", text.indexOf("trich_yeu:")) + 4;
  await withView(page, (view, at) => view.dispatch({ changes: { from: at, to: at + 4, insert: "2025" }, userEvent: "input.type" }), at);
  await until("it is on the disk", () => read(served.dir, "ke-hoach-2024.yaml") !== text);
  await saved(page);
  await page.locator(`${test_("menu")} button`).first().click();
  await page.locator(test_("menu-compare")).click();
  await page.locator(test_("diff-summary")).waitFor();
  const changes = page.locator(`${test_("changes")} > li`);
  assert.equal(await changes.count(), 1);
  const told = await changes.first().textContent();
  assert.ok(told.includes("2024") && told.includes("2025"), told);
  const button = page.locator(test_("diff-docx"));
  if (!tellsFiles) {
    const [answer] = await Promise.all([page.waitForResponse(/\/api\/diff\/docx$/), button.click()]);
    assert.equal(answer.status(), 200);
    return;
  }
  const [docx] = await Promise.all([page.waitForEvent("download"), button.click()]);
  assert.equal(readFileSync(await docx.path()).subarray(0, 2).toString(), "PK");
});
