// A document and its file: others write to it, tabs meet, tabs and programs end.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLES, inBrowser, putCursor, read, saved, serve, test_, textOf, until, visit } from "./page.mjs";

const files = [join(SAMPLES, "phuong-2")];
const path = "ke-hoach-2024.yaml";
const source = { files, path, way: "source" };
const isShown = (page, name) => async () => (await page.locator(test_(name)).count()) > 0;
const type = async (page, text, at = 0) => {
  await putCursor(page, at);
  await page.keyboard.insertText(text);
};

inBrowser("saved by itself within a second or so, whole, and the version before is kept", source, async ({ served, page }) => {
  const before = read(served.dir, path);
  await type(page, "# một\n");
  await until("the disk has it", () => read(served.dir, path) === `# một\n${before}`);
  await saved(page);
  await page.locator(`${test_("menu")} button`).first().click();
  await page.locator(test_("menu-versions")).click();
  await page.locator(test_("versions")).waitFor();
  await page.locator(`${test_("versions")} .version-list button, ${test_("versions")} li button`).first().click();
  await page.locator(test_("take-version")).click();
  await until("the version is taken back", async () => (await textOf(page)) === before);
  await until("and saved", () => read(served.dir, path) === before);
});

inBrowser("a file changed outside is taken where nothing is unsaved, and undo brings back what was", source, async ({ served, page }) => {
  const before = await textOf(page);
  appendFileSync(join(served.dir, path), "# ghi bằng Notepad\n");
  await until("the page takes it", async () => (await textOf(page)).endsWith("# ghi bằng Notepad\n"));
  await page.locator(test_("toasts")).getByText("sửa ở ngoài").waitFor();
  await page.locator(test_("undo")).click();
  assert.equal(await textOf(page), before);
  await until("the undo is saved", () => read(served.dir, path) === before);
});

for (const [take, outcome] of [["take-disk", "theirs"], ["take-mine", "mine"], ["take-merged", "mine"]]) {
  inBrowser(`changed on both sides: shown side by side, never written over, then ${take}`, source, async ({ served, page }) => {
    const before = read(served.dir, path);
    const theirs = `# của đồng nghiệp\n${before}`;
    await type(page, "# của tôi\n");
    writeFileSync(join(served.dir, path), theirs);
    await page.locator(test_("conflict")).waitFor();
    assert.equal(read(served.dir, path), theirs, "the disk is as they wrote it");
    await page.waitForTimeout(1500);
    assert.equal(read(served.dir, path), theirs, "and stays so until one is chosen");
    await page.locator(test_(take)).click();
    const wanted = { theirs, mine: `# của tôi\n${before}` }[outcome];
    await until("what was chosen is on the disk", () => read(served.dir, path) === wanted);
    await saved(page);
    assert.equal(await textOf(page), wanted);
  });
}

inBrowser("changed on both sides in other places: both are joined, told, and undone one by one", source, async ({ served, page }) => {
  const before = read(served.dir, path);
  const theirs = `${before}# của đồng nghiệp\n`;
  await type(page, "# của tôi\n");
  writeFileSync(join(served.dir, path), theirs);
  await until("the disk has both", () => read(served.dir, path) === `# của tôi\n${theirs}`);
  await saved(page);
  assert.equal(await textOf(page), `# của tôi\n${theirs}`);
  await page.locator(test_("toasts")).getByText("đã gộp cả hai").waitFor();
  assert.equal(await isShown(page, "conflict")(), false);
  await page.locator(test_("undo")).click();
  assert.equal(await textOf(page), `# của tôi\n${before}`);
  await page.locator(test_("redo")).click();
  await until("the disk has both again", () => read(served.dir, path) === `# của tôi\n${theirs}`);
});

inBrowser("what was read before a save and comes after it takes nothing back", source, async ({ served, page }) => {
  const before = read(served.dir, path);
  let isHeld = false;
  await page.route("**/api/open", async (route) => {
    const response = await route.fetch();
    isHeld = true;
    await page.waitForTimeout(2000);
    await route.fulfill({ response });
  }, { times: 1 });
  writeFileSync(join(served.dir, path), `${before}# của đồng nghiệp\n`);
  await until("it is read", () => isHeld);
  await type(page, "# của tôi\n");
  const wanted = `# của tôi\n${before}# của đồng nghiệp\n`;
  await until("the disk has both", () => read(served.dir, path) === wanted);
  await saved(page);
  const end = Date.now() + 3000;
  while (Date.now() < end) {
    assert.equal(await textOf(page), wanted);
    await page.waitForTimeout(40);
  }
});

inBrowser("two tabs that type at once in other places: neither is asked, and both have all of it", source, async ({ served, page, context }) => {
  const before = read(served.dir, path);
  const other = await visit(served, { context, path });
  const end = before.length;
  await putCursor(page, 0);
  await putCursor(other.page, end);
  for (let n = 0; n < 12; n += 1) {
    await Promise.all([page.keyboard.insertText(`# một ${n}\n`), other.page.keyboard.insertText(`# hai ${n}\n`)]);
    await page.waitForTimeout(230);
  }
  const lines = (name) => Array.from({ length: 12 }, (_, n) => `# ${name} ${n}\n`).join("");
  const wanted = lines("một") + before + lines("hai");
  await until("the disk has all", () => read(served.dir, path) === wanted);
  await until("and both tabs", async () => (await textOf(page)) === wanted && (await textOf(other.page)) === wanted);
  await saved(page);
  await saved(other.page);
  assert.deepEqual(other.faults, []);
});

inBrowser("two tabs on one document: one takes what the other writes; where both write, nothing is lost", source, async ({ served, page, context }) => {
  const other = await visit(served, { context, path });
  await type(page, "# từ thẻ một\n");
  await until("the other tab takes it", async () => (await textOf(other.page)).startsWith("# từ thẻ một\n"));
  await saved(other.page);
  await Promise.all([type(page, "# một nữa\n"), type(other.page, "# hai nữa\n")]);
  const [winner, loser] = await until("one of them is asked", async () => {
    const [a, b] = [await isShown(page, "conflict")(), await isShown(other.page, "conflict")()];
    return a ? [other.page, page] : b ? [page, other.page] : null;
  });
  const disk = read(served.dir, path);
  assert.ok(/# (một|hai) nữa/.test(disk));
  assert.equal(disk, await textOf(winner));
  assert.ok((await textOf(loser)).match(/# (một|hai) nữa/)[0] !== disk.match(/# (một|hai) nữa/)[0], "the other text is still in its tab");
  await loser.locator(test_("take-mine")).click();
  await until("what was chosen is saved", async () => read(served.dir, path) === (await textOf(loser)));
  await until("and the first tab takes it", async () => (await textOf(winner)) === (await textOf(loser)));
  const versions = readdirSync(join(served.dir, ".vanban"), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => readFileSync(join(one.parentPath ?? one.path, one.name)));
  assert.ok(versions.some((bytes) => bytes.equals(Buffer.from(disk))), "the version that was written over is kept");
});

inBrowser("a tab closed at any moment of a save leaves a whole file", source, async ({ served, context }) => {
  const start = read(served.dir, path);
  const lines = [];
  /** Whole: what it was at first below some of the lines, each whole. */
  const whole = () => {
    const text = read(served.dir, path);
    return text.endsWith(start) && text.slice(0, -start.length).split(/(?<=\n)/).every((line) => line === "" || lines.includes(line));
  };
  for (const wait of [0, 200, 560, 600, 620, 650, 700, 900]) {
    const tab = await visit(served, { context, path });
    const line = `# đóng sau ${wait} ms\n`;
    lines.push(line);
    await type(tab.page, line);
    await tab.page.waitForTimeout(wait);
    if (wait >= 900) await saved(tab.page);
    await tab.page.close({ runBeforeUnload: false });
    assert.ok(whole(), `whole after ${wait} ms: ${read(served.dir, path).slice(0, 200)}`);
    // What the tab sent as it went is still on its way.
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.ok(whole(), `whole later, after ${wait} ms: ${read(served.dir, path).slice(0, 200)}`);
  }
  assert.ok(read(served.dir, path).startsWith(lines.at(-1)), "what was saved stands");
});

inBrowser("back to the list at once, and the last letters are saved", source, async ({ served, page }) => {
  const before = read(served.dir, path);
  await type(page, "# vừa gõ\n");
  await page.locator(test_("back")).click();
  await page.locator(test_("documents")).waitFor();
  await until("they are on the disk", () => read(served.dir, path) === `# vừa gõ\n${before}`);
});

inBrowser("a file that is deleted while it is open is told, and can be written again", source, async ({ served, page }) => {
  const before = await textOf(page);
  rmSync(join(served.dir, path));
  await page.locator(test_("gone")).waitFor();
  await page.locator(`${test_("gone")} button`).click();
  await until("the file is there again", () => { try { return read(served.dir, path) === before; } catch { return false; } });
});

inBrowser("the program ends: the page says so, keeps the text, and takes up again where it is back", source, async ({ served, page, faults }) => {
  const before = read(served.dir, path);
  const { port } = new URL(served.address);
  served.child.kill("SIGKILL");
  await page.locator(test_("lost")).waitFor();
  await type(page, "# gõ lúc mất liên lạc\n");
  assert.ok((await textOf(page)).startsWith("# gõ lúc mất liên lạc\n"));
  await page.waitForTimeout(1200);
  assert.equal(read(served.dir, path), before);
  // Words of the browser about a connection that is not there are no fault of the page.
  assert.ok(faults.every((one) => one.startsWith("console:") || one.includes("download failed")), faults.join("\n"));
  const again = await serve(served.dir, "--port", port);
  try {
    // The token is another one: the new address is opened in another tab, the cookie is of all.
    const other = await visit(again, { context: page.context() });
    await until("what was typed is saved", () => read(served.dir, path) === `# gõ lúc mất liên lạc\n${before}`);
    await until("the page is back", async () => !(await isShown(page, "lost")()));
    await other.page.close();
  } finally {
    faults.length = 0;
    again.child.kill("SIGINT");
  }
});
