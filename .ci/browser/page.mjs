// What the tests share: a folder that is served, a browser, and ways to do what a clerk does.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium, firefox } from "playwright-core";

export const ROOT = process.env.VANBAN_ROOT ?? resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const SAMPLES = join(ROOT, "samples");
/** The program under test. */
export const VANBAN = resolve(process.env.VANBAN ?? join(ROOT, "target/release/vanban"));
/** Where pictures of what failed, and of every screen, go. */
export const OUT = resolve(process.env.VANBAN_BROWSER_OUT ?? join(ROOT, "target/browser"));
/** So long is waited for what the page does (ms). A busy machine is no fault of the page. */
export const WAIT = Number(process.env.VANBAN_WAIT ?? 30_000);
/** The browser of this run: chromium or firefox. */
export const BROWSER = process.env.VANBAN_BROWSER ?? "chromium";

/** Whether the tool tells of files that a page makes itself: of Firefox's it tells none, even of an empty page's. */
export const tellsFiles = BROWSER === "chromium";

mkdirSync(OUT, { recursive: true });

/** A folder of its own, with copies of files or folders in it. */
export function folder(...copied) {
  const made = mkdtempSync(join(tmpdir(), "vanban-browser-"));
  for (const from of copied) cpSync(from, statSync(from).isDirectory() ? made : join(made, basename(from)), { recursive: true, dereference: true });
  return made;
}

/** Nobody's user and group, for programs that are to heed the rights of files where the tests run as root. */
const NOBODY = 65534;
const IS_ROOT = process.getuid?.() === 0;
/** Why rights of files cannot be tested here, if so. */
export const noRights = IS_ROOT && spawnSync("setpriv", ["--version"]).status !== 0 ? "root heeds no rights, and there is no setpriv" : false;

/** Starts `vanban serve` in a folder; gives its address and a way to end it. */
export const serve = (dir, ...more) => start(dir, [VANBAN, "serve", dir, "--no-open", ...more]);

/** As `serve`, by a program that the rights of files bind; the folder is its own. */
export function serveBound(dir) {
  if (!IS_ROOT) return serve(dir);
  spawnSync("chown", ["-R", `${NOBODY}:${NOBODY}`, dir]);
  return start(dir, ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", VANBAN, "serve", dir, "--no-open"], { HOME: dir });
}

async function start(dir, [program, ...rest], env = {}) {
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let out = "";
  let told = "";
  child.stderr.on("data", (data) => (told += data));
  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address: ${out}${told}`)), WAIT);
    child.once("exit", (code) => reject(new Error(`vanban serve ended with ${code}: ${out}${told}`)));
    child.stdout.on("data", (data) => {
      out += data;
      const found = /http:\/\/\S+/.exec(out);
      if (found) clearTimeout(late), resolve(found[0]);
    });
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    dir,
    address,
    child,
    /** What the program said on its error stream. */
    get told() {
      return told;
    },
    async end() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
      const late = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(late);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

let started = null;
/** The browser, started once for a file of tests. */
export function browser() {
  started ??= BROWSER === "firefox"
    ? firefox.launch({ executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", channel: "moz-firefox" })
    : chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  return started;
}
export async function endBrowser() {
  if (started) await (await started).close();
  started = null;
}

/** A page of a served folder, with what went wrong in it. */
export async function visit(served, { path, viewport = { width: 1366, height: 768 }, way, refuses, context: given, ...options } = {}) {
  const context = given ?? (await (await browser()).newContext({ viewport, locale: "vi-VN", ...options }));
  context.setDefaultTimeout(WAIT);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`pageerror: ${error.message}`));
  page.on("console", (message) => {
    // The browser tells of every answer that refuses; these two are how the page learns what happened to its file.
    const isAnswer = /status of (404|409)/.test(message.text()) && /\/api\/(open|save)$/.test(message.location().url);
    const isRefusal = refuses && /status of \d+/.test(message.text()) && refuses.test(message.location().url);
    if (message.type() === "error" && !isAnswer && !isRefusal) faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    const own = new URL(served.address);
    if (!["data:", "blob:"].includes(url.protocol) && url.host !== own.host) faults.push(`foreign request: ${request.url()}`);
  });
  // Runs on the blank page, too, which has no storage.
  if (way) await page.addInitScript((way) => location.protocol === "http:" && localStorage.setItem("vanban:way", JSON.stringify(way)), way);
  await page.goto(served.address);
  if (path) await open(page, path);
  return { page, context, faults };
}

/** Opens a document and waits until its pages stand. */
export async function open(page, path) {
  await page.evaluate((path) => { location.hash = `#soan/${path.split("/").map(encodeURIComponent).join("/")}`; }, path);
  await page.locator("[data-test=page] svg text").first().waitFor();
}

export const test_ = (name) => `[data-test=${name}]`;

/** Does something with the view of the source tab: it knows the whole text; what is drawn of it is but what is in view. */
export const withView = (page, act, given) => page.evaluate(`(() => {
  const content = document.querySelector(".cm-content");
  const view = content.cmTile?.view ?? content.cmView.view;
  return (${act})(view, ${JSON.stringify(given) ?? "undefined"});
})()`);

/** The text of the document as the page has it. */
export const textOf = (page) => withView(page, (view) => view.state.doc.toString());

/** Where the cursor of the source tab is. */
export const cursorOf = (page) => withView(page, (view) => view.state.selection.main.head);

/** Puts the cursor of the source tab somewhere. */
export const putCursor = (page, at, to = at) => withView(page, (view, [at, to]) => {
  view.dispatch({ selection: { anchor: at, head: to }, scrollIntoView: true });
  view.focus();
}, [at, to]);

/** Waits until a condition holds; tells what it was waiting for. */
export async function until(what, condition, wait = WAIT, pause = 50) {
  const end = Date.now() + wait;
  let last;
  for (;;) {
    last = await condition();
    if (last) return last;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Waits until the page says that all is on disk. */
export const saved = (page) => page.locator(".saving.saved").waitFor();

/** The words of the pages that are drawn, with plain blanks. */
export const drawn = (page) => page.locator(test_("page")).allTextContents().then((all) => all.join("\n").replace(/\s+/g, " "));

/** Pastes as Word and Excel do: the clipboard has HTML and plain text. */
export const paste = (locator, html, text) => locator.evaluate((target, { html, text }) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  // Firefox gives an event that a script makes an empty clipboard.
  if (!event.clipboardData?.types.includes("text/html")) Object.defineProperty(event, "clipboardData", { value: data });
  target.dispatchEvent(event);
}, { html, text });

export const read = (...parts) => readFileSync(join(...parts), "utf8");
export const exists = (...parts) => existsSync(join(...parts));

/** What a person does in Word: words of a DOCX are replaced, and a comment is made on the first of the new ones. */
const EDIT = `
import json, sys, zipfile
path, out, changes, comment = json.load(sys.stdin)
with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        text = old.read(name)
        if name == "word/document.xml":
            text = text.decode()
            for before, after in changes:
                assert before in text, before
                text = text.replace(before, after, 1)
            if comment:
                at = text.rindex("<w:r>", 0, text.index(changes[0][1]))
                end = text.index("</w:r>", at) + len("</w:r>")
                text = text[:at] + '<w:commentRangeStart w:id="0"/>' + text[at:end] + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' + text[end:]
            text = text.encode()
        if comment and name == "[Content_Types].xml":
            text = text.replace(b"</Types>", b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>')
        if comment and name == "word/_rels/document.xml.rels":
            text = text.replace(b"</Relationships>", b'<Relationship Id="rIdComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>')
        new.writestr(name, text)
    if comment:
        new.writestr("word/comments.xml", '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="' + comment[0] + '"><w:p><w:r><w:t>' + comment[1] + '</w:t></w:r></w:p></w:comment></w:comments>')
`;

/** Edits a DOCX into another file, which may be the same; `changes` are pairs of words, `comment` is who and what. */
export function editDocx(path, out, changes, comment = null) {
  const made = `${out}.tmp`;
  const done = spawnSync("python3", ["-c", EDIT], { input: JSON.stringify([path, made, changes, comment]), encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  renameSync(made, out);
}

const PLAIN = `
import json, sys, zipfile
path, lines = json.load(sys.stdin)
with zipfile.ZipFile(path, "w") as out:
    out.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    out.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    body = "".join("<w:p><w:r>" + ('<w:rPr><w:rFonts w:ascii="' + font + '" w:hAnsi="' + font + '"/></w:rPr>' if font else "") + "<w:t>" + text + "</w:t></w:r></w:p>" for text, font in lines)
    out.writestr("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + body + "</w:body></w:document>")
`;

/** Writes a DOCX of plain paragraphs, as another program does: texts, or pairs of a text and its font. */
export function plainDocx(path, lines) {
  const pairs = lines.map((line) => (Array.isArray(line) ? line : [line, null]));
  const done = spawnSync("python3", ["-c", PLAIN], { input: JSON.stringify([path, pairs]), encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return path;
}

/** Runs the program to its end. */
export function run(dir, ...args) {
  return new Promise((resolve) => {
    const child = spawn(VANBAN, args, { cwd: dir });
    let out = "";
    child.stdout.on("data", (data) => (out += data));
    child.stderr.on("data", (data) => (out += data));
    child.once("exit", (code) => resolve({ code, out }));
  });
}

/** A test in a browser with a served folder of its own; a picture is kept where it fails. `refuses` names what the
 * program is to refuse; `bound`, that the rights of files bind the program; `before` changes the folder first. */
export function inBrowser(name, { files = [], only, bound, before, skip: why, ...more }, act) {
  const skip = only && only !== BROWSER ? `${only} alone has what this needs` : why || (bound && noRights);
  test(name, { skip, timeout: 240_000 }, async () => {
    const dir = folder(...files);
    before?.(dir);
    const served = await (bound ? serveBound : serve)(dir);
    const visited = await visit(served, more);
    try {
      await act({ served, ...visited });
      assert.deepEqual(visited.faults, []);
    } catch (error) {
      await visited.page.screenshot({ path: join(OUT, `${BROWSER}-${name.replace(/[^a-z0-9]+/gi, "-").slice(0, 60)}.png`), timeout: 5000 }).catch(() => {});
      throw error;
    } finally {
      await visited.context.close();
      await served.end();
    }
  });
}
after(endBrowser);
