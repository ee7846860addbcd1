// Bundles the page into `dist`, which is committed: `cargo build` needs no Node.
// `node build.mjs` writes it; `node build.mjs --check` fails where what is committed differs from what comes out.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

/** Sheets of style-mod go through the CSSOM: the page's policy forbids `<style>` elements. */
const adopted = {
  name: "adopted-style-sheets",
  setup(build) {
    build.onLoad({ filter: /[\\/]style-mod[\\/]src[\\/]style-mod\.js$/ }, (file) => {
      const wanted = "if (!root.head && root.adoptedStyleSheets && win.CSSStyleSheet) {";
      const text = readFileSync(file.path, "utf8");
      if (text.split(wanted).length !== 2) throw new Error("style-mod has changed: look at the plugin");
      return { contents: text.replace(wanted, "if (root.adoptedStyleSheets && win.CSSStyleSheet) {"), loader: "js" };
    });
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.js" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2021", "chrome109", "firefox109", "safari15"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  external: ["/fonts/*"],
  plugins: [adopted],
});

/** The packages that parts of the bundle come from, by name, each with its licence. */
function licences() {
  const packages = new Map();
  for (const input of Object.keys(result.metafile.inputs)) {
    const parts = input.split("/");
    const at = parts.lastIndexOf("node_modules");
    if (at < 0) continue;
    const name = parts[at + 1].startsWith("@") ? parts.slice(at + 1, at + 3).join("/") : parts[at + 1];
    packages.set(name, join(here, ...parts.slice(0, at + 1), ...name.split("/")));
  }
  const names = [...packages.keys()].sort();
  const texts = names.map((name) => {
    const folder = packages.get(name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).sort().find((file) => /^licen[cs]e/i.test(file));
    if (!license || !file) throw new Error(`${name} has no licence`);
    const text = readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return texts.join(`\n${"-".repeat(72)}\n\n`);
}

const files = new Map(result.outputFiles.map((file) => [relative(dist, file.path).split(sep).join("/"), Buffer.from(file.contents)]));
for (const name of ["index.html", "icon.svg"]) files.set(name, readFileSync(join(here, "src", name)));
files.set("LICENSES.txt", Buffer.from(licences()));

mkdirSync(dist, { recursive: true });
const check = process.argv.includes("--check");
let differs = false;
for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const path = resolve(dist, name);
  if (!check) writeFileSync(path, bytes);
  else if (!existsSync(path) || !readFileSync(path).equals(bytes)) {
    differs = true;
    console.error(`dist/${name} is not what the sources give`);
  }
  console.log(`${name} ${bytes.length}`);
}
for (const name of readdirSync(dist)) {
  if (files.has(name)) continue;
  differs = true;
  console.error(`dist/${name} comes from nothing`);
}
process.exitCode = check && differs ? 1 : 0;
