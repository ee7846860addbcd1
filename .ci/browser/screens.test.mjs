// Every screen in light and dark, on the offices' common display and on a telephone: axe finds nothing serious,
// nothing is wider than the display, and pictures of all go to the folder of results, to be looked at.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { BROWSER, OUT, SAMPLES, editDocx, inBrowser, open, plainDocx, putCursor, test_, withView } from "./page.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PLAN = "phuong-2/ke-hoach-2024.yaml";
const pictures = join(OUT, "screens");
mkdirSync(pictures, { recursive: true });

const go = (page, hash) => page.evaluate((hash) => { location.hash = hash; }, hash);
const show = (way) => async (page) => {
  await go(page, "");
  await page.locator(test_("documents")).waitFor();
  await open(page, PLAN);
  await page.locator(test_(`tab-${way}`)).click();
};
const menu = (item) => async (page) => {
  await show("form")(page);
  await page.locator(`${test_("menu")} button`).first().click();
  if (item) await page.locator(test_(item)).click();
};

/** What a typist of another office left: plain paragraphs, one of them in an old code. */
const FOREIGN = [
  "ỦY BAN NHÂN DÂN", "PHƯỜNG 2", "Số: 12/TB-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Phường 2, ngày 05 tháng 3 năm 2019", "THÔNG BÁO",
  "Về việc treo cờ Tổ quốc", "Kính gửi: Các khóm", "Thực hiện Công văn số 15/UBND-VX của Ủy ban nhân dân Thành phố, Ủy ban nhân dân Phường thông báo như sau:",
  "1. Thời gian treo cờ: từ ngày 29/4 đến hết ngày 02/5.", "2. Đề nghị các khóm vận động Nhân dân treo cờ đúng quy định.", ["TruyÒn thèng hiÕu häc", ".VnTime"],
  "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn An", "(Bản này thay bản gửi hôm trước)",
];

/** How each screen is come to, and what of it is waited for. */
const SCREENS = {
  list: [async (page) => { await go(page, ""); }, "[data-test=documents]"],
  needed: [async (page) => { await go(page, "#moi"); await page.locator(".make-bar select").selectOption("\u0000"); await page.locator(test_("save-profile")).click(); }, "[data-test=profile] :invalid"],
  missing: [(page) => go(page, "#khong-co"), "h1"],
  kinds: [async (page) => { await go(page, "#moi"); await page.locator('[data-kind="ke-hoach"]').click(); }, "[data-kind] svg text"],
  profile: [async (page) => { await go(page, ""); await page.locator(test_("documents")).waitFor(); await go(page, "#moi"); await page.locator(".make-bar select").selectOption("\u0000"); }, "[data-test=profile]"],
  "profile-form": [async (page) => { await go(page, "#soan/phuong-2/co-quan.yaml"); await page.locator(test_("tab-form")).click(); }, "[data-test=field]"],
  form: [show("form"), "[data-test=field]"],
  source: [show("source"), ".cm-content"],
  messages: [async (page) => {
    await show("source")(page);
    await withView(page, (view) => view.dispatch({ changes: { from: view.state.doc.length, insert: "\nla: 1\n" } }));
    const head = page.locator(".messages-head");
    if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
  }, "[data-test=message]"],
  old: [async (page) => { await withView(page, (view) => view.dispatch({ changes: { from: 0, insert: "a: [\n" } })); await page.locator(test_("tab-form")).click(); }, ".strip.warning"],
  menu: [async (page) => { await page.locator(test_("undo")).click(); await page.locator(test_("undo")).click(); await menu()(page); }, ".menu-list"],
  keys: [menu("menu-keys"), "dialog[open]"],
  versions: [menu("menu-versions"), "[data-test=versions]"],
  build: [async (page) => { await show("form")(page); await page.locator(test_("build-button")).click(); }, "[data-test=built-file]"],
  edited: [async (page, served) => {
    appendFileSync(join(served.dir, "phuong-2/ke-hoach-2024.pdf"), "% ghi tay\n");
    await page.locator("dialog[open] footer button").nth(1).click();
  }, "[data-test=edited]"],
  "new-batch": [async (page) => { await go(page, "#lo-moi"); }, "[data-test=new-batch]"],
  batch: [async (page) => { await go(page, "#lo/khom/lo-khom.yaml"); await page.locator(test_("rows")).waitFor(); }, "[data-test=page] svg text"],
  model: [async (page) => { await go(page, "#soan/khom/ke-hoach-khom.yaml"); await page.locator("[data-test=page] svg text").first().waitFor(); }, "[data-test=model]"],
  run: [async (page) => { await go(page, "#lo/khom/lo-khom.yaml"); await page.locator(test_("run-button")).click(); await page.locator(test_("start")).click(); }, "[data-test=batch-report]"],
  // Against the files that were built above.
  diff: [async (page, served) => {
    writeFileSync(join(served.dir, PLAN), readFileSync(join(served.dir, PLAN), "utf8").replace("du_toan: 7942500000", "du_toan: 7942500001").replace("năm 2024", "năm 2025"));
    await go(page, `#so-sanh/${PLAN}`);
  }, "[data-test=diff-summary]"],
  importing: [async (page) => {
    await go(page, "");
    await page.locator(test_("documents")).waitFor();
    await page.locator(test_("import-button-input")).setInputFiles({ name: "anh-chup.docx", mimeType: "", buffer: Buffer.from("%PDF-1.7\n") });
  }, "[data-test=import] [data-test=fault]"],
  imported: [async (page, served) => {
    await go(page, "#khong-co");
    await go(page, "");
    await page.locator(test_("import-button-input")).setInputFiles(plainDocx(join(served.dir, "cong-van-2019.docx"), FOREIGN));
  }, "[data-test=imported]"],
  // What a leader edited, where the plan has changed, too.
  dropped: [async (page, served) => {
    const sent = join(served.dir, "da-sua.docx");
    editDocx(join(served.dir, "phuong-2/ke-hoach-2024.docx"), sent, [["Một số hộ nuôi chó thả rong", "Một số hộ nuôi chó, mèo thả rong"], ["chưa tham gia nhiệt tình", "chưa tham gia tích cực"], ["duy trì ổn định", "duy trì ổn định, có mặt tăng trưởng"], ["KẾ HOẠCH", "CHƯƠNG TRÌNH"]], ["Trần Thị Bê", "Đề nghị nêu rõ số hộ vi phạm."]);
    writeFileSync(join(served.dir, PLAN), readFileSync(join(served.dir, PLAN), "utf8").replace("chưa tham gia nhiệt tình", "chưa tham gia"));
    await show("form")(page);
    await page.evaluate((bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], "da-sua.docx"));
      const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
      if (!event.dataTransfer?.types.includes("Files")) Object.defineProperty(event, "dataTransfer", { value: data });
      document.body.dispatchEvent(event);
    }, readFileSync(sent).toString("base64"));
  }, "[data-test=dropped]"],
  pull: [async (page) => { await page.locator(test_("dropped-pull")).click(); }, "[data-test=pull-taken]"],
  "pull-end": [async (page) => { await page.locator("dialog .dialog-body").evaluate((body) => body.scrollTo(0, body.scrollHeight)); }, "[data-test=pull-comments]"],
  conflict: [async (page, served) => {
    await show("source")(page);
    await putCursor(page, 0);
    await page.keyboard.insertText("# của tôi\n");
    writeFileSync(join(served.dir, PLAN), `# của đồng nghiệp\n${readFileSync(join(served.dir, PLAN), "utf8")}`);
  }, "[data-test=conflict]"],
};

for (const [width, height] of [[1366, 768], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    inBrowser(`every screen at ${width}x${height}, ${colorScheme}`, { files: [SAMPLES], viewport: { width, height }, colorScheme, reducedMotion: "reduce", only: colorScheme === "dark" ? "chromium" : undefined, refuses: /\/api\/import/ }, async ({ served, page }) => {
      const wrong = [];
      for (const [name, [reach, waits]] of Object.entries(SCREENS)) {
        try {
          await reach(page, served);
          await page.locator(waits).first().waitFor();
        } catch (error) {
          wrong.push(`${name}: ${error.message}`);
        }
        await page.waitForTimeout(300);
        // A hidden caret would be a style that the page's own rules forbid.
        await page.screenshot({ path: join(pictures, `${BROWSER === "chromium" ? "" : `${BROWSER}-`}${name}-${width}-${colorScheme}.png`), caret: "initial" });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) wrong.push(`${name}: ${wide} px wider than the display`);
        // Where the pages stand beside the text, each side scrolls, never the page around them.
        const high = width > 860 ? await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight) : 0;
        if (high > 0) wrong.push(`${name}: ${high} px higher than the display`);
        // `eval` of axe goes by the debugger: the page's own rules forbid it to the page.
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        for (const { id, impact, nodes } of violations) {
          const told = `${name}: ${impact} ${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? node.failureSummary ?? ""}`).join(" | ")}`;
          if (impact === "serious" || impact === "critical") wrong.push(told);
          else console.log(told);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
}
