"""The components of a document: those that it says (the answer), and those that vanban's markup has."""
import difflib
import collections
import json
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ElementTree

from model import H, L, NOTE, P, Pic, T, notes, plain
from page import Para
from typists import every


def same(text):
    """A text as it is compared: composed, with one space between words, without what no reader sees."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u00a0", " ").replace("\u2011", "-")
    return re.sub(r"\s+", " ", text).strip()


def tree(markup):
    markup = re.sub(r"</?t( [^>]*)?>", "", markup)
    return ElementTree.fromstring(markup)


def text_of(element, skip=("note",)):
    """The text of an element, without its notes."""
    out = element.text or ""
    for child in element:
        if child.tag == "br":
            out += " "
        elif child.tag == "blank":
            out += "…"
        elif child.tag not in skip:
            out += text_of(child, skip)
        out += child.tail or ""
    return out


# What a document says.

def wanted(doc):
    out = []

    def put(kind, *texts):
        out.extend((kind, same(text)) for text in texts if text)

    put("loại", doc.kind)
    put("cơ quan", doc.superior, " ".join(doc.agency))
    put("số, ký hiệu", f"Số: {doc.number}/{doc.symbol}")
    if doc.date:
        put("địa danh, ngày", f"{doc.place}, ngày {doc.date[0]} tháng {doc.date[1]} năm {doc.date[2]}")
    put("trích yếu", doc.subject)
    put("độ khẩn", doc.urgency)
    put("kính gửi", *doc.addressees)
    put("thẩm quyền", doc.authority)
    put("căn cứ", *doc.bases)
    body(doc.body, put)
    put("nơi nhận", *doc.recipients, f"Lưu: {doc.archive}")
    for sign in doc.signs:
        put("người ký", *sign.lines, sign.name)
    if doc.attached:
        put("kèm theo", f"{doc.attached.kind} {doc.attached.subject}")
        body(doc.attached.body, put)
    for appendix in doc.appendices:
        put("phụ lục", f"{appendix.label} | {appendix.title} | {'landscape' if appendix.landscape else 'portrait'}")
        body(appendix.body, put)
    return out


def body(blocks, put):
    for block in blocks:
        if isinstance(block, H):
            put("đề mục", f"{block.form}: {' '.join(filter(None, [block.text, block.title, block.run_on]))}")
        elif isinstance(block, P):
            put("đoạn", plain(block.text))
            put("chú thích", *notes(block.text))
        elif isinstance(block, L):
            items(block, 0, put)
        elif isinstance(block, T):
            table(block, put)
        elif isinstance(block, Pic):
            put("ảnh", f"ảnh {block.caption}")


def items(block, depth, put):
    for item in block.items:
        text, below = item if isinstance(item, tuple) else (item, None)
        put("danh sách", f"{block.mark} {depth}: {plain(text)}")
        put("chú thích", *notes(text))
        if below:
            items(below, depth + 1, put)


def table(block, put):
    lines = block.head + block.rows
    put("bảng", f"{len(lines)} × {len(lines[0])}, head {len(block.head)}")
    put("tên, đơn vị", block.caption, block.unit)
    for line in lines:
        cells, at = [], 0
        while at < len(line):
            across = 1
            while at + across < len(line) and line[at + across] == "<":
                across += 1
            if line[at] != "^":
                cells.append(f"{plain(line[at])}×{across}")
            at += across
        put("hàng", " | ".join(cells))


# What the markup has.

def got(root):
    out = []

    def put(kind, text):
        if text:
            out.append((kind, same(text)))

    put("loại", root.get("kind"))
    kind, landscape = "", "portrait"
    in_attached = False
    for element in flat(root):
        tag, text = element.tag, text_of(element)
        if tag == "letterhead" and not in_attached:
            put("cơ quan", " ".join(text_of(child) for child in element.findall("superior")))
            put("cơ quan", " ".join(text_of(child) for child in element.findall("agency")))
            for name, child in (("số, ký hiệu", "number"), ("địa danh, ngày", "place-date")):
                put(name, " ".join(text_of(found) for found in element.findall(child)))
            about = " ".join(text_of(found) for found in element.findall("about"))
            put("trích yếu", re.sub(r"^V/v ", "", about))
            for name in ("urgent", "immediate", "flash"):
                put("độ khẩn", " ".join(text_of(found) for found in element.findall(name)))
        elif tag in ("subject", "authority"):
            name = "trích yếu" if tag == "subject" else "thẩm quyền"
            joined(out, name, same(text))
        elif tag == "addressees":
            for item in element.iter("item"):
                put("kính gửi", re.sub(r"^- |[.;]$", "", same(text_of(item))))
        elif tag == "basis":
            put("căn cứ", text)
        elif tag == "heading":
            put("đề mục", f"{element.get('form')}: {' '.join(same(text_of(child)) for child in element)}")
            put_notes(element, put)
        elif tag == "p":
            put("đoạn", text)
            put_notes(element, put)
        elif tag == "list":
            found_items(element, 0, put)
        elif tag == "table":
            found_table(element, put)
        elif tag == "picture":
            put("ảnh", f"ảnh {text_of(element.find('caption')) if element.find('caption') is not None else ''}")
        elif tag == "closing":
            for item in element.iter("item"):
                put("nơi nhận", re.sub(r"^- |[.;]$", "", same(text_of(item))))
            for signature in element.iter("signature"):
                for child in signature:
                    put("người ký", text_of(child))
        elif tag == "attached":
            in_attached = True
        elif tag == "kind" and in_attached:
            kind = text
        elif tag == "attached-subject":
            if kind is None:
                joined(out, "kèm theo", same(text))
            else:
                put("kèm theo", f"{kind} {text}")
                kind = None
        elif tag == "appendix":
            in_attached = False
            titles = " ".join(text_of(child) for child in element.findall("title"))
            label = element.find("label")
            put("phụ lục", f"{'' if label is None else text_of(label)} | {titles} | {element.get('orientation')}")
    return out


def flat(root):
    for element in root:
        if element.tag in ("landscape", "centre", "right", "center"):
            yield from flat(element)
        else:
            yield element


def joined(out, name, text):
    """Lines of one component."""
    if out and out[-1][0] == name:
        out[-1] = (name, f"{out[-1][1]} {text}")
    else:
        out.append((name, text))


def put_notes(element, put):
    for note in element.iter("note"):
        put("chú thích", text_of(note))


def found_items(element, depth, put):
    for item in element.findall("item"):
        text = " ".join(text_of(child) for child in item if child.tag == "p")
        put("danh sách", f"{element.get('mark')} {depth}: {text}")
        for child in item:
            if child.tag == "p":
                put_notes(child, put)
            elif child.tag == "list":
                found_items(child, depth + 1, put)


def found_table(element, put):
    rows = element.findall("row")
    head = element.find("head")
    heads = head.findall("row") if head is not None else []
    put("bảng", f"{len(heads) + len(rows)} × {len(element.findall('column'))}, head {len(heads)}")
    for child in ("caption", "unit"):
        found = element.find(child)
        put("tên, đơn vị", text_of(found) if found is not None else "")
    for row in heads + rows:
        put("hàng", " | ".join(f"{same(text_of(cell))}×{cell.get('across', 1)}" for cell in row.findall("cell")))
        put_notes(row, put)


def compared(wanted, got, outcome):
    """Counts what is found in the order of the document; capitals of appendices' labels are of taste."""
    fold = lambda pair: (pair[0], pair[1].casefold() if pair[0] in ("phụ lục",) else pair[1])  # noqa: E731
    one, two = [fold(pair) for pair in wanted], [fold(pair) for pair in got]
    outcome.expected.update(kind for kind, _ in one)
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    here, there = set(), set()
    for block in matcher.get_matching_blocks():
        here.update(range(block.a, block.a + block.size))
        there.update(range(block.b, block.b + block.size))
    # Fields of the head stand in an order of their own.
    for at, pair in enumerate(one):
        if at not in here and pair[0] in ("cơ quan", "trích yếu", "thẩm quyền", "độ khẩn", "số, ký hiệu", "địa danh, ngày", "nơi nhận", "người ký"):
            found = next((index for index, other in enumerate(two) if other == pair and index not in there), None)
            if found is not None:
                here.add(at)
                there.add(found)
    outcome.found.update(one[at][0] for at in here)
    outcome.missing = [wanted[at] for at in range(len(one)) if at not in here]
    outcome.extra = [got[at] for at in range(len(two)) if at not in there]


# Words.

def counted(text):
    return collections.Counter(re.findall(r"[^\W_]+", same(text).lower()))


def pandoc(path):
    result = subprocess.run(["pandoc", "--from", "docx", "--to", "json", str(path)], capture_output=True, text=True, check=True)
    out = []

    def walk(value):
        if isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, dict):
            kind, content = value.get("t"), value.get("c")
            if kind == "Str":
                out.append(content)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                out.append(" ")
            elif kind == "Math":
                out.append(" ")
            elif kind == "Image":
                pass
            elif kind == "Note":
                text = out[:]
                out.clear()
                walk(content)
                note = out[:]
                out[:] = note + ["\n"] + text
            else:
                walk(content if kind else list(value.values()))
                if kind in ("Para", "Plain", "Header", "LineBlock"):
                    out.append("\n")

    parsed = json.loads(result.stdout)
    walk(parsed["blocks"])
    return "".join(out)


def typed_text(blocks):
    lines = []
    for para in every(blocks):
        lines.append("".join(" " if run.kind in ("tab", "line", "page") else run.text
                             for run in para.runs if run.kind not in ("note", "deleted")))
        lines += ["".join(inner.text for inner in run.note) for run in para.runs if run.kind == "note"]
    return "\n".join(lines)


def words(case, root, told):
    """How many words there are, are kept, and are kept in the report alone as printed otherwise; those that are not kept."""
    there = counted(typed_text(case.blocks))
    if not case.is_coded:
        for word, count in counted(pandoc(case.path)).items():
            there[word] = max(there[word], count)
    texts, others = [all_text(root)], []
    for item in told:
        (others if item["ma"] == "tu-in" else texts).append(item["chu"])
    said, printed = counted("\n".join(texts)), counted("\n".join(others))
    total = kept = in_report = 0
    lost = []
    for word, count in there.items():
        total += count
        direct = min(count, said[word])
        beside = min(count - direct, printed[word])
        kept, in_report = kept + direct + beside, in_report + beside
        lost += [word] * (count - direct - beside)
    return total, kept, in_report, lost


LETTERS = "abcdđeghiklmnopqrstuvxy"
INLINE = {"b", "i", "u", "s", "sup", "sub", "a", "link"}


def all_text(root):
    """All that is printed, each block on a line of its own; a note is no part of the word that it stands behind."""
    beside = []

    def walk(element):
        if element.tag == "br":
            return "\n"
        inner = element.get("label", "") + " " if element.tag in ("addressees", "recipients") else ""
        inner += element.text or ""
        number = int(element.get("start", 1)) if element.tag == "list" and element.get("mark") in ("decimal", "letter") else 0
        for child in element:
            if child.tag == "note":
                beside.append(walk(child))
                inner += child.tail or ""
                continue
            if number and child.tag == "item":
                # What is counted is printed, too.
                inner += f"\n{number if element.get('mark') == 'decimal' else LETTERS[number - 1]} "
                number += 1
            inner += walk(child)
            inner += child.tail or ""
        return inner if element.tag in INLINE else f"\n{inner}\n"

    return walk(root) + "\n".join(beside)
