#!/usr/bin/env python3
"""Builds DOCX files with tracked changes and lets other programs judge them.

redline.py VANBAN OUT

For each tests/diff/NAME.moi.yaml (the old version: NAME.cu.yaml beside it, or the sample NAME) in both directions:
the Open XML SDK (two versions of Office) and openxml-audit find no fault, LibreOffice lists the changes, and the words
that are revisions in the file are those that `vanban diff` says came and went.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
faults = []


def run(*args):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True, timeout=60)


def fault(document, referee, words):
    faults.append(f"{document}: {referee}: {words.strip()[:2000]}")


def pairs():
    for new in sorted((ROOT / "tests/diff").glob("*.moi.yaml")):
        name = new.name.removesuffix(".moi.yaml")
        old = new.with_name(f"{name}.cu.yaml")
        if not old.exists():
            old = next((ROOT / "samples").rglob(f"{name}.yaml"))
        yield name, old, new
        yield f"{name}-nguoc", new, old


def listed_by_office(home, docx, out):
    """How many changes LibreOffice finds in a file."""
    run("soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "fodt", "--outdir", out, docx)
    tree = ElementTree.parse(out / f"{docx.stem}.fodt")
    return len(list(tree.iter(f"{TEXT}changed-region")))


def judge_schema(name, docx):
    for office in ("Microsoft365", "Office2013"):
        result = run("ooxml-validator", docx, "--officeVersion", office)
        if result.returncode != 0:
            fault(name, f"Open XML SDK {office}", result.stdout + result.stderr)
    result = run("openxml-audit", "-m", "0", "-f", "microsoft365", "-o", "json", docx)
    if result.returncode != 0:
        fault(name, "openxml-audit", result.stdout + result.stderr)


def texts_of(docx):
    """The stretches of text that are revisions, by kind, and how many revisions of each sort there are."""
    words, count = {"them": "", "bo": ""}, 0
    with zipfile.ZipFile(docx) as package:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part not in package.namelist():
                continue
            root = ElementTree.fromstring(package.read(part))
            for element in root.iter():
                kind = {f"{W}ins": "them", f"{W}del": "bo"}.get(element.tag)
                if kind:
                    count += 1
                    words[kind] += "".join(t.text or "" for t in element.iter() if t.tag in (f"{W}t", f"{W}delText"))
    return words, count


def texts_told(report):
    """The same from `vanban diff --report json`."""
    words = {"them": "", "bo": ""}
    for change in report["thay_doi"]:
        what = change["noi_dung"]
        if change["loai"] in words:
            words[change["loai"]] += "".join(cell for row in what["hang"] for cell in row)
        elif change["loai"] == "sua":
            for span in what["doan"]:
                if span["loai"] in words:
                    words[span["loai"]] += span["chu"]
        elif change["loai"] == "danh_so_lai" and "cột 1" in change["cho"]:
            for old, new in what:
                words["bo"] += old
                words["them"] += new
    return words


def letters(text):
    """As a bag: notes stand elsewhere in the two, and a blank or a note's mark has no letters."""
    return sorted(re.sub(r"\[\d+\]|[\s\u00a0…\u2011-]", "", text))


def judge(vanban, home, out, name, old, new):
    docx = out / f"{name}.docx"
    result = run(vanban, "diff", old, new, "-o", docx, "--report", "json", "--force")
    if result.returncode != 0:
        return fault(name, "vanban", result.stderr)
    report = json.loads(result.stdout)
    judge_schema(name, docx)
    words, revisions = texts_of(docx)
    told = texts_told(report)
    for kind in words:
        if letters(words[kind]) != letters(told[kind]):
            fault(name, "terminal and DOCX differ", f"{kind}: {told[kind]!r} {words[kind]!r}")
    listed = listed_by_office(home, docx, out)
    # Revisions that touch are one change to LibreOffice.
    if not 0 < listed <= revisions or listed < len(report["thay_doi"]) / 2:
        fault(name, "LibreOffice", f"{listed} changes listed of {revisions}")
    print(f"{name:28} {len(report['thay_doi']):3} changes told, {revisions:3} revisions, LibreOffice lists {listed}")


def main():
    vanban, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name, old, new in pairs():
            judge(vanban, home, out, name, old, new)
    for words in faults:
        print(f"FAULT {words}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
