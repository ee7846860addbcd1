#!/usr/bin/env python3
"""Builds DOCX files with tracked changes and lets other programs judge them.

redline.py VANBAN OUT

For each tests/diff/NAME.moi.yaml (the old version: NAME.cu.yaml beside it, or the sample NAME) in both directions:
the Open XML SDK (two versions of Office) and openxml-audit find no fault; LibreOffice lists as many changes as the
file has; with all accepted by LibreOffice it reads as the new document that `vanban build` gives, with all rejected as
the old one, list numbers included. What LibreOffice lists is compared with what `vanban diff` says.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Loads a file, answers to all its changes, saves it as a flat ODT and as plain text. Run with: path|command|target
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Redline" script:language="StarBasic">
Sub Answer(source As String, command As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim document As Object
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  If command &lt;&gt; "" Then
    Dim none()
    createUnoService("com.sun.star.frame.DispatchHelper").executeDispatcher( _
      document.CurrentController.Frame, ".uno:" &amp; command, "", 0, none())
  End If
  Dim text(1) As New com.sun.star.beans.PropertyValue
  text(0).Name = "FilterName" : text(0).Value = "OpenDocument Text Flat XML"
  document.storeToURL(ConvertToURL(target &amp; ".fodt"), Array(text(0)))
  text(0).Value = "Text (encoded)"
  text(1).Name = "FilterOptions" : text(1).Value = "UTF8,LF"
  document.storeToURL(ConvertToURL(target &amp; ".txt"), text())
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Redline"/></library:library>
"""
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


class Office:
    """LibreOffice with the macro in a profile of its own."""

    def __init__(self, home):
        self.profile = pathlib.Path(home) / "profile"
        run("soffice", f"-env:UserInstallation=file://{self.profile}", "--headless", "--terminate_after_init")
        basic = self.profile / "user/basic/Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Redline.xba").write_text(MACRO, "utf-8")
        (basic / "script.xlb").write_text(LIBRARY, "utf-8")

    def answer(self, source, command, target):
        """The text of a document, its notes behind it, and its changes, after an answer to all of them."""
        call = f'macro:///Standard.Redline.Answer("{source}","{command}","{target}")'
        flat, text = pathlib.Path(f"{target}.fodt"), pathlib.Path(f"{target}.txt")
        for path in (flat, text):
            path.unlink(missing_ok=True)
        # With changes in a document LibreOffice does not end by itself (it would ask): its work is done when the
        # last file is whole.
        # The next run has a fresh profile, or it would look for what this one lost.
        profile = self.profile.with_name("in-use")
        shutil.rmtree(profile, ignore_errors=True)
        shutil.copytree(self.profile, profile, ignore=shutil.ignore_patterns(".lock"))
        process = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
                                    call], start_new_session=True, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        size, end = 0, time.monotonic() + 60
        while time.monotonic() < end:
            time.sleep(0.3)
            now = text.stat().st_size if text.exists() else 0
            if now and now == size:
                break
            size = now
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if not text.exists() or not flat.exists():
            raise RuntimeError(f"{source} {command}: LibreOffice wrote nothing")
        tree = ElementTree.parse(flat)
        notes = ["".join(body.itertext()).strip() for body in tree.iter(f"{TEXT}note-body")]
        lines = [line.strip() for line in text.read_text("utf-8-sig").splitlines()]
        lines = [line.replace("\u00a0", " ").replace("\u2011", "-") for line in lines if line.strip()]
        return lines + notes, len(list(tree.iter(f"{TEXT}changed-region")))


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


def judge(vanban, office, out, name, old, new):
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
    plain = {}
    for side, source in (("cu", old), ("moi", new)):
        folder = out / f"{name}-{side}"
        built = run(vanban, "build", source, "--only", "docx", "--force", "-o", folder)
        if built.returncode != 0:
            return fault(name, "vanban", built.stderr)
        plain[side], _ = office.answer(next(folder.glob("*.docx")), "", out / f"{name}-{side}-office")
    _, listed = office.answer(docx, "", out / f"{name}-office")
    if not 0 < listed <= revisions:
        fault(name, "LibreOffice", f"{listed} changes listed of {revisions}")
    for side, command in (("moi", "AcceptAllTrackedChanges"), ("cu", "RejectAllTrackedChanges")):
        text, left = office.answer(docx, command, out / f"{name}-{command}")
        if left:
            fault(name, "LibreOffice", f"{left} changes left after {command}")
        if text != plain[side]:
            import difflib
            fault(name, f"LibreOffice {command}", "\n".join(difflib.unified_diff(plain[side], text, lineterm="", n=0)))
    print(f"{name:28} {len(report['thay_doi']):3} changes told, {revisions:3} revisions, LibreOffice lists {listed}")


def main():
    vanban, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        office = Office(home)
        for name, old, new in pairs():
            judge(vanban, office, out, name, old, new)
    for words in faults:
        print(f"FAULT {words}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
