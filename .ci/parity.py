#!/usr/bin/env python3
"""Compares two PDFs line by line: parity.py A.pdf B.pdf [--show N]

Words come from `pdftotext -bbox-layout`; words of a page whose lower edges are within 3 pt make a
line, its text is its words from left to right in NFC. A line agrees where the other PDF has the
same text on the same page in the same order.
"""
import dataclasses
import difflib
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET

NAMESPACE = {"h": "http://www.w3.org/1999/xhtml"}


@dataclasses.dataclass
class Line:
    text: str
    left: float
    right: float
    bottom: float


@dataclasses.dataclass
class Table:
    pages: tuple
    total: int
    same: int
    down: list
    across: list
    misses: list

    @property
    def share(self):
        return 100 * self.same / self.total if self.total else 0

    def summary(self):
        def at(values, part):
            return sorted(values)[min(len(values) - 1, int(part * len(values)))] if values else float("nan")
        return (f"pages {self.pages[0]}/{self.pages[1]}; lines equal {self.same}/{self.total} = {self.share:.1f} %; "
                f"down median {at(self.down, .5):.2f} max {at(self.down, 1):.2f} pt; "
                f"across median {at(self.across, .5):.2f} max {at(self.across, 1):.2f} pt")

    def differences(self, most):
        out = ""
        for page, ours, theirs in self.misses[:most]:
            out += f"p{page}\n  A: " + "\n     ".join(ours) + "\n  B: " + "\n     ".join(theirs) + "\n"
        return out


def lines(pdf):
    read = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], check=True, capture_output=True)
    xml = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", read.stdout.decode("utf-8", "replace"))
    pages = []
    for page in ET.fromstring(xml).iterfind(".//h:page", NAMESPACE):
        words = []
        for word in page.iterfind(".//h:word", NAMESPACE):
            text = unicodedata.normalize("NFC", (word.text or "").strip())
            if text:
                words.append(Line(text, *(float(word.get(key)) for key in ("xMin", "xMax", "yMax"))))
        words.sort(key=lambda word: (word.bottom, word.left))
        rows = []
        for word in words:
            if rows and abs(rows[-1][0].bottom - word.bottom) <= 3:
                rows[-1].append(word)
            else:
                rows.append([word])
        for row in rows:
            row.sort(key=lambda word: word.left)
        pages.append([Line(" ".join(word.text for word in row), row[0].left, row[-1].right,
                           max(word.bottom for word in row)) for row in rows])
    return pages


def compare(first, second):
    a, b = lines(first), lines(second)
    table = Table((len(a), len(b)), 0, 0, [], [], [])
    for index in range(max(len(a), len(b))):
        ours = a[index] if index < len(a) else []
        theirs = b[index] if index < len(b) else []
        table.total += max(len(ours), len(theirs))
        match = difflib.SequenceMatcher(None, [l.text for l in ours], [l.text for l in theirs], autojunk=False)
        for tag, i1, i2, j1, j2 in match.get_opcodes():
            if tag != "equal":
                table.misses.append((index + 1, [l.text for l in ours[i1:i2]], [l.text for l in theirs[j1:j2]]))
                continue
            for x, y in zip(ours[i1:i2], theirs[j1:j2]):
                table.same += 1
                table.down.append(abs(x.bottom - y.bottom))
                table.across.append(max(abs(x.left - y.left), abs(x.right - y.right)))
    return table


if __name__ == "__main__":
    result = compare(sys.argv[1], sys.argv[2])
    most = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 12
    print(result.differences(most) + result.summary())
    sys.exit(0 if result.total and result.same == result.total and result.pages[0] == result.pages[1] else 1)
