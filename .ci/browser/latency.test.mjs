// From a keystroke to the changed page, as the browser sees it. Figures are told, not held to a time: machines differ.
// Beside the time stands what program and page worked for a letter, which a busy machine changes less.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { SAMPLES, folder, serve } from "./page.mjs";
import { chromium } from "./pipe.mjs";

const PLAN = "ke-hoach-2024.yaml";
const KEYS = Number(process.env.VANBAN_KEYS ?? 30);
/** Between two letters (ms), once the page of the first has come. */
const PAUSE = 60;
/** The texts: pages wanted, at least, at most, and how many paragraphs are added for that. */
const LENGTHS = [[6, 6, 7, 8], [100, 90, 115, 850]];
const PLACES = ["start", "middle", "end"];
const CASES = [...PLACES.map((place) => ["source", place]), ["field", "start"], ...PLACES.map((place) => ["body", place])];

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

/** Puts the cursor where letters are to be typed; runs in the page, and says no until it can. */
const put = {
  source: (place) => {
    const content = document.querySelector(".cm-content");
    const view = content.cmTile?.view ?? content.cmView.view;
    const text = view.state.doc.toString();
    const body = text.indexOf("\n", text.indexOf("noi_dung: |") + 20);
    const last = text.lastIndexOf(" ", body + text.slice(body).search(/\n[a-z_]+:/) - 40);
    const at = { start: text.indexOf("trich_yeu: ") + 15, middle: text.indexOf(" ", (body + last) / 2), end: last }[place];
    view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    view.focus();
    return true;
  },
  field: () => {
    const input = document.querySelector('[data-field=\'["trich_yeu"]\'] textarea');
    input?.focus();
    input?.setSelectionRange(3, 3);
    return Boolean(input);
  },
  body: (place) => {
    const editors = [...document.querySelectorAll(".ProseMirror")].filter((one) => one.childElementCount > 20);
    if (editors.length === 0) return false;
    const all = [...editors[0].querySelectorAll("p")].filter((one) => one.textContent.length > 100);
    const paragraph = all[{ start: 0, middle: all.length >> 1, end: all.length - 1 }[place]];
    paragraph.scrollIntoView({ block: "center" });
    editors[0].focus();
    getSelection().collapse(document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode(), 10);
    return true;
  },
};

/** Notes how long each letter takes to the frame that has its page; runs in the page. */
function watch() {
  globalThis.times = [];
  let since = null;
  document.addEventListener("beforeinput", (event) => { since ??= event.timeStamp; }, true);
  new MutationObserver((all) => {
    if (since === null || !all.some(({ target }) => target.className === "page-picture")) return;
    const from = since;
    since = null;
    requestAnimationFrame(() => globalThis.times.push(performance.now() - from));
  }).observe(document.querySelector("[data-test=pages]"), { childList: true, subtree: true });
}

/** How long a program has worked (ms); none where the system does not tell. */
function worked(pid) {
  try {
    const told = readdirSync(`/proc/${pid}/task`).map((task) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8"));
    return told.reduce((sum, one) => sum + Number(one.split(" ")[0]) / 1e6, 0);
  } catch {
    return null;
  }
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let browser;
before(async () => { browser = await chromium(); });
after(() => browser?.end());

for (const [wanted, least, most, times] of LENGTHS) {
  for (const [way, place] of CASES) {
    test(`latency at ${wanted} pages: ${way}, ${place}`, { timeout: 240_000 }, async () => {
      const served = await serve(folder(join(SAMPLES, "phuong-2")));
      try {
        writeFileSync(join(served.dir, PLAN), longer(times));
        await browser.command("Page.navigate", { url: served.address });
        await browser.until("the page is there", () => location.protocol === "http:" && document.readyState === "complete");
        await browser.run(([way, path]) => {
          localStorage.setItem("vanban:way", JSON.stringify(way));
          location.hash = `#soan/${path}`;
        }, [way === "source" ? "source" : "form", PLAN]);
        await browser.until("pages are drawn", () => document.querySelector("[data-test=page] svg text") !== null);
        const pages = await browser.run(() => document.querySelectorAll("[data-test=page]").length);
        assert.ok(pages >= least && pages <= most, `${pages} pages`);
        await browser.until("the cursor is put", put[way], place);
        await sleep(2500);
        await browser.run(watch);
        const before = [worked(served.child.pid), await browser.worked()];
        for (let n = 0; n < KEYS; n += 1) {
          await browser.command("Input.insertText", { text: "aeiou"[n % 5] });
          await browser.until("the page changes", (n) => globalThis.times.length > n, n, 15);
          await sleep(PAUSE);
        }
        const after = [worked(served.child.pid), await browser.worked()];
        const all = (await browser.run(() => globalThis.times)).sort((a, b) => a - b);
        assert.equal(all.length, KEYS);
        await browser.until("all is on disk", () => document.querySelector(".saving.saved") !== null);
        await browser.command("Page.navigate", { url: "about:blank" });
        const at = (share) => Math.round(all[Math.min(KEYS - 1, Math.floor(share * KEYS))]);
        const [program, page] = after.map((now, one) => (now === null ? "?" : Math.round((now - before[one]) / KEYS)));
        console.log(`latency at ${pages} pages, ${way}, ${place}: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms of ${KEYS} letters; for each the program worked ${program} ms, the page ${page} ms`);
      } finally {
        await served.end();
      }
    });
  }
}
