#!/usr/bin/env python3
"""Round trip of `vanban import`: every sample and fixture is built as DOCX, imported, built again and compared.

    .ci/roundtrip.py [--program target/debug/vanban] [--show] [FILE.yaml ...]

Compared are the paragraphs of both DOCX: their words, word for word, and what each is (its style, the level of its
list, the place in a table). Each difference is printed with the file; the shares come at the end.
"""

import argparse
import collections
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import xml.etree.ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = pathlib.Path(__file__).resolve().parent.parent


def styles(package):
    tree = ET.fromstring(package.read("word/styles.xml"))
    return {s.get(W + "styleId"): (s.find(W + "name").get(W + "val") if s.find(W + "name") is not None else "")
            for s in tree.iter(W + "style")}


def text(paragraph):
    out = []
    for node in paragraph.iter():
        if node.tag == W + "t":
            out.append(node.text or "")
        elif node.tag in (W + "br", W + "tab", W + "cr"):
            out.append(" ")
        elif node.tag == W + "noBreakHyphen":
            out.append("-")
    return re.sub(r"\s+", " ", "".join(out).replace("\u00a0", " ").replace("\u2011", "-")).strip()


def blocks(path):
    """(kind, text) of each paragraph with words, then of each note."""
    with zipfile.ZipFile(path) as package:
        names = styles(package)
        out = []
        parts = ["word/document.xml"] + [n for n in ("word/footnotes.xml",) if n in package.namelist()]
        for part in parts:
            tree = ET.fromstring(package.read(part))
            tables = {p: True for t in tree.iter(W + "tbl") for p in t.iter(W + "p")}
            for p in tree.iter(W + "p"):
                words = text(p)
                if not words:
                    continue
                style = p.find(f"{W}pPr/{W}pStyle")
                level = p.find(f"{W}pPr/{W}numPr/{W}ilvl")
                kind = names.get(style.get(W + "val"), "") if style is not None else ""
                kind += f" {level.get(W + 'val')}" if level is not None else ""
                out.append((kind + (" |" if p in tables else ""), words))
        return out


def words(all_blocks):
    return [w for _, t in all_blocks for w in t.split()]


def run(*args, cwd):
    env = dict(os.environ, SOURCE_DATE_EPOCH="1767225600")
    return subprocess.run([str(a) for a in args], cwd=cwd, env=env, capture_output=True, text=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "target/debug/vanban"))
    parser.add_argument("--show", action="store_true", help="every difference, not the first few of a file")
    parser.add_argument("--keep", help="a folder for what is made")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    files = args.files
    if not files:
        files = sorted(ROOT.glob("samples/*/*.yaml")) + sorted(ROOT.glob("tests/parity/*.yaml"))
    files = [f for f in files if re.search(r"^loai\s*:", f.read_text(encoding="utf-8"), re.M)]
    total = collections.Counter()
    made = pathlib.Path(args.keep) if args.keep else pathlib.Path(tempfile.mkdtemp())
    made.mkdir(parents=True, exist_ok=True)
    for file in files:
        name = f"{file.parent.name}-{file.stem}"
        folder = made / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        first = run(args.program, "build", file.resolve(), "--only", "docx", "-o", folder / "a", cwd=folder)
        docx = list((folder / "a").glob("*.docx")) if (folder / "a").exists() else []
        if len(docx) != 1:
            total["not built"] += 1
            continue
        total["files"] += 1
        imported = run(args.program, "import", docx[0], "-o", folder / "b.yaml", "--report", folder / "b.json", "--force", cwd=folder)
        if not (folder / "b.yaml").exists():
            print(f"{name}: IMPORT FAILS\n{imported.stderr[-1500:]}")
            total["failed"] += 1
            continue
        second = run(args.program, "build", folder / "b.yaml", "--only", "docx", "-o", folder / "b", cwd=folder)
        again = list((folder / "b").glob("*.docx")) if (folder / "b").exists() else []
        if len(again) != 1:
            print(f"{name}: DOES NOT BUILD\n{second.stderr[-1500:]}")
            total["failed"] += 1
            continue
        old, new = blocks(docx[0]), blocks(again[0])
        old_words, new_words = words(old), words(new)
        same = sum(m.size for m in difflib.SequenceMatcher(None, old_words, new_words, autojunk=False).get_matching_blocks())
        total["words"] += max(len(old_words), len(new_words))
        total["words same"] += same
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        equal = sum(m.size for m in matcher.get_matching_blocks())
        total["blocks"] += max(len(old), len(new))
        total["blocks same"] += equal
        total["files same"] += old == new
        total["files same in words"] += old_words == new_words
        if old != new:
            print(f"{name}: words {same}/{len(old_words)}, blocks {equal}/{len(old)}")
            shown = 0
            for op, a, b, c, d in matcher.get_opcodes():
                if op == "equal":
                    continue
                for kind, t in old[a:b][: 99 if args.show else 3]:
                    print(f"    - [{kind}] {t[:150]}")
                for kind, t in new[c:d][: 99 if args.show else 3]:
                    print(f"    + [{kind}] {t[:150]}")
                shown += 1
                if shown >= 4 and not args.show:
                    break
    share = lambda a, b: f"{total[a]}/{total[b]} ({100 * total[a] / max(total[b], 1):.2f} %)"
    print(f"files {total['files']}, failed {total['failed']}; same {share('files same', 'files')}, "
          f"same in words {share('files same in words', 'files')}; "
          f"words {share('words same', 'words')}; blocks {share('blocks same', 'blocks')}")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
