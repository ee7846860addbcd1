// What goes wrong around a document: no rights, a full disk, a program that is away. Each is told; nothing is lost.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { SAMPLES, inBrowser, open, putCursor, read, saved, serve, tellsFiles, test_, textOf, until, visit } from "./page.mjs";

const files = [join(SAMPLES, "phuong-2")];
const path = "ke-hoach-2024.yaml";
const source = { files, path, way: "source" };
/** Words of the browser about a connection that is not there. */
const isOfConnection = (one) => one.startsWith("console:") || one.includes("download failed") || one.includes("establish a connection");
const count = (page, name) => page.locator(test_(name)).count();
const field = (...names) => `[data-field='${JSON.stringify(names)}'] :is(input, textarea, [contenteditable=true])`;
const type = async (page, text, at = 0) => {
  await putCursor(page, at);
  await page.keyboard.insertText(text);
};

inBrowser("no right to write: told with its reason, kept over leaving, and saved when there is one", { ...source, bound: true, refuses: /\/api\// }, async ({ served, page }) => {
  const before = read(served.dir, path);
  chmodSync(served.dir, 0o555);
  await type(page, "# không có quyền\n");
  await page.locator(test_("fault")).getByText("không có quyền ghi").waitFor();
  const words = await page.locator(test_("fault")).innerText();
  assert.ok(words.includes("vẫn còn nguyên") && !/-o\b/.test(words), words);
  if (tellsFiles) {
    const [kept] = await Promise.all([page.waitForEvent("download"), page.locator(test_("keep-file")).click()]);
    assert.equal(readFileSync(await kept.path(), "utf8"), `# không có quyền\n${before}`);
  }
  // DOCX and PDF are not made of what is older than what is shown.
  await page.locator(test_("build-button")).click();
  await page.locator(`${test_("build")} ${test_("fault")}`).getByText("không có quyền ghi").waitFor({ timeout: 5000 });
  await page.keyboard.press("Escape");
  await page.locator(test_("back")).click();
  await page.locator(test_("left")).getByText("chưa lưu xong").waitFor();
  assert.equal(read(served.dir, path), before);
  await page.locator(test_("back-to-left")).click();
  await page.locator(test_("fault")).waitFor();
  assert.equal(await textOf(page), `# không có quyền\n${before}`);
  assert.equal(await count(page, "left"), 0);
  await page.locator(test_("back")).click();
  await page.locator(test_("left")).waitFor();
  chmodSync(served.dir, 0o755);
  await until("it is saved without being asked for", () => read(served.dir, path) === `# không có quyền\n${before}`);
  await until("and nothing more is told of it", async () => (await count(page, "left")) === 0);
  await open(page, path);
  assert.equal(await textOf(page), `# không có quyền\n${before}`);
});

inBrowser("a tab is not closed without a word while something is not saved", { ...source, bound: true, refuses: /\/api\// }, async ({ served, page }) => {
  chmodSync(served.dir, 0o555);
  await type(page, "# chưa lưu\n");
  await page.locator(test_("fault")).waitFor();
  await page.locator(test_("back")).click();
  await page.locator(test_("left")).waitFor();
  const asked = new Promise((resolve) => page.once("dialog", (dialog) => resolve(dialog.dismiss())));
  await page.close({ runBeforeUnload: true });
  await asked;
  chmodSync(served.dir, 0o755);
});

const full = () => {
  const dir = mkdtempSync(join(tmpdir(), "vanban-full-"));
  const isMounted = process.platform === "linux" && spawnSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", dir]).status === 0;
  return { dir, isMounted, end: () => isMounted && spawnSync("umount", ["-l", dir]) };
};

test("a disk that is full: told, nothing on it is changed, saved when there is room", { timeout: 240_000 }, async (context) => {
  const disk = full();
  if (!disk.isMounted) {
    rmSync(disk.dir, { recursive: true });
    return context.skip("no disk of a small size can be had here");
  }
  cpSync(files[0], disk.dir, { recursive: true, dereference: true });
  const served = await serve(disk.dir);
  const { page, context: tabs, faults } = await visit(served, { path, way: "source", refuses: /\/api\// });
  try {
    const before = read(disk.dir, path);
    const filler = join(disk.dir, "day.bin");
    assert.throws(() => writeFileSync(filler, Buffer.alloc(5 << 20)), /ENOSPC/);
    await type(page, "# đĩa đầy\n");
    await page.locator(test_("fault")).getByText("ổ đĩa đầy").waitFor();
    assert.equal(read(disk.dir, path), before);
    const other = await tabs.newPage();
    await other.goto(served.address);
    await other.locator(test_("new-document")).click();
    await other.locator(test_("kind")).first().click();
    await other.locator(test_("make")).click();
    await other.locator(test_("fault")).getByText("ổ đĩa đầy").waitFor();
    await other.goto(`${new URL(served.address).origin}/#/soan/bao-cao-bieu-do.yaml`);
    await other.locator(test_("build-button")).click();
    await other.locator(test_("build")).getByText("ổ đĩa đầy").first().waitFor();
    await other.close();
    rmSync(filler);
    await until("it is saved without being asked for", () => read(disk.dir, path) === `# đĩa đầy\n${before}`);
    await saved(page);
    assert.equal(await count(page, "fault"), 0);
    assert.deepEqual(faults, []);
  } finally {
    await tabs.close();
    disk.end();
    await served.end();
  }
  return undefined;
});

inBrowser("a file that goes and comes back: told once, and what was typed meanwhile is saved", source, async ({ served, page }) => {
  const before = read(served.dir, path);
  renameSync(join(served.dir, path), join(served.dir, "ten-khac.yaml"));
  await page.locator(test_("gone")).waitFor();
  await type(page, "# lúc tệp đổi tên\n");
  await page.locator(".saving.fault").waitFor();
  assert.equal(await page.locator(".notice").count(), 1);
  await page.locator(test_("build-button")).click();
  await page.locator(`${test_("build")} ${test_("fault")}`).waitFor({ timeout: 5000 });
  await page.keyboard.press("Escape");
  renameSync(join(served.dir, "ten-khac.yaml"), join(served.dir, path));
  await until("it is saved", () => read(served.dir, path) === `# lúc tệp đổi tên\n${before}`);
  await until("and told no more", async () => (await count(page, "gone")) === 0);
});

inBrowser("what is typed in the form while the program is away stays, over leaving the document, too", { files, path, way: "form" }, async ({ served, page, faults }) => {
  await page.locator(test_("form")).waitFor();
  const { port } = new URL(served.address);
  served.child.kill("SIGKILL");
  await page.locator(test_("lost")).waitFor();
  const subject = page.locator(field("trich_yeu")).first();
  await subject.focus();
  await page.keyboard.press("Control+End");
  for (const letter of " lúc vắng") await page.keyboard.type(letter, { delay: 30 });
  const body = page.locator(field("noi_dung")).first();
  await body.focus();
  await page.keyboard.press("Control+End");
  for (const letter of " Thân vắng.") await page.keyboard.type(letter, { delay: 30 });
  await page.waitForTimeout(2500);
  assert.ok((await subject.inputValue()).endsWith(" lúc vắng"), await subject.inputValue());
  assert.ok((await body.innerText()).includes(" Thân vắng."));
  await page.locator(".saving.offline").waitFor();
  await page.locator(test_("back")).click();
  await page.locator(test_("left")).waitFor();
  assert.ok(!read(served.dir, path).includes("vắng"));
  const again = await serve(served.dir, "--port", port);
  try {
    // It runs, and its address is not opened yet: this tab is a stranger to it.
    await page.waitForTimeout(2500);
    const other = await visit(again, { context: page.context() });
    await until("all of it is saved", () => read(served.dir, path).includes("năm 2024 lúc vắng") && read(served.dir, path).includes(" Thân vắng."));
    await until("and told no more", async () => (await count(page, "left")) === 0);
    await other.page.close();
  } finally {
    assert.ok(faults.every(isOfConnection), faults.join("\n"));
    faults.length = 0;
    again.child.kill("SIGINT");
  }
});

inBrowser("the machine sleeps: told while the program is silent, then saved, and what others wrote meanwhile is seen", source, async ({ served, page }) => {
  const before = read(served.dir, path);
  served.child.kill("SIGSTOP");
  try {
    await type(page, "# lúc máy ngủ\n");
    await page.locator(test_("slow")).waitFor();
    assert.ok((await page.locator(test_("slow")).innerText()).includes("vẫn còn nguyên"));
    await page.locator(test_("late")).getByText("Đang dựng lại trang").waitFor();
    await page.waitForTimeout(15_000);
  } finally {
    served.child.kill("SIGCONT");
  }
  await until("it is saved", () => read(served.dir, path) === `# lúc máy ngủ\n${before}`);
  await saved(page);
  assert.equal(await count(page, "slow"), 0);
  served.child.kill("SIGSTOP");
  writeFileSync(join(served.dir, path), `# người khác\n${before}`);
  await page.waitForTimeout(5000);
  served.child.kill("SIGCONT");
  await until("the page has it", async () => (await textOf(page)) === `# người khác\n${before}`);
  await page.locator(test_("toasts")).getByText("sửa ở ngoài").waitFor();
});

inBrowser("the connection for events breaks: the page listens again, and sees what was written meanwhile", source, async ({ served, page, context }) => {
  const before = read(served.dir, path);
  await context.setOffline(true);
  await page.evaluate(() => Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true }) && document.dispatchEvent(new Event("visibilitychange")));
  writeFileSync(join(served.dir, path), `# lúc không nghe\n${before}`);
  await page.waitForTimeout(1500);
  await context.setOffline(false);
  await page.evaluate(() => Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true }) && document.dispatchEvent(new Event("visibilitychange")));
  await until("the page has it", async () => (await textOf(page)) === `# lúc không nghe\n${before}`);
});
