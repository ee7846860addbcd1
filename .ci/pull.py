#!/usr/bin/env python3
"""Edits built DOCX files as people do and pulls the edits back: pull.py VANBAN OUT [--cases 500] [--libreoffice 5]

Each case is a document (samples, fixtures), one edit by python-docx or on its XML, and for every so many a pass through
LibreOffice, which saves it as DOCX again. Then `vanban pull --write`, `vanban build`, and the text of what was built is held
against the edited text, paragraph by paragraph, as python-docx reads both. A case is *equal*, *told* (something was left, and
the report says so), or *wrong*: the text differs and nothing was told, or lines of the YAML changed that are no part of the
edit. Prints a share by kind of edit; fails on a wrong one.
"""

import argparse
import collections
import copy
import difflib
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORDS = "việc thực hiện tốt các nhiệm vụ được giao năm nay tại địa bàn phường theo kế hoạch".split()


def paragraphs(document):
    """All paragraphs of the body in their order, those of cells with them."""
    return [Paragraph(node, document) for node in document.element.body.iter(qn("w:p"))]


def texts(path):
    """The words of each paragraph, without blanks and signs that only keep lines together."""
    found = []
    for paragraph in paragraphs(docx.Document(str(path))):
        text = "".join(node.text or "" if node.tag == qn("w:t") else "-" if node.tag == qn("w:noBreakHyphen") else " "
                       for node in paragraph._p.iter(qn("w:t"), qn("w:noBreakHyphen"), qn("w:br"), qn("w:tab")))
        text = " ".join(text.replace("\u00a0", " ").replace("\u2011", "-").split())
        if text:
            found.append(text)
    return found


def long_ones(document, least=60):
    """Paragraphs of text with a run of several words, in the body."""
    names = ("Lời văn", "Mục danh sách", "Căn cứ", "Điểm", "Khoản")
    return [p for p in paragraphs(document) if p._p.getparent().tag == qn("w:body") and len(p.text) > least and p.style.name in names
            and any(len(run.text.split(" ")) > 5 for run in p.runs)]


def run_of(paragraph):
    return next(run for run in paragraph.runs if len(run.text.split(" ")) > 5)


def words(document, dice, change):
    found = long_ones(document)
    if not found:
        return False
    run = run_of(dice.choice(found))
    parts = run.text.split(" ")
    change(parts, dice.randrange(1, len(parts) - 1))
    run.text = " ".join(parts)
    return True


def word(document, dice):
    return words(document, dice, lambda parts, at: parts.__setitem__(at, dice.choice(WORDS)))


def added(document, dice):
    return words(document, dice, lambda parts, at: parts.insert(at, " ".join(dice.sample(WORDS, 3))))


def dropped(document, dice):
    return words(document, dice, lambda parts, at: parts.pop(at))


def bold(document, dice):
    found = long_ones(document)
    if not found:
        return False
    run = run_of(dice.choice(found))
    parts = run.text.split(" ")
    at = dice.randrange(1, len(parts) - 1)
    head, mid, tail = " ".join(parts[:at]) + " ", parts[at], " " + " ".join(parts[at + 1 :])
    for text, is_bold in ((tail, None), (mid, True)):
        node = copy.deepcopy(run._r)
        run._r.addnext(node)
        new = docx.text.run.Run(node, run._parent)
        new.text, new.bold = text, is_bold if is_bold else run.bold
    run.text = head
    return True


def gone(document, dice):
    found = long_ones(document)
    if len(found) < 3:
        return False
    node = dice.choice(found)._p
    node.getparent().remove(node)
    return True


def come(document, dice):
    found = long_ones(document)
    if not found:
        return False
    near = dice.choice(found)
    node = copy.deepcopy(near._p)
    near._p.addnext(node)
    new = Paragraph(node, near._parent)
    for run in new.runs[1:]:
        run._r.getparent().remove(run._r)
    for mark in list(node.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    new.runs[0].text = "Đoạn mới: " + " ".join(dice.sample(WORDS, 8)) + "."
    return True


def split(document, dice):
    found = [p for p in long_ones(document, 120) if len(p.runs) == 1]
    if not found:
        return False
    near = dice.choice(found)
    node = copy.deepcopy(near._p)
    near._p.addnext(node)
    parts = near.runs[0].text.split(" ")
    near.runs[0].text = " ".join(parts[: len(parts) // 2])
    Paragraph(node, near._parent).runs[0].text = " ".join(parts[len(parts) // 2 :])
    return True


def tables(document):
    return [table for table in document.tables if table.style is not None and table.style.name == "Bảng" or "KieuBang" in table._tbl.xml[:3000]]


def cell(document, dice):
    found = [c for table in tables(document) for row in table.rows[1:] for c in row.cells
             if len(c.paragraphs) == 1 and c.paragraphs[0].runs and c.paragraphs[0].style.name == "Ô bảng"]
    if not found:
        return False
    paragraph = dice.choice(found).paragraphs[0]
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = dice.choice(["Ô đã sửa", "1.250", "Khóm Bảy"])
    return True


def rows(document):
    return [row for table in tables(document) for row in table.rows[1:]
            if all(c.paragraphs[0].style.name == "Ô bảng" for c in row.cells)]


def row_gone(document, dice):
    found = rows(document)
    if len(found) < 3:
        return False
    node = dice.choice(found)._tr
    node.getparent().remove(node)
    return True


def row_come(document, dice):
    found = rows(document)
    if not found:
        return False
    near = dice.choice(found)._tr
    node = copy.deepcopy(near)
    near.addnext(node)
    for number, text in enumerate(node.iter(qn("w:t"))):
        text.text = f"mới {number}"
    return True


def recipient(document, dice):
    found = [p for p in paragraphs(document) if p.style.name == "Danh sách nơi nhận" and not p.text.startswith("Lưu") and p.runs]
    if not found:
        return False
    near = dice.choice(found)
    node = copy.deepcopy(near._p)
    near._p.addprevious(node)
    new = Paragraph(node, near._parent)
    for run in new.runs[1:]:
        run._r.getparent().remove(run._r)
    new.runs[0].text = "Trung tâm " + " ".join(dice.sample(WORDS, 2)) + ";"
    return True


def subject(document, dice):
    found = [p for p in paragraphs(document) if p.style.name == "Trích yếu" and len(p.runs) == 1 and len(p.text.split()) > 3]
    if not found:
        return False
    found[0].runs[0].text += " " + dice.choice(WORDS)
    return True


def tracked(document, dice):
    """A word of a paragraph is struck out and another put in, with Track Changes."""
    found = long_ones(document)
    if not found:
        return False
    run = run_of(dice.choice(found))
    parts = run.text.split(" ")
    at = dice.randrange(1, len(parts) - 1)
    old, new, tail = (copy.deepcopy(run._r) for _ in range(3))
    run._r.addnext(tail)
    for name, node, number in (("w:ins", new, 901), ("w:del", old, 902)):
        holder = document.element.makeelement(qn(name), {qn("w:id"): str(number), qn("w:author"): "Người sửa"})
        run._r.addnext(holder)
        holder.append(node)
    for node in old.iter(qn("w:t")):
        node.tag = qn("w:delText")
    docx.text.run.Run(tail, run._parent).text = " " + " ".join(parts[at + 1 :])
    docx.text.run.Run(new, run._parent).text = dice.choice(WORDS)
    texts_of = list(old.iter(qn("w:delText")))
    texts_of[0].text = parts[at]
    for node in texts_of[1:]:
        node.getparent().remove(node)
    run.text = " ".join(parts[:at]) + " "
    return True


EDITS = [word, added, dropped, bold, gone, come, split, cell, row_gone, row_come, recipient, subject, tracked]


def accepted(path):
    """A copy with its tracked changes accepted, for reading its text."""
    document = docx.Document(str(path))
    for node in list(document.element.body.iter(qn("w:del"))):
        node.getparent().remove(node)
    out = path.with_suffix(".accepted.docx")
    document.save(str(out))
    return out


def through_libreoffice(path):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML",
                        "--outdir", folder / "out", path], capture_output=True, timeout=120, check=True)
        shutil.copy(folder / "out" / path.name, path)


def case(job):
    number, vanban, source, out, passes = job
    dice = random.Random(number)
    edit = EDITS[number % len(EDITS)]
    folder = out / f"{number:04}"
    folder.mkdir(parents=True)
    yaml = folder / source.parent.name / source.name
    shutil.copytree(source.parent, yaml.parent)
    run = lambda *args: subprocess.run([vanban, *map(str, args)], capture_output=True, text=True, cwd=yaml.parent)
    built = run("build", yaml.name, "--only", "docx", "--force", "-o", "ra")
    docx_path = yaml.parent / "ra" / f"{yaml.stem}.docx"
    if not docx_path.exists():
        return edit.__name__, "not built", source.name, built.stderr[:200]
    document = docx.Document(str(docx_path))
    if not edit(document, dice):
        shutil.rmtree(folder)
        return edit.__name__, "nothing to edit", source.name, ""
    edited = yaml.parent / "sua.docx"
    document.save(str(edited))
    if passes:
        through_libreoffice(edited)
    wanted = texts(accepted(edited))
    before = yaml.read_text("utf-8")
    pulled = run("pull", "sua.docx", yaml.name, "--write", "--built", "ra", "--report", "json")
    try:
        report = json.loads(pulled.stdout)
    except ValueError:
        return edit.__name__, "wrong", source.name, f"{folder}: {pulled.stderr[:300]}"
    run("build", yaml.name, "--only", "docx", "--force", "-o", "ra2")
    made = texts(yaml.parent / "ra2" / f"{yaml.stem}.docx") if (yaml.parent / "ra2" / f"{yaml.stem}.docx").exists() else []
    after = yaml.read_text("utf-8")
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:2] in ("- ", "+ ")]
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#") and not line.startswith("  ")]
    kept = all(line in after for line in comments)
    if not kept or len(changed) > 12:
        return edit.__name__, "wrong", source.name, f"{folder}: {len(changed)} lines changed"
    if made == wanted:
        outcome = "equal"
    elif report["bo_lai"] or report["con_khac"]:
        outcome = "told"
    else:
        differs = [line for line in difflib.ndiff(wanted, made) if line[:2] in ("- ", "+ ")][:2]
        return edit.__name__, "wrong", source.name, f"{folder}: {differs}"
    words_of = "" if outcome == "equal" else str((report["bo_lai"] or report["con_khac"])[:1])[:300]
    shutil.rmtree(folder)
    return edit.__name__, outcome, source.name, words_of


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vanban", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--libreoffice", type=int, default=5, help="every so many goes through LibreOffice")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    shutil.rmtree(args.out, ignore_errors=True)
    sources = sorted([*ROOT.glob("samples/phuong-2/*.yaml"), *ROOT.glob("samples/an-phu/*.yaml"), *ROOT.glob("tests/parity/*.yaml")])
    sources = [path for path in sources if path.stem != "co-quan" and "\nloai:" in "\n" + path.read_text("utf-8")]
    jobs = [(number, args.vanban.resolve(), sources[number * 7 % len(sources)], args.out.resolve(), number % args.libreoffice == 0)
            for number in range(args.cases)]
    counts, wrong = collections.defaultdict(collections.Counter), []
    with ThreadPoolExecutor(args.jobs) as pool:
        for kind, outcome, name, told in pool.map(case, jobs):
            counts[kind][outcome] += 1
            if outcome == "wrong":
                wrong.append(f"{kind} {name}: {told}")
            elif args.show and outcome == "told":
                print(f"{kind} {name}: {told}")
    total = collections.Counter()
    for kind in (edit.__name__ for edit in EDITS):
        of = counts[kind]
        total.update(of)
        tried = of["equal"] + of["told"] + of["wrong"]
        print(f"{kind:10} {of['equal']:3} equal, {of['told']:3} told, {of['wrong']:3} wrong of {tried}")
    tried = total["equal"] + total["told"] + total["wrong"]
    print(f"pull: {tried} cases, {total['equal']} equal ({100 * total['equal'] / max(tried, 1):.1f} %), {total['told']} told, {total['wrong']} wrong; "
          f"{total['nothing to edit']} had nothing to edit")
    for line in wrong[:40]:
        print("wrong:", line)
    sys.exit(bool(wrong) or not total["equal"])


if __name__ == "__main__":
    main()
