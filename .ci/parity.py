#!/usr/bin/env python3
"""Compares two PDFs line by line: parity.py A.pdf B.pdf [--show N] [--program libreoffice-25.2]

Words come from `pdftotext -bbox-layout`; words of a page whose baselines are within 0.45 pt make a
line, its text is its words from left to right in NFC. A line agrees where the other PDF has the
same text on the same page in the same order.

Baselines are the origins of the glyphs, from PDFium: the boxes of words hang on what the font
descriptor says of the ascent, and LibreOffice writes 0 there.

Words in our figures (charts, which each program draws in its own way) are left out of both: where a
figure stands is told by the tags of A, and one that stands elsewhere in B leaves its words there.

Lines that are known to differ, and why, stand in parity-known.toml; so do documents of which a program
is known to end pages elsewhere: their lines are compared without regard to pages and places.
"""
import ctypes
import dataclasses
import difflib
import math
import pathlib
import re
import subprocess
import sys
import tomllib
import unicodedata
import xml.etree.ElementTree as ET

import pypdfium2
import pypdfium2.raw as pdfium
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

# What a baseline may differ by, in points: four times what any does (0.07).
TOLERANCE = 0.3
# Words whose baselines are so near stand on one line, words that are so near to each other are one: a blank is 2.3 pt at least.
LINE_GAP, WORD_GAP = 0.45, 0.7
NAMESPACE = {"h": "http://www.w3.org/1999/xhtml"}


@dataclasses.dataclass
class Line:
    text: str
    left: float
    right: float
    bottom: float
    baseline: float = math.nan


@dataclasses.dataclass
class Table:
    pages: tuple
    total: int
    same: int
    down: list
    across: list
    misses: list
    moved: list
    known: list
    stale: list

    @property
    def sound(self):
        return (self.total and self.same == self.total and self.pages[0] == self.pages[1]
                and not self.moved and not self.stale)

    @property
    def share(self):
        return 100 * self.same / self.total if self.total else 0

    def summary(self):
        def at(values, part):
            return sorted(values)[min(len(values) - 1, int(part * len(values)))] if values else float("nan")
        known = f" and {sum(len(ours) for _, ours, _ in self.known)} known to differ" if self.known else ""
        return (f"pages {self.pages[0]}/{self.pages[1]}; lines equal {self.same}/{self.total} = {self.share:.1f} %{known}; "
                f"baselines median {at(self.down, .5):.2f} max {at(self.down, 1):.2f} pt; "
                f"across median {at(self.across, .5):.2f} max {at(self.across, 1):.2f} pt")

    def differences(self, most):
        out = ""
        for page, ours, theirs in self.misses[:most]:
            out += f"p{page}\n  A: " + "\n     ".join(ours) + "\n  B: " + "\n     ".join(theirs) + "\n"
        for page, text, ours, theirs in self.moved[:most]:
            out += f"p{page} baseline {ours:.2f} and {theirs:.2f}: {text}\n"
        for entry in self.stale:
            out += f"known to differ, but does not: {entry['ours']}\n"
        return out


def origins(pdf):
    """The glyphs of each page: character, left edge and baseline from the top of the page."""
    pages = []
    document = pypdfium2.PdfDocument(str(pdf))
    x, y = ctypes.c_double(), ctypes.c_double()
    for page in document:
        text, height, glyphs = page.get_textpage(), page.get_height(), []
        for index in range(text.count_chars()):
            pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
            letter = unicodedata.normalize("NFC", chr(pdfium.FPDFText_GetUnicode(text.raw, index)))
            glyphs.append((letter, x.value, height - y.value))
        pages.append(glyphs)
    return pages


def baseline(word, glyphs):
    """The baseline of the glyph that begins a word; the lower edge of its box is a few points below."""
    first = "…." if word.text[0] == "…" else word.text[0]
    near = [y for at in range(int(word.left) - 1, int(word.left) + 2) for letter, x, y in glyphs.get(at, [])
            if letter in first and abs(x - word.left) < 0.5 and word.bottom - 8 < y < word.bottom + 2]
    if not near:
        # PDFium tells of no such letter there now and then: another one of the word.
        near = [y for at in range(int(word.left), int(word.right) + 1) for letter, x, y in glyphs.get(at, [])
                if letter in word.text and word.left - 0.5 < x < word.right and word.bottom - 8 < y < word.bottom + 2]
    return min(near, key=lambda y: abs(y - word.bottom + 3), default=math.nan)


def by_place(glyphs):
    """Glyphs by the whole points of their left edges."""
    found = {}
    for glyph in glyphs:
        found.setdefault(int(glyph[1]), []).append(glyph)
    return found


def height(word):
    """Where a word stands: its baseline, or as good as that."""
    return word.bottom - 3 if math.isnan(word.baseline) else word.baseline


def text_of(row):
    """The words of a line; what is hardly apart is one word (programs part it where they change the font)."""
    text = ""
    for before, word in zip([None, *row], row):
        text += (" " if before and word.left - before.right > WORD_GAP else "") + word.text
    return text


def known(document, program, what):
    path = pathlib.Path(__file__).with_name("parity-known.toml")
    entries = tomllib.loads(path.read_text("utf-8")).get(what, [])
    return [entry for entry in entries if (entry["document"], entry["program"]) == (document, program)]


def unpaged(pages):
    """All lines but page numbers as one page, in an order that does not hang on pages."""
    lines = [line for page in pages for line in page if not (line.text.isdigit() and line.bottom < 60)]
    return [sorted(lines, key=lambda line: line.text)]


def figures(pdf):
    """The places of the figures that the tags of a PDF tell of, page by page: left, top, right, bottom."""
    with open(pdf, "rb") as file:
        reader = PdfFileReader(file)
        pages = reader.root["/Pages"]
        known = {}

        def walk_pages(node, box):
            box = node["/MediaBox"] if "/MediaBox" in node else box
            if node["/Type"] == "/Page":
                known[node.container_ref.idnum] = (len(known), float(box[3]))
                return
            for kid in node["/Kids"]:
                walk_pages(kid.get_object(), box)

        walk_pages(pages, None)
        found = {}
        open_ = [reader.root["/StructTreeRoot"]] if "/StructTreeRoot" in reader.root else []
        while open_:
            element = open_.pop()
            if not isinstance(element, generic.DictionaryObject):
                continue
            if "/Pg" in element and "/S" in element and element["/S"] == "/Figure":
                page, height = known[element.raw_get("/Pg").idnum]
                left, lower, right, upper = (float(side) for side in element["/A"]["/BBox"])
                found.setdefault(page, []).append((left, height - upper, right, height - lower))
            kids = element["/K"] if "/K" in element else generic.ArrayObject()
            kids = kids if isinstance(kids, generic.ArrayObject) else [kids]
            open_.extend(kid.get_object() for kid in kids)
        return found


def lines(pdf, left_out):
    read = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], check=True, capture_output=True)
    xml = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", read.stdout.decode("utf-8", "replace"))
    pages = []
    glyphs = iter(origins(pdf))
    for number, page in enumerate(ET.fromstring(xml).iterfind(".//h:page", NAMESPACE)):
        words = []
        for word in page.iterfind(".//h:word", NAMESPACE):
            text = unicodedata.normalize("NFC", (word.text or "").strip())
            sides = [float(word.get(key)) for key in ("xMin", "yMin", "xMax", "yMax")]
            across, down = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
            drawn = any(left <= across <= right and top <= down <= bottom
                        for left, top, right, bottom in left_out.get(number, []))
            if text and not drawn:
                words.append(Line(text, *(float(word.get(key)) for key in ("xMin", "xMax", "yMax"))))
        drawn = by_place(next(glyphs))
        for word in words:
            word.baseline = baseline(word, drawn)
        # Boxes of one font that end at one height stand on one baseline.
        beside = {word.bottom: word.baseline for word in words if not math.isnan(word.baseline)}
        for word in words:
            if math.isnan(word.baseline):
                word.baseline = beside.get(word.bottom, math.nan)
        words.sort(key=lambda word: (height(word), word.left))
        rows = []
        for word in words:
            if rows and abs(height(rows[-1][0]) - height(word)) <= LINE_GAP:
                rows[-1].append(word)
            else:
                rows.append([word])
        found = []
        for row in rows:
            row.sort(key=lambda word: word.left)
            found.append(Line(leaders(text_of(row)), row[0].left, row[-1].right, max(word.bottom for word in row), row[0].baseline))
        pages.append(found)
    return pages


def leaders(text):
    """Rows of dots are read as one sign in our PDF, as so many dots in LibreOffice's."""
    return re.sub(r"\s*(\.{5,}|…)", " …", text).strip()


def compare(first, second, program="libreoffice-7.4"):
    left_out = figures(first)
    a, b = lines(first, left_out), lines(second, left_out)
    name = pathlib.Path(first).stem
    table = Table((len(a), len(b)), 0, 0, [], [], [], [], [], known(name, program, "lines"))
    paged = not known(name, program, "pages")
    if not paged:
        if [[l.text for l in page] for page in a] == [[l.text for l in page] for page in b]:
            table.stale.append({"ours": "the ends of pages"})
        a, b = unpaged(a), unpaged(b)
        table.pages = (1, 1)
    for index in range(max(len(a), len(b))):
        ours = a[index] if index < len(a) else []
        theirs = b[index] if index < len(b) else []
        table.total += max(len(ours), len(theirs))
        match = difflib.SequenceMatcher(None, [l.text for l in ours], [l.text for l in theirs], autojunk=False)
        for tag, i1, i2, j1, j2 in match.get_opcodes():
            if tag != "equal":
                miss = (index + 1, [l.text for l in ours[i1:i2]], [l.text for l in theirs[j1:j2]])
                entry = next((e for e in table.stale if (e["ours"], e["theirs"]) == miss[1:]), None)
                if entry:
                    table.stale.remove(entry)
                    table.known.append(miss)
                    table.total -= max(i2 - i1, j2 - j1)
                else:
                    table.misses.append(miss)
                continue
            for x, y in zip(ours[i1:i2], theirs[j1:j2]):
                table.same += 1
                if not paged:
                    continue
                down = abs(x.baseline - y.baseline)
                if math.isnan(down) and x.text[0] == "…":
                    # A row of dots that fills the line is drawn sign by sign: where it begins is no glyph of it.
                    continue
                table.down.append(down)
                if not down <= TOLERANCE:
                    table.moved.append((index + 1, x.text, x.baseline, y.baseline))
                table.across.append(max(abs(x.left - y.left), abs(x.right - y.right)))
    return table


if __name__ == "__main__":
    program = sys.argv[sys.argv.index("--program") + 1] if "--program" in sys.argv else "libreoffice-7.4"
    result = compare(sys.argv[1], sys.argv[2], program)
    most = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 12
    print(result.differences(most) + result.summary())
    sys.exit(0 if result.sound else 1)
