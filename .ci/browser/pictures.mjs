// The pictures of the page in README and in the guide: VANBAN=target/release/vanban node .ci/browser/pictures.mjs

import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, SAMPLES, endBrowser, open, serve, test_, visit } from "./page.mjs";

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

await context.close();
await endBrowser();
await served.end();
