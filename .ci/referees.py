#!/usr/bin/env python3
"""Builds every sample and parity document, and those of tests/own-kind and tests/merged with their templates, and lets other programs judge what comes out.

referees.py VANBAN OUT VERAPDF LIBREOFFICE-25.2

LIBREOFFICE-25.2 is the folder for .ci/libreoffice-25.2.

DOCX: the Open XML SDK (two versions of Office), openxml-audit, python-docx. PDF: qpdf, pdffonts, veraPDF (a JAR);
once more with the source attached, which pdfdetach must take back out.
Both: LibreOffice turns the DOCX into a PDF, and its lines are compared with ours, laid out by the same
LibreOffice's habits (`--lay-out-as`). How many lines Word's habits set otherwise is told.
Prints a table; any fault is printed above it and makes the exit code 1.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import parity  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
faults = []


def run(*args, **kwargs):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True, **kwargs)


def fault(document, referee, words):
    faults.append(f"{document}: {referee}: {words.strip()[:2000]}")


def walk():
    """Content files that stand for themselves (profiles have no `loai`), and batch files."""
    contents, batches, of_batches = [], [], set()
    for folder in ("samples", "tests/parity", "tests/own-kind", "tests/merged"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            keys = dict(line.partition(": ")[::2] for line in path.read_text("utf-8").splitlines() if line[:1].isalpha())
            if "loai" in keys:
                contents.append(path)
            elif "bang:" in keys or "bang" in keys or "cac_hang:" in keys:
                batches.append(path)
                of_batches.add(path.parent / keys["noi_dung"].strip())
    return [path for path in contents if path not in of_batches], batches


def skeletons(vanban, folder):
    """What `vanban new` writes for each kind, as it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [line.split()[0] for line in run(vanban, "kinds").stdout.splitlines()[1:]]
    made = []
    for kind in kinds:
        path = folder / f"khung-{kind}.yaml"
        path.unlink(missing_ok=True)
        result = run(vanban, "new", kind, path)
        if result.returncode != 0:
            fault(kind, "vanban new", result.stderr)
        made.append(path)
    return made


def templates(path):
    """The template folder beside a content file, if it has one."""
    folder = path.parent / "mau"
    return ["--templates", folder] if folder.is_dir() else []


def judge_docx(name, docx):
    for office in ("Microsoft365", "Office2013"):
        result = run("ooxml-validator", docx, "--officeVersion", office)
        if result.returncode != 0:
            fault(name, f"Open XML SDK {office}", result.stdout + result.stderr)
    result = run("openxml-audit", "-m", "0", "-f", "microsoft365", "-o", "json", docx)
    try:
        report = json.loads(result.stdout)
    except ValueError:
        report = None
    if result.returncode != 0 or report is None:
        fault(name, "openxml-audit", result.stdout + result.stderr)
    import docx as python_docx
    document = python_docx.Document(str(docx))
    text = [p for p in document.paragraphs if p.text.strip()]
    if not text:
        fault(name, "python-docx", "no text")
    return {
        "headings": sum(p.style.name.lower().startswith("heading") for p in text),
        "lists": sum(p._p.pPr is not None and p._p.pPr.numPr is not None for p in text),
        "tables": len(document.tables),
        "notes": notes(name, document),
    }


def notes(name, document):
    """Marks of notes in the body; each must have its text in the footnotes part."""
    from docx.oxml.ns import qn
    import docx.opc.constants as constants
    marks = [mark.get(qn("w:id")) for mark in document.element.iter(qn("w:footnoteReference"))]
    if marks:
        part = document.part.part_related_by(constants.RELATIONSHIP_TYPE.FOOTNOTES)
        root = ElementTree.fromstring(part.blob)
        texts = {note.get(qn("w:id")): "".join(note.itertext()).strip() for note in root}
        for mark in marks:
            if not texts.get(mark):
                fault(name, "python-docx", f"note {mark} has no text")
    return len(marks)


def judge_pdf(name, pdf):
    result = run("qpdf", "--check", pdf)
    if result.returncode != 0 or "WARNING" in result.stdout + result.stderr:
        fault(name, "qpdf", result.stdout + result.stderr)
    fonts = run("pdffonts", pdf).stdout.splitlines()[2:]
    for line in fonts:
        face, rest = line[:37].strip(), line.split()
        embedded, subset, unicode_map = rest[-5], rest[-4], rest[-3]
        if "LiberationSerif" not in face or (embedded, subset, unicode_map) != ("yes",) * 3:
            fault(name, "pdffonts", line)
    if not fonts:
        fault(name, "pdffonts", "no fonts")
    return len(fonts)


def judge_attached(path, pdf):
    """The content file must come back as it is on disk, and be whole as a PDF."""
    result = run("qpdf", "--check", pdf)
    if result.returncode != 0 or "WARNING" in result.stdout + result.stderr:
        fault(path.stem, "qpdf, source attached", result.stdout + result.stderr)
    with tempfile.TemporaryDirectory() as folder:
        result = run("pdfdetach", "-saveall", "-o", folder, pdf)
        there = {file.name: file.read_bytes() for file in pathlib.Path(folder).iterdir()}
    for name, content in there.items():
        if content != (path.parent / name).read_bytes():
            fault(path.stem, "pdfdetach", f"{name} is not the file on disk")
    if path.name not in there:
        fault(path.stem, "pdfdetach", f"no {path.name} {result.stderr}")
    return len(there)


def judge_conformance(verapdf, pdfs, flavours):
    """All files in one JVM for each flavour. Returns the number of checks passed."""
    passed = 0
    for flavour in flavours:
        result = run("java", "-cp", verapdf, "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", flavour, *pdfs)
        try:
            jobs = ElementTree.fromstring(result.stdout).findall(".//job")
        except ElementTree.ParseError:
            jobs = []
        unjudged = {pdf.name for pdf in pdfs}
        for job in jobs:
            name = pathlib.Path(job.findtext("item/name")).name
            report = job.find("validationReport")
            if report is None:
                continue
            unjudged.discard(name)
            passed += int(report.find("details").get("passedChecks"))
            for rule in report.iter("rule"):
                fault(pathlib.Path(name).stem, f"veraPDF {flavour}",
                      f"{rule.get('clause')}-{rule.get('testNumber')} ({rule.get('failedChecks')} times): "
                      f"{rule.findtext('description')} {rule.findtext('check/context')}")
            if report.get("isCompliant") != "true":
                fault(pathlib.Path(name).stem, f"veraPDF {flavour}", "not compliant")
        for name in sorted(unjudged):
            fault(pathlib.Path(name).stem, f"veraPDF {flavour}", "no verdict " + result.stderr)
    return passed


def convert(command, folder, ours, built):
    """Has a LibreOffice turn the DOCX into PDF."""
    with tempfile.TemporaryDirectory() as home:
        return run(*command, f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf",
                   "--outdir", folder / "theirs", *(ours / f"{name}.docx" for name in built), timeout=1800)


def judge_lines(program, result, folder, ours, built):
    """Compares our lines with those of a LibreOffice. Returns a summary for each document."""
    theirs = folder / "theirs"
    summaries, otherwise, lines = {}, 0, 0
    for name in built:
        libre = theirs / f"{name}.pdf"
        if not libre.exists():
            fault(name, program, result.stdout + result.stderr)
            continue
        for line in run("pdffonts", libre).stdout.splitlines()[2:]:
            if "LiberationSerif" not in line:
                fault(name, f"{program}'s fonts", line)
        table = parity.compare(folder / "ours" / f"{name}.pdf", libre, program)
        if not table.sound:
            fault(name, program, table.differences(6) + table.summary())
        summaries[name] = table.summary()
        as_word = parity.compare(ours / f"{name}.pdf", libre, program)
        otherwise += as_word.total - as_word.same
        lines += as_word.total
    summaries[None] = f"{program}: {otherwise} of {lines} lines stand otherwise by Word's habits"
    return summaries


def main():
    vanban, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    verapdf = pathlib.Path(sys.argv[3])
    programs = {
        "libreoffice-7.4": ["soffice"],
        "libreoffice-25.2": [ROOT / ".ci/libreoffice-25.2", pathlib.Path(sys.argv[4]).resolve()],
    }
    ours, attached = out / "ours", out / "attached"
    for folder in (ours, attached, *(out / program for program in programs)):
        folder.mkdir(parents=True, exist_ok=True)
    built, files = [], 0
    contents, batches = walk()
    contents += skeletons(vanban, out / "skeletons")
    for path in batches:
        result = run(vanban, "batch", path, "--force", "--report", "json", "-o", ours)
        if result.returncode != 0:
            fault(path.name, "vanban batch", result.stdout + result.stderr)
            continue
        made = [line["ten"] for line in json.loads(result.stdout)["van_ban"]]
        built += [name for name in made if name not in built]
        for program in programs:
            run(vanban, "batch", path, "--force", "--only", "pdf", "--lay-out-as", program, "-o", out / program / "ours")
    for path in contents:
        result = run(vanban, "build", path, *templates(path), "--force", "-o", ours)
        if result.returncode != 0:
            fault(path.name, "vanban", result.stderr)
            continue
        built.append(path.stem)
        result = run(vanban, "build", path, *templates(path), "--force", "--only", "pdf", "--attach-source", "-o", attached)
        if result.returncode != 0:
            fault(path.stem, "vanban --attach-source", result.stderr)
            continue
        files += judge_attached(path, attached / f"{path.stem}.pdf")
        for program in programs:
            run(vanban, "build", path, *templates(path), "--force", "--only", "pdf", "--lay-out-as", program, "-o", out / program / "ours")
    # The judges are processes: as many work at once as there are processors. PDFium, by which lines are compared,
    # is none, and stays in this thread.
    pool = ThreadPoolExecutor(os.cpu_count())
    alone = [attached / f"{path.stem}.pdf" for path in contents if path.stem in built]
    converted = {program: pool.submit(convert, command, out / program, ours, built) for program, command in programs.items()}
    checks = pool.submit(judge_conformance, verapdf, [ours / f"{name}.pdf" for name in built], ("2a", "ua1"))
    more = pool.submit(judge_conformance, verapdf, alone, ("3a", "ua1"))
    docx = pool.map(judge_docx, built, [ours / f"{name}.docx" for name in built])
    pdf = pool.map(judge_pdf, built, [ours / f"{name}.pdf" for name in built])
    lines = {program: judge_lines(program, result.result(), out / program, ours, built)
             for program, result in converted.items()}
    checks, more = checks.result(), more.result()
    rows = []
    for name, found, fonts in zip(built, docx, pdf):
        rows.append(f"{name:36} {found['headings']:3} headings {found['lists']:3} list items "
                    f"{found['tables']:2} tables {found['notes']:2} notes {fonts} fonts")
        rows += [f"{'':36} {program}: {told.get(name)}" for program, told in lines.items()]
    rows += [told[None] for told in lines.values()]
    print("\n".join(rows))
    print(f"veraPDF: PDF/A-2a and PDF/UA-1, {checks} checks passed")
    print(f"with the source attached: {files} files taken back out; veraPDF: PDF/A-3a and PDF/UA-1, {more} checks passed")
    for words in sorted(faults):
        print(f"FAULT {words}")
    print(f"{len(built) - len({f.split(':')[0] for f in faults} & {n for n in built})} passed, {len(faults)} failed")
    sys.exit(1 if faults or not built else 0)


if __name__ == "__main__":
    main()
