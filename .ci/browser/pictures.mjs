// The pictures of the page in README and in the guide: VANBAN=target/release/vanban node .ci/browser/pictures.mjs

import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, SAMPLES, editDocx, endBrowser, open, serve, test_, visit } from "./page.mjs";

const dir = join(mkdtempSync(join(tmpdir(), "vanban-")), "samples");
mkdirSync(dir);
cpSync(SAMPLES, dir, { recursive: true });
const served = await serve(dir);
const { page, context } = await visit(served, { viewport: { width: 1180, height: 600 }, colorScheme: "light", reducedMotion: "reduce", way: "form" });
const picture = (name) => page.screenshot({ path: join(ROOT, "docs", name) });

await page.locator(test_("documents")).waitFor();
await page.waitForFunction(() => !document.body.textContent.includes("Đang soát"));
// Where the samples stand on this machine is nobody's business.
await page.locator(".bar h1 span").evaluate((title) => { title.textContent = "samples"; });
await picture("trang-danh-sach.png");

await open(page, "phuong-2/ke-hoach-2024.yaml");
const body = page.locator(`.ProseMirror[data-path='["noi_dung"]']`);
await body.waitFor();
await body.locator("p", { hasText: "UBND Phường tổ chức" }).first().click({ position: { x: 240, y: 10 } });
await page.locator(".mark-caret").waitFor();
await body.evaluate((body) => body.closest(".field").scrollIntoView());
await page.mouse.move(400, 20);
await picture("trang-soan.png");

// What a leader edited in Word, where the plan has changed, too.
await page.locator(test_("build-button")).click();
await page.locator(test_("built-file")).nth(1).waitFor();
await page.keyboard.press("Escape");
const plan = join(dir, "phuong-2/ke-hoach-2024.yaml");
const docx = plan.replace(".yaml", ".docx");
editDocx(docx, docx, [["chưa tham gia nhiệt tình", "chưa tham gia tích cực"], ["nuôi chó thả rong", "nuôi chó, mèo thả rong"]], ["Hồ Lê Hoàng Khoa", "Đề nghị nêu rõ số hộ."]);
writeFileSync(plan, readFileSync(plan, "utf8").replace("chưa tham gia nhiệt tình", "chưa tham gia"));
await page.reload();
await page.locator("[data-test=page] svg text").first().waitFor();
await page.locator(`${test_("menu")} button`).first().click();
await page.locator(test_("menu-pull")).click();
await page.locator(test_("clash-word")).first().check();
await page.locator(`${test_("pull")} [aria-busy=false]`).waitFor();
await page.mouse.move(400, 20);
await picture("trang-lay-sua-doi.png");

await context.close();
await endBrowser();
await served.end();
