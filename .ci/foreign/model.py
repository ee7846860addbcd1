"""What a document says, in the order in which it is read: the expected answer, and what typists type from.

Texts have `**bold**`, `*italic*`, `^raised^` and `{{note}}`; `<` and `^` in a table are cells that go with the one at
the left and above, as in vanban's own Markdown.
"""
import dataclasses
import re


@dataclasses.dataclass
class H:
    """A heading; `form` is what vanban calls it (part, chapter, section, article, letter, roman, number, point …)."""

    form: str
    text: str
    title: str = ""  # below a label on a line of its own
    run_on: str = ""  # text of the paragraph behind a heading such as "Điều 1."


@dataclasses.dataclass
class P:
    text: str


@dataclasses.dataclass
class L:
    """A list; an item may be a pair of a text and another list."""

    mark: str  # decimal, letter, bullet
    items: list


@dataclasses.dataclass
class T:
    head: list
    rows: list
    caption: str = ""
    unit: str = ""
    shares: list = None
    bold_rows: tuple = ()


@dataclasses.dataclass
class Pic:
    caption: str = ""


@dataclasses.dataclass
class Sign:
    lines: list  # TM. …, KT. …, the title
    name: str


@dataclasses.dataclass
class App:
    label: str
    title: str
    body: list
    landscape: bool = False
    reference: str = ""


@dataclasses.dataclass
class Attached:
    kind: str
    subject: str
    body: list
    reference: str


@dataclasses.dataclass
class Doc:
    name: str
    kind: str  # vanban's slug
    printed: str  # what is printed for the kind; nothing for a letter
    superior: str
    agency: list
    number: str
    symbol: str
    place: str
    date: tuple
    subject: str
    body: list
    recipients: list
    archive: str
    signs: list
    addressees: list = dataclasses.field(default_factory=list)
    authority: str = ""
    bases: list = dataclasses.field(default_factory=list)
    resolves: str = ""
    attached: Attached = None
    appendices: list = dataclasses.field(default_factory=list)
    urgency: str = ""


NOTE = re.compile(r"\{\{(.*?)\}\}", re.S)


def plain(text):
    """A text without its signs and notes."""
    text = NOTE.sub("", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    text = re.sub(r"\*(.+?)\*", r"\1", text)
    return re.sub(r"\^(\S+?)\^", r"\1", text)


def notes(text):
    return [plain(note) for note in NOTE.findall(text)]


def pieces(text):
    """(text, looks, note) of a text: looks are letters of `b`, `i`, `s`."""
    out = []
    for part in re.split(r"(\{\{.*?\}\}|\*\*.+?\*\*|\*.+?\*|\^\S+?\^)", text):
        if not part:
            continue
        if part.startswith("{{"):
            out.append(("", "", part[2:-2]))
        elif part.startswith("**"):
            out.append((part[2:-2], "b", None))
        elif part.startswith("*") and len(part) > 2:
            out.append((part[1:-1], "i", None))
        elif part.startswith("^") and len(part) > 2:
            out.append((part[1:-1], "s", None))
        else:
            out.append((part, "", None))
    return out
