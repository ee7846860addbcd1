"""What a page is typed of, for every program that writes it."""
import dataclasses


@dataclasses.dataclass
class Run:
    text: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    caps: bool = False
    font: str = ""  # an old code's font, else Times New Roman
    size: int = 0  # in half-points
    kind: str = "text"  # text, tab, line, page, note, picture, field, link, comment, inserted, deleted, soft, math
    note: list = None  # runs of a note
    value: str = ""  # code of a field, address of a link, author of a comment


@dataclasses.dataclass
class Para:
    runs: list
    align: str = "left"  # left, center, right, justify
    left: int = 0
    first: int = 0
    style: int = 0  # a real heading of this level
    number: tuple = None  # (list, level, form, text of the level) of a real list
    page_before: bool = False
    rule: bool = False  # a border below
    line: bool = False  # a drawn line is anchored here
    tabs: tuple = ()
    after: int = 0


@dataclasses.dataclass
class Cell:
    paras: list
    across: int = 1
    down: int = 1
    covered: bool = False  # by the cell above


@dataclasses.dataclass
class Table:
    shares: list
    rows: list
    border: bool = True
    header: int = 0


@dataclasses.dataclass
class Box:
    """A text box at the left or right."""

    paras: list
    right: bool = False


@dataclasses.dataclass
class Section:
    """A section ends here, whose pages lie so."""

    landscape: bool = False
