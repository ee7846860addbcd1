"""Texts into which faults are planted, and the marks that planters leave.

A planter gets a text and a source of chance, and gives back the text without the fault, the text with it, and the line
where it stands; or nothing, where the text has no place for it. Most put in a sentence of their own, once right and once
wrong, so that what is found elsewhere can be told from what was there before.
"""

import random
import re
from dataclasses import dataclass
from typing import Callable


@dataclass
class Planted:
    """A text before and after, and the lines (from 1) of the text after in which the fault stands."""

    before: str
    after: str
    lines: range


@dataclass
class Kind:
    """A kind of fault."""

    family: str
    name: str
    plant: Callable[["Text", random.Random], Planted | None]


KINDS: list[Kind] = []


def kind(family):
    """Registers a planter under its function's name."""

    def register(plant):
        KINDS.append(Kind(family, plant.__name__, plant))
        return plant

    return register


class Text:
    """A content file by its lines."""

    def __init__(self, text):
        self.text = text
        self.lines = text.split("\n")
        self.body = self._block("noi_dung")
        self.end = self.body + self._block("ket_thuc")

    def _block(self, entry):
        """The lines of an entry that holds Markdown, by index."""
        inside, found = False, []
        for index, line in enumerate(self.lines):
            if re.match(entry + r": *[|>]", line):
                inside = True
            elif inside and line and not line[0].isspace():
                inside = False
            elif inside:
                found.append(index)
        return found

    def prose(self):
        """The indices of lines of the body that are paragraphs or items with sentences."""
        return [i for i in self.body if is_prose(self.lines[i]) and not self._quotes(i)]

    def _quotes(self, index):
        return "“" in self.lines[index] or "”" in self.lines[index]

    def paragraphs(self):
        """The indices of paragraphs behind which another one may stand: an empty line follows, no list goes on."""
        found = []
        for index in self.prose():
            after = self.lines[index + 1 : index + 3]
            follows = next((line for line in after if line.strip()), "")
            ends = len(after) > 0 and not after[0].strip()
            alone = re.match(r"\s+[^-+*\d\s(]", self.lines[index]) and not re.match(r"\s+([a-zđ][.)]|[-+*]|\d)", follows)
            if ends and alone and not self.lines[index].rstrip().endswith((":", "./.")):
                found.append(index)
        return found

    def indent(self):
        widths = [len(self.lines[i]) - len(self.lines[i].lstrip()) for i in self.body if self.lines[i].strip()]
        return " " * min(widths, default=2)

    def insert(self, chance, right, wrong):
        """Puts a paragraph (or several, by empty lines) behind one that is there: once right, once wrong."""
        places = self.paragraphs()
        if not places:
            return None
        at = chance.choice(places) + 1
        indent = self.indent()

        def text(words):
            block = [indent + line if line else "" for line in words.split("\n")]
            return "\n".join(self.lines[:at] + [""] + block + self.lines[at:])

        return Planted(text(right), text(wrong), range(at + 1, at + 3 + wrong.count("\n")))

    def replace(self, chance, pattern, change, places=None, flags=0):
        """Changes one match of a pattern in a line of the prose."""
        found = []
        for index in self.prose() if places is None else places:
            for match in re.finditer(pattern, self.lines[index], flags):
                if "{{" not in self.lines[index] or outside(self.lines[index], match):
                    found.append((index, match))
        chance.shuffle(found)
        for index, match in found[:20]:
            new = change(match)
            if new is not None and new != match.group(0):
                return self.changed(index, self.lines[index][: match.start()] + new + self.lines[index][match.end() :])
        return None

    def changed(self, index, line):
        """A line becomes another one."""
        lines = self.lines[:index] + [line] + self.lines[index + 1 :]
        return Planted(self.text, "\n".join(lines), range(index + 1, index + 2 + line.count("\n")))

    def entry(self, name):
        """The index of the line of a top-level entry."""
        return next((i for i, line in enumerate(self.lines) if line.startswith(name + ":")), None)


def outside(line, match):
    """Tells whether a match stands outside of every expression."""
    return not any(m.start() < match.end() and match.start() < m.end() for m in re.finditer(r"\{\{.*?\}\}", line))


def is_prose(line):
    words = line.strip()
    if not words or words[0] in "#|<>`{" or words.startswith(("[^", "---", "![")):
        return False
    return len(words.split()) >= 6 and words.upper() != words


# Words of sentences that are put in.
PEOPLE = ["người", "hộ", "học sinh", "hội viên", "lao động", "trẻ em"]
THINGS = ["hồ sơ", "đơn", "công trình", "tuyến hẻm", "lớp", "mô hình"]
WHERE = ["tại khu dân cư An Bình", "trên địa bàn", "trong kỳ", "theo số liệu rà soát", "ở các tổ dân phố"]


def digits(number):
    """A number as offices write it: two digits at least, stops of thousands."""
    return f"{number:02d}" if number < 10 else f"{number:,}".replace(",", ".")


def decimal(value, places=2):
    """A decimal number with a comma, without zeros at its end."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
