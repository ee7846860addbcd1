#!/usr/bin/env python3
"""Edits built DOCX files as people do and pulls the edits back: pull.py VANBAN OUT [--cases 500] [--libreoffice 5]

Each case is a document (samples, fixtures), one edit or several by python-docx, on its XML or in LibreOffice with its Track
Changes on, and for every so many a pass through LibreOffice, which saves it as DOCX again. Then `vanban pull --write`,
`vanban build`, and the text of what was built is held against the edited text, paragraph by paragraph, as python-docx reads
both. A case is *equal*, *told* (something was left, and the report says so), or *wrong*: the text differs and nothing was told,
more of the YAML changed than the edit needs, an expression or a comment is gone, or a conflict was not found. Prints a share by
kind of edit; fails on a wrong one.

Every third case forgets what was built last, so that only the DOCX itself tells what it was made as.
"""

import argparse
import collections
import copy
import difflib
import json
import pathlib
import random
import re
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


def words_of(node):
    """The words of a paragraph, without blanks and signs that only keep lines together."""
    text = "".join(one.text or "" if one.tag == qn("w:t") else "-" if one.tag == qn("w:noBreakHyphen") else " "
                   for one in node.iter(qn("w:t"), qn("w:noBreakHyphen"), qn("w:br"), qn("w:tab")))
    return " ".join(text.replace("\u00a0", " ").replace("\u2011", "-").split())


def texts(path):
    """The words of each paragraph, and of the notes in the order of their marks."""
    document = docx.Document(str(path))
    found = [words_of(paragraph._p) for paragraph in paragraphs(document)]
    part = notes_part(document)
    if part is not None:
        notes = {node.get(qn("w:id")): node for node in docx.oxml.parse_xml(part.blob).iter(qn("w:footnote"))}
        for number, mark in enumerate(document.element.body.iter(qn("w:footnoteReference")), 1):
            note = notes.get(mark.get(qn("w:id")))
            found += [f"[{number}] {words_of(node)}" for node in (note.iter(qn("w:p")) if note is not None else ())]
    return [text for text in found if text]


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


def joined(document, dice):
    """Two paragraphs become one, as with the Delete key at the end of the first."""
    found = [p for p in long_ones(document) if p.style.name == "Lời văn"]
    pairs = [(p, after) for p in found for after in found if p._p.getnext() is after._p]
    if not pairs:
        return False
    first, second = dice.choice(pairs)
    first.runs[-1].text += " "
    for run in list(second.runs):
        first._p.append(run._r)
    second._p.getparent().remove(second._p)
    return True


def item_come(document, dice):
    found = [p for p in long_ones(document, 20) if p.style.name == "Mục danh sách"]
    if not found:
        return False
    near = dice.choice(found)
    node = copy.deepcopy(near._p)
    near._p.addnext(node)
    new = Paragraph(node, near._parent)
    for run in new.runs[1:]:
        run._r.getparent().remove(run._r)
    for note in list(node.iter(qn("w:footnoteReference"))):
        note.getparent().getparent().remove(note.getparent())
    new.runs[0].text, new.runs[0].bold = "mục thêm vào: " + " ".join(dice.sample(WORDS, 5)) + ";", None
    return True


def of_style(document, *names):
    return [p for p in paragraphs(document) if p.style.name in names and p.runs]


def number(document, dice):
    found = [p for p in of_style(document, "Số ký hiệu") if p.text.startswith("Số")]
    if len(found) != 1:
        return False
    # The gap for the number may be a tab or spaces: what stands before the stroke becomes a number.
    head, stroke, tail = found[0].text.partition("/")
    if not stroke or found[0].text.count("/") != 1:
        return False
    for run in found[0].runs[1:]:
        run._r.getparent().remove(run._r)
    found[0].runs[0].text = f"Số: {dice.randrange(10, 900)}/{tail}"
    return True


def day(document, dice):
    found = of_style(document, "Địa danh và thời gian")
    if len(found) != 1 or "ngày" not in found[0].text or "tháng" not in found[0].text:
        return False
    place, _, rest = found[0].text.partition("ngày")
    rest = rest.partition("tháng")[2]
    for run in found[0].runs[1:]:
        run._r.getparent().remove(run._r)
    found[0].runs[0].text = f"{place}ngày {dice.randrange(13, 28)} tháng{rest}"
    return "  tháng" not in found[0].text and any(c.isdigit() for c in rest.partition("năm")[0])


def signatory(document, dice):
    found = of_style(document, "Họ và tên")
    if not found:
        return False
    paragraph = dice.choice(found)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = dice.choice(["Trần Thị Thu Hà", "Nguyễn Văn Bé Ba", "Lê Hoàng Phúc"])
    return True


def notes_part(document):
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes")]
    return parts[0] if parts else None


def without_orphans(document):
    """Takes out notes whose marks are gone, as Word does when it saves; LibreOffice 7.4 would give them to the marks behind."""
    part = notes_part(document)
    if part is None:
        return
    marked = {node.get(qn("w:id")) for node in document.element.body.iter(qn("w:footnoteReference"))}
    root = docx.oxml.parse_xml(part.blob)
    for node in list(root.iter(qn("w:footnote"))):
        if node.get(qn("w:type")) is None and node.get(qn("w:id")) not in marked:
            root.remove(node)
    part._blob = docx.oxml.xmlchemy.serialize_for_reading(root).encode()


def note(document, dice):
    """Words of a footnote."""
    part = notes_part(document)
    if part is None:
        return False
    root = docx.oxml.parse_xml(part.blob)
    found = [t for t in root.iter(qn("w:t")) if len((t.text or "").split()) > 3]
    if not found:
        return False
    node = dice.choice(found)
    parts = node.text.split(" ")
    parts.insert(len(parts) // 2, " ".join(dice.sample(WORDS, 2)))
    node.text = " ".join(parts)
    part._blob = docx.oxml.xmlchemy.serialize_for_reading(root).encode()
    return True


def note_come(document, dice):
    """A new footnote, as Word writes it."""
    part, found = notes_part(document), long_ones(document)
    if part is None or not found:
        return False
    root = docx.oxml.parse_xml(part.blob)
    number = max(int(n.get(qn("w:id"))) for n in root.iter(qn("w:footnote"))) + 1
    node = copy.deepcopy(list(root.iter(qn("w:footnote")))[-1])
    node.set(qn("w:id"), str(number))
    kept = list(node.iter(qn("w:p")))
    for extra in kept[1:]:
        extra.getparent().remove(extra)
    texts_of = [t for t in kept[0].iter(qn("w:t")) if (t.text or "").strip()]
    if not texts_of:
        return False
    texts_of[0].text = "Ghi chú mới " + " ".join(dice.sample(WORDS, 4)) + "."
    for extra in texts_of[1:]:
        extra.getparent().remove(extra)
    root.append(node)
    part._blob = docx.oxml.xmlchemy.serialize_for_reading(root).encode()
    paragraph = dice.choice(found)
    old = list(document.element.body.iter(qn("w:footnoteReference")))[0].getparent()
    mark = copy.deepcopy(old)
    list(mark.iter(qn("w:footnoteReference")))[0].set(qn("w:id"), str(number))
    paragraph.runs[-1]._r.addnext(mark)
    return True


def note_gone(document, dice):
    found = list(document.element.body.iter(qn("w:footnoteReference")))
    if not found:
        return False
    mark = dice.choice(found).getparent()
    mark.getparent().remove(mark)
    return True


def tracked_by(number):
    return {qn("w:id"): str(number), qn("w:author"): "Người sửa"}


def of_mark(paragraph):
    """The properties of a paragraph's mark, made where there are none."""
    properties = paragraph._p.get_or_add_pPr()
    of_run = properties.find(qn("w:rPr"))
    if of_run is None:
        of_run = properties.makeelement(qn("w:rPr"), {})
        properties.append(of_run)
    return of_run


def tracked_come(document, dice):
    """A paragraph typed with Track Changes: its mark is inserted as well."""
    if not come(document, dice):
        return False
    new = next(p for p in paragraphs(document) if p.text.startswith("Đoạn mới: "))
    before = Paragraph(new._p.getprevious(), new._parent)
    # The mark that was typed is the one of the paragraph before; the new text took over the old mark.
    of_mark(before).insert(0, document.element.makeelement(qn("w:ins"), tracked_by(911)))
    for number, run in enumerate(list(new.runs)):
        holder = document.element.makeelement(qn("w:ins"), tracked_by(920 + number))
        run._r.addprevious(holder)
        holder.append(run._r)
    return True


def tracked_gone(document, dice):
    """A paragraph deleted with Track Changes, its mark with it."""
    found = [p for p in long_ones(document) if not list(p._p.iter(qn("w:footnoteReference")))
             and p._p.getnext() is not None and p._p.getnext().tag == qn("w:p")]
    if len(found) < 3:
        return False
    paragraph = dice.choice(found)
    of_mark(paragraph).insert(0, document.element.makeelement(qn("w:del"), tracked_by(931)))
    for number, run in enumerate(list(paragraph.runs)):
        holder = document.element.makeelement(qn("w:del"), tracked_by(940 + number))
        run._r.addprevious(holder)
        holder.append(run._r)
        for node in run._r.iter(qn("w:t")):
            node.tag = qn("w:delText")
    return True


def several(document, dice):
    """Edits of several kinds in one document."""
    kinds = dice.sample([word, added, dropped, bold, gone, come, split, cell, row_gone, row_come, recipient, subject, tracked,
                         item_come, signatory, note], 6)
    return sum(edit(document, dice) for edit in kinds[: dice.randrange(3, 7)]) > 1


def nothing(document, dice):
    """Saved again as it is."""
    return True


EDITS = [word, added, dropped, bold, gone, come, split, joined, cell, row_gone, row_come, recipient, subject, tracked,
         tracked_come, tracked_gone, item_come, number, day, signatory, note, note_come, note_gone, several, several, nothing]


def plain_words(document, yaml_text):
    """Paragraphs of which a stretch of words stands exactly once in the YAML: (paragraph, run, stretch)."""
    found = []
    for paragraph in long_ones(document):
        for run in paragraph.runs:
            parts = run.text.split(" ")
            for at in range(1, len(parts) - 4):
                stretch = " ".join(parts[at : at + 4])
                if "\u00a0" not in stretch and len(stretch) > 12 and yaml_text.count(stretch) == 1 and run.text.count(stretch) == 1:
                    found.append((paragraph, run, stretch))
                    break
    return found


def both_sides(document, yaml_text, dice, same_place):
    """An edit in Word, and one in the YAML at the same words or in another paragraph; the new YAML, or none."""
    found = plain_words(document, yaml_text)
    if len(found) < 2:
        return None
    first, second = dice.sample(found, 2)
    if first[0]._p is second[0]._p:
        return None
    _, run, stretch = first
    parts = stretch.split(" ")
    run.text = run.text.replace(stretch, " ".join([parts[0], "trong Word", *parts[2:]]))
    _, _, other = first if same_place else second
    parts = other.split(" ")
    changed = " ".join([parts[0], "trong YAML", *parts[2:]])
    return yaml_text.replace(other, changed), (other, changed)


# Kinds in which the YAML was edited as well.
BOTH = ["merge", "conflict", "conflict_word", "conflict_yaml"]
# Several edits in LibreOffice with its Track Changes on.
RECORDED = "recorded"
KINDS = EDITS + BOTH + [RECORDED]


def recorded(path, number):
    """Edits a file in LibreOffice; which edits, nothing where it has nothing to edit."""
    done = subprocess.run(["/usr/bin/python3", ROOT / ".ci/record.py", path, str(number)], capture_output=True, text=True,
                          timeout=120, check=True)
    return done.stdout.split()


def accepted(path):
    """A copy with its tracked changes accepted, for reading its text."""
    document = docx.Document(str(path))
    body = document.element.body
    for paragraph in list(body.iter(qn("w:p"))):
        properties = paragraph.find(qn("w:pPr"))
        marks = properties.find(qn("w:rPr")) if properties is not None else None
        if marks is not None and marks.find(qn("w:del")) is not None and paragraph.getnext() is not None:
            # Its mark is deleted: what is left of it goes on in the next paragraph.
            after = paragraph.getnext()
            place = 1 if after.find(qn("w:pPr")) is not None else 0
            for node in reversed([node for node in paragraph if node is not properties]):
                after.insert(place, node)
            paragraph.getparent().remove(paragraph)
    for node in list(body.iter(qn("w:del"))):
        if node.getparent().tag != qn("w:rPr"):
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


EXPRESSION = re.compile(r"\{\{.*?\}\}")


def too_much(kind, before, after, edits):
    """Why the YAML changed more than the edit needs; none where it did not."""
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#") and not line.startswith("  ")]
    if not all(line in after.splitlines() for line in comments):
        return "a comment is gone"
    lines = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:2] in ("- ", "+ ")]
    lost = collections.Counter(EXPRESSION.findall(before)) - collections.Counter(EXPRESSION.findall(after))
    if lost and kind not in ("gone", "tracked_gone", "row_gone", "several", RECORDED):
        return f"expressions are gone: {list(lost)[:2]}"
    if kind == "nothing" and lines:
        return f"lines changed though nothing was edited: {lines[:2]}"
    if len(lines) > 12 * edits:
        return f"{len(lines)} lines changed"
    return None


def case(job):
    """The case in the first of some documents that has something to edit."""
    number, vanban, sources, out, passes, kind = job
    for turn in range(12):
        source = sources[(number * 7 + turn * 29) % len(sources)]
        outcome = case_of((number, vanban, source, out, passes, kind))
        if outcome[1] != "nothing to edit":
            break
    return outcome


def case_of(job):
    number, vanban, source, out, passes, kind = job
    dice = random.Random(number)
    name = kind if isinstance(kind, str) else kind.__name__
    folder = out / f"{number:04}"
    folder.mkdir(parents=True)
    yaml = folder / source.parent.name / source.name
    shutil.copytree(source.parent, yaml.parent)
    run = lambda *args: subprocess.run([vanban, *map(str, args)], capture_output=True, text=True, cwd=yaml.parent)
    built = run("build", yaml.name, "--only", "docx", "--force", "-o", "ra")
    docx_path = yaml.parent / "ra" / f"{yaml.stem}.docx"
    if not docx_path.exists():
        return name, "not built", source.name, built.stderr[:200]
    document = docx.Document(str(docx_path))
    before, in_yaml = yaml.read_text("utf-8"), None
    edited, edits = yaml.parent / "sua.docx", 6 if name == "several" else 1
    if kind == RECORDED:
        document.save(str(edited))
        edits = len(recorded(edited, number))
        if not edits:
            shutil.rmtree(folder)
            return name, "nothing to edit", source.name, ""
    elif isinstance(kind, str):
        sides = both_sides(document, before, dice, kind != "merge")
        if sides:
            before, in_yaml = sides
            yaml.write_text(before, "utf-8")
            run("build", yaml.name, "--only", "docx", "--force", "-o", "ra-yaml")
        if not sides or not (yaml.parent / "ra-yaml" / docx_path.name).exists():
            shutil.rmtree(folder)
            return name, "nothing to edit", source.name, ""
    elif not kind(document, dice):
        shutil.rmtree(folder)
        return name, "nothing to edit", source.name, ""
    if kind != RECORDED:
        without_orphans(document)
        document.save(str(edited))
    if passes:
        through_libreoffice(edited)
    if number % 3 == 0:
        shutil.rmtree(yaml.parent / "ra")
    wanted = texts(accepted(edited))
    choice = {"conflict_word": ["--prefer", "word"], "conflict_yaml": ["--prefer", "yaml"]}.get(name, [])
    pulled = run("pull", "sua.docx", yaml.name, "--write", "--built", "ra", "--report", "json", *choice)
    try:
        report = json.loads(pulled.stdout)
    except ValueError:
        return name, "wrong", source.name, f"{folder}: {pulled.stderr[:300]}"
    run("build", yaml.name, "--only", "docx", "--force", "-o", "ra2")
    made = texts(yaml.parent / "ra2" / f"{yaml.stem}.docx") if (yaml.parent / "ra2" / f"{yaml.stem}.docx").exists() else []
    after = yaml.read_text("utf-8")
    fault = too_much(name, before, after, edits)
    if fault:
        return name, "wrong", source.name, f"{folder}: {fault}"
    if in_yaml and name == "merge":
        wanted = [text.replace(*in_yaml) for text in wanted]
    if name in ("conflict", "conflict_yaml"):
        found = [left for left in report["bo_lai"] if left.get("ly_do") == "cung_sua"]
        kept = after == before
        if found and kept:
            shutil.rmtree(folder)
            return name, "equal", source.name, ""
        return name, "wrong", source.name, f"{folder}: conflict found {bool(found)}, YAML kept {kept}"
    if made == wanted:
        outcome = "equal"
    elif report["bo_lai"] or report["con_khac"]:
        outcome = "told"
    else:
        differs = [line for line in difflib.ndiff(wanted, made) if line[:2] in ("- ", "+ ")][:2]
        return name, "wrong", source.name, f"{folder}: {differs}"
    words_of = "" if outcome == "equal" else f"{folder.name} {'LO ' if passes else ''}" + str((report["bo_lai"] or report["con_khac"])[:1])[:400]
    shutil.rmtree(folder)
    return name, outcome, source.name, words_of


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vanban", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--libreoffice", type=int, default=5, help="every so many goes through LibreOffice")
    parser.add_argument("--only", nargs="*", help="these kinds of edits")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    shutil.rmtree(args.out, ignore_errors=True)
    sources = sorted([*ROOT.glob("samples/phuong-2/*.yaml"), *ROOT.glob("samples/an-phu/*.yaml"), *ROOT.glob("tests/parity/*.yaml")])
    sources = [path for path in sources if path.stem != "co-quan" and "\nloai:" in "\n" + path.read_text("utf-8")]
    kinds = [kind for kind in KINDS if not args.only or (kind if isinstance(kind, str) else kind.__name__) in args.only]
    jobs = [(number, args.vanban.resolve(), sources, args.out.resolve(),
             args.libreoffice and number % args.libreoffice == 0, kinds[number % len(kinds)])
            for number in range(args.cases)]
    counts, wrong = collections.defaultdict(collections.Counter), []
    with ThreadPoolExecutor(args.jobs) as pool:
        for kind, outcome, name, told in pool.map(case, jobs):
            counts[kind][outcome] += 1
            if outcome == "wrong":
                wrong.append(f"{kind} {name}: {told}")
            elif args.show and outcome in ("told", "not built"):
                print(f"{kind} {name}: {told}")
    total = collections.Counter()
    for kind in dict.fromkeys(kind if isinstance(kind, str) else kind.__name__ for kind in kinds):
        of = counts[kind]
        total.update(of)
        tried = of["equal"] + of["told"] + of["wrong"]
        print(f"{kind:13} {of['equal']:3} equal, {of['told']:3} told, {of['wrong']:3} wrong of {tried}")
    tried = total["equal"] + total["told"] + total["wrong"]
    print(f"pull: {tried} cases, {total['equal']} equal ({100 * total['equal'] / max(tried, 1):.1f} %), {total['told']} told, {total['wrong']} wrong; "
          f"{total['nothing to edit']} had nothing to edit")
    for line in wrong[:40]:
        print("wrong:", line)
    sys.exit(bool(wrong) or not total["equal"])


if __name__ == "__main__":
    main()
