// From a keystroke to the changed page, as the browser sees it. Figures are told, not held to a time: machines differ.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLES, inBrowser, open, putCursor, saved, test_, textOf, until } from "./page.mjs";

const PLAN = "ke-hoach-2024.yaml";
const KEYS = 40;

/** The plan with the paragraphs of its body once more, so often. */
function longer(times) {
  const lines = readFileSync(join(SAMPLES, "phuong-2", PLAN), "utf8").split("\n");
  const start = lines.indexOf("noi_dung: |") + 1;
  const end = lines.findIndex((line, at) => at > start && /^\S/.test(line));
  const paragraphs = lines.slice(start, end).filter((line) => line.length > 200 && !/^ *[#|[-]/.test(line));
  assert.ok(paragraphs.length > 3);
  const more = Array.from({ length: times }, (_, at) => [paragraphs[at % paragraphs.length].replace(/\[\^[^\]]*\]/g, "").replace(/\{\{?[^}]*\}?\}/g, "1"), ""]).flat();
  return [...lines.slice(0, end), "", ...more, ...lines.slice(end)].join("\n");
}

for (const [wanted, least, most, times] of [[6, 6, 7, 8], [100, 90, 115, 850]]) {
  inBrowser(`latency at ${wanted} pages`, { files: [join(SAMPLES, "phuong-2")], way: "source", only: "chromium" }, async ({ served, page }) => {
    writeFileSync(join(served.dir, PLAN), longer(times));
    await open(page, PLAN);
    const pages = await page.locator(test_("page")).count();
    assert.ok(pages >= least && pages <= most, `${pages} pages`);
    const text = await textOf(page);
    // In the middle of the first page's subject: the pages behind it stay as they are.
    await putCursor(page, text.indexOf("trich_yeu: ") + 15);
    await saved(page);
    await page.waitForTimeout(1500);
    await page.evaluate(() => {
      globalThis.times = [];
      let since = null;
      document.addEventListener("beforeinput", (event) => { since ??= event.timeStamp; }, true);
      new MutationObserver((all) => {
        if (since === null || !all.some(({ target }) => target.className === "page-picture")) return;
        const from = since;
        since = null;
        requestAnimationFrame(() => globalThis.times.push(performance.now() - from));
      }).observe(document.querySelector("[data-test=pages]"), { childList: true, subtree: true });
    });
    for (let n = 0; n < KEYS; n += 1) {
      await page.keyboard.insertText("aeiou"[n % 5]);
      await until("the page changes", () => page.evaluate((n) => globalThis.times.length > n, n));
      await page.waitForTimeout(60);
    }
    const all = (await page.evaluate(() => globalThis.times)).sort((a, b) => a - b);
    assert.equal(all.length, KEYS);
    const at = (share) => Math.round(all[Math.min(all.length - 1, Math.floor(share * all.length))]);
    console.log(`latency at ${pages} pages: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms of ${KEYS} keystrokes`);
  });
}
