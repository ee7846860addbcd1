// A Chromium of its own, spoken to over a pipe, for measures. Playwright hears of every request with all that was posted:
// where whole texts are posted with every letter, that takes longer than what is to be measured.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WAIT, until } from "./page.mjs";

/** Starts a browser with one page; gives ways to command it, to have a function run in the page, and to end it. */
export async function chromium() {
  const folder = mkdtempSync(join(tmpdir(), "vanban-chromium-"));
  const switches = ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--window-size=1366,768", "--remote-debugging-pipe", `--user-data-dir=${folder}`];
  const child = spawn(process.env.CHROMIUM ?? "/usr/bin/chromium", switches, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const [, , , out, heard] = child.stdio;
  const asked = new Map();
  let rest = "";
  heard.setEncoding("utf8").on("data", (data) => {
    const told = (rest + data).split("\0");
    rest = told.pop();
    for (const { id, result, error } of told.map((one) => JSON.parse(one))) {
      asked.get(id)?.(result, error);
      asked.delete(id);
    }
  });
  let count = 0;
  const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    count += 1;
    asked.set(count, (result, error) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
    out.write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
  });
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const command = (method, params) => send(method, params, sessionId);
  const run = async (act, given) => {
    const expression = `(${act})(${JSON.stringify(given) ?? ""})`;
    const { result, exceptionDetails: wrong } = await command("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (wrong) throw new Error(wrong.exception?.description ?? wrong.text);
    return result.value;
  };
  await command("Emulation.setFocusEmulationEnabled", { enabled: true });
  await command("Page.enable");
  // In ticks of the thread: what others do on the machine does not count.
  await command("Performance.enable", { timeDomain: "threadTicks" });
  return {
    command,
    run,
    /** Waits until a function of the page says yes. */
    until: (what, act, given, pause) => until(what, () => run(act, given), WAIT, pause),
    /** How long the page's main thread has worked (ms). */
    async worked() {
      const { metrics } = await command("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
    },
    async end() {
      await send("Browser.close").catch(() => {});
      const late = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(late);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
