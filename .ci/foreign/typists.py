"""How typists type a document: each way is a set of habits, and gives the same document another face."""
import dataclasses
import unicodedata

from model import H, L, NOTE, P, Pic, T, pieces, plain
from page import Box, Cell, Para, Run, Section, Table

NATIONAL, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
ROMAN = ["I", "II", "III", "IV", "V", "VI"]


@dataclasses.dataclass
class Way:
    program: str = "python-docx"
    head: str = "table"  # table, rows, tabs, spaces, boxes
    rule: str = "none"  # none, dashes, underline, drawn, border
    centre: str = "align"  # align, spaces, tabs
    gaps: str = "blank"  # blank, spacing
    headings: str = "typed"  # typed, styles, numbered
    lists: str = "typed"  # typed, real
    close: str = "table"  # table, rows, tabs, signed-first
    indent: str = "property"  # property, tab, spaces
    breaks: bool = False  # manual breaks instead of paragraphs
    caps: bool = False  # capitals by a look, not typed
    code: str = ""  # vni, tcvn3
    fresh: str = "break"  # break, before, section
    header_row: bool = True
    tweaks: tuple = ()  # nfd, smart, no-break, soft, tracked, split, comments, fields, links, en-dash


def gap(way, count=1):
    return [Para([]) for _ in range(count)] if way.gaps == "blank" else []


def runs(text, bold=False, italic=False, size=0, underline=False):
    out = []
    for words, looks, note in pieces(text):
        if note is not None:
            out.append(Run(kind="note", note=runs(note)))
        else:
            out.append(Run(words, bold=bold or "b" in looks, italic=italic or "i" in looks, raised="s" in looks,
                           size=size, underline=underline))
    return out


def centred(way, text_runs, **kwargs):
    """A line in the middle, as this typist brings it there."""
    if way.centre == "spaces":
        length = sum(len(run.text) for run in text_runs)
        return Para([Run(" " * max(8, 46 - length // 2))] + text_runs, **kwargs)
    if way.centre == "tabs":
        return Para([Run(kind="tab"), Run(kind="tab"), Run(kind="tab")] + text_runs, **kwargs)
    return Para(text_runs, align="center", **kwargs)


def ruled(way, paras):
    """The line below names, as this typist makes it."""
    if way.rule == "dashes":
        return paras + [Para([Run("-------")], align="center")]
    if way.rule == "underline":
        for run in paras[-1].runs:
            run.underline = True
    elif way.rule == "border":
        paras[-1].rule = True
    elif way.rule == "drawn":
        return paras + [Para([], line=True)]
    return paras


def letterhead(doc, way):
    names = []
    if doc.superior:
        names.append(Para(runs(doc.superior), align="center"))
    if way.breaks and len(doc.agency) > 1:
        line = []
        for nth, name in enumerate(doc.agency):
            line += ([Run(kind="line")] if nth else []) + runs(name, bold=True)
        names.append(Para(line, align="center"))
    else:
        names += [Para(runs(name, bold=True), align="center") for name in doc.agency]
    nation = [Para(runs(NATIONAL, bold=True, size=24), align="center"), Para(runs(MOTTO, bold=True), align="center")]
    number = [Para(runs(f"Số: {doc.number}/{doc.symbol}"), align="center")]
    if not doc.printed:
        number.append(Para(runs(f"V/v {doc.subject}"), align="center"))
    date = []
    if doc.date:
        day, month, year = doc.date
        date = [Para(runs(f"{doc.place}, ngày {day} tháng {month} năm {year}", italic=True), align="center")]
    if way.head == "table":
        left, right = ruled(way, names) + number, ruled(way, nation) + date
        out = [Table([2, 3], [[Cell(left), Cell(right)]], border=False)]
    elif way.head == "rows":
        out = [Table([2, 3], [[Cell(ruled(way, names)), Cell(ruled(way, nation))], [Cell(number), Cell(date or [Para([])])]], border=False)]
    elif way.head == "boxes":
        out = [Box(ruled(way, names) + number), Box(ruled(way, nation) + date, right=True)] + gap(way, 4)
    else:
        # Both columns line by line, parted by a tab or by spaces.
        left, right = names + number, nation + date
        if way.rule == "dashes":
            left, right = names + [Para([Run("-------")])] + number, nation + [Para([Run("---------------")])] + date
        if len(names) == 1:
            # The number stands beside the place.
            left = left[:1] + [Para([])] * (len(right) - len(left)) + left[1:] if len(left) < len(right) else left
        out = []
        for nth in range(max(len(left), len(right))):
            one = left[nth].runs if nth < len(left) else []
            two = right[nth].runs if nth < len(right) else []
            if way.head == "tabs":
                parts = one + ([Run(kind="tab")] + two if two else [])
                out.append(Para(parts, tabs=(4600,)))
            else:
                length = sum(len(run.text) for run in one)
                parts = one + ([Run(" " * max(6, 40 - length))] + two if two else [])
                out.append(Para(parts))
    if doc.urgency:
        out += [Para(runs(doc.urgency, bold=True))]
    return out


def opening(doc, way):
    out = gap(way)
    if doc.printed:
        lines = two_lines(doc.subject) if way.breaks or len(doc.subject) > 60 else [doc.subject]
        if way.breaks:
            line = runs(doc.printed, bold=True)
            for text in lines:
                line += [Run(kind="line")] + runs(text, bold=True)
            out.append(centred(way, line))
        else:
            out.append(centred(way, runs(doc.printed, bold=True)))
            out += [centred(way, runs(text, bold=True)) for text in lines]
        if way.rule in ("dashes", "drawn"):
            out += [Para([Run("-----------")], align="center")] if way.rule == "dashes" else [Para([], line=True)]
        out += gap(way)
    if doc.addressees:
        if len(doc.addressees) == 1:
            out.append(centred(way, runs(f"Kính gửi: {doc.addressees[0]}")))
        else:
            out.append(Para([Run(kind="tab"), Run(kind="tab")] + runs("Kính gửi:")) if way.centre == "tabs" else Para(runs("Kính gửi:"), left=2400))
            for nth, text in enumerate(doc.addressees):
                end = "." if nth + 1 == len(doc.addressees) else ";"
                lead = [Run(kind="tab")] * 3 if way.centre == "tabs" else []
                out.append(Para(lead + runs(f"- {text}{end}"), left=0 if lead else 3000))
        out += gap(way)
    if doc.authority:
        out += [centred(way, runs(doc.authority, bold=True))] + gap(way)
    out += [text_para(way, runs(basis, italic=True)) for basis in doc.bases]
    if doc.resolves:
        out += [centred(way, runs(doc.resolves, bold=True))]
    return out


def two_lines(text):
    words = text.split()
    half = len(words) // 2
    return [" ".join(words[:half]), " ".join(words[half:])]


def text_para(way, text_runs, **kwargs):
    if way.indent == "tab":
        return Para([Run(kind="tab")] + text_runs, align="justify", **kwargs)
    if way.indent == "spaces":
        return Para([Run("     ")] + text_runs, align="justify", **kwargs)
    return Para(text_runs, align="justify", first=567, **kwargs)


class Body:
    def __init__(self, way):
        self.way = way
        self.lists = 0
        self.depths = []  # forms of the headings that are open, for levels of real headings
        self.counts = {}

    def blocks(self, all_blocks):
        out = []
        for block in all_blocks:
            out += self.block(block)
        return out

    def block(self, block):
        way = self.way
        if isinstance(block, H):
            return self.heading(block)
        if isinstance(block, P):
            return [text_para(way, runs(block.text))]
        if isinstance(block, L):
            self.lists += 1
            return self.list(block, 0, f"list{self.lists}")
        if isinstance(block, T):
            return self.table(block)
        if isinstance(block, Pic):
            out = [Para([Run(kind="picture")], align="center")]
            return out + ([Para(runs(block.caption, italic=True), align="center")] if block.caption else [])
        raise TypeError(block)

    def heading(self, block):
        way = self.way
        order = ["part", "chapter", "section", "roman", "article", "clause", "point"]
        while self.depths and order.index(self.depths[-1]) >= order.index(block.form):
            self.depths.pop()
        self.depths.append(block.form)
        style = len(self.depths) if way.headings in ("styles", "numbered") else 0
        bold, italic = block.form != "point", block.form == "point"
        if block.title:
            if way.breaks:
                line = runs(block.text, bold=True) + [Run(kind="line")] + runs(block.title, bold=True)
                return [centred(way, line, style=style)]
            return [centred(way, runs(block.text, bold=True), style=style), centred(way, runs(block.title, bold=True), style=style)]
        if block.run_on:
            return [text_para(way, runs(block.text, bold=True) + runs(" " + block.run_on))]
        text = block.text
        if way.headings == "numbered" and block.form in ("roman", "clause"):
            form = {"roman": ("upperRoman", "%{}."), "clause": ("decimal", "%{}.")}[block.form]
            level = {"roman": 0, "clause": 1}[block.form]
            number = ("headings", level, form[0], form[1].format(level + 1))
            text = text.split(" ", 1)[1]
            return [Para(runs(text, bold=True), style=style, number=number)]
        if way.breaks and block.form == "roman" and len(text) > 24:
            one, two = two_lines(text)
            return [text_para(way, runs(one, bold=True) + [Run(kind="line")] + runs(two, bold=True), style=style)]
        return [text_para(way, runs(text, bold=bold, italic=italic), style=style)]

    def list(self, block, level, name):
        way, out = self.way, []
        forms = {"decimal": ("decimal", f"%{level + 1}."), "letter": ("lowerLetter", f"%{level + 1})"), "bullet": ("bullet", "-")}
        for nth, item in enumerate(block.items):
            text, below = item if isinstance(item, tuple) else (item, None)
            if way.lists == "real":
                out.append(Para(runs(text), align="justify", number=(name, level, *forms[block.mark])))
            else:
                mark = {"decimal": f"{nth + 1}.", "letter": f"{'abcdefgh'[nth]})", "bullet": "-" if level == 0 else "+"}[block.mark]
                out.append(text_para(way, runs(f"{mark} {text}")))
            if below:
                out += self.list(below, level + 1, name)
        return out

    def table(self, block):
        way, out = self.way, []
        if block.caption:
            out.append(Para(runs(block.caption, bold=True), align="center"))
        if block.unit:
            out.append(Para(runs(block.unit, italic=True), align="right"))
        lines = block.head + block.rows
        rows = []
        for at, line in enumerate(lines):
            cells = []
            for column, text in enumerate(line):
                if text == "<":
                    cells[-1].across += 1
                    continue
                head = at < len(block.head)
                bold = head or at - len(block.head) in block.bold_rows
                number = text.replace(".", "").replace(",", "").isdigit()
                align = "center" if head or column == 0 and len(text) < 4 else "right" if number else "left"
                covered = text == "^"
                paras = [Para([] if covered or not text else runs(text, bold=bold), align=align)]
                cells.append(Cell(paras, covered=covered))
            rows.append(cells)
        for at, cells in enumerate(rows):
            column = 0
            for cell in cells:
                if not cell.covered:
                    while at + cell.down < len(rows) and covers(rows[at + cell.down], column):
                        cell.down += 1
                column += cell.across
        out.append(Table(block.shares or [1] * len(lines[0]), rows, header=len(block.head) if way.header_row else 0))
        return out


def covers(cells, column):
    at = 0
    for cell in cells:
        if at == column:
            return cell.covered
        at += cell.across
    return False


def closing(doc, way):
    left = [Para(runs("Nơi nhận:", bold=True, italic=True, size=24))]
    items = [f"- {text};" for text in doc.recipients] + [f"- Lưu: {doc.archive}."]
    left += [Para(runs(text, size=22)) for text in items]
    if len(doc.signs) > 1:
        cells = [Cell(signature(sign)) for sign in doc.signs]
        return gap(way) + [Table([1] * len(cells), [cells], border=False)] + left
    sign = doc.signs[0]
    if way.close == "table":
        return gap(way) + [Table([1, 1], [[Cell(left), Cell(signature(sign))]], border=False)]
    if way.close == "rows":
        title = [Para(runs(line, bold=True), align="center") for line in sign.lines]
        name = [Para(runs(sign.name, bold=True), align="center")]
        rows = [[Cell(left, down=2), Cell(title + gap(way, 3) + [Para([])])], [Cell([Para([])], covered=True), Cell(name)]]
        return gap(way) + [Table([1, 1], rows, border=False)]
    if way.close == "signed-first":
        lines = [Para(runs(line, bold=True), align="center", left=4200) for line in sign.lines] + [Para([])] * 3
        lines.append(Para(runs(sign.name, bold=True), align="center", left=4200))
        return gap(way) + lines + left
    # Tabs: both columns line by line, the name below.
    right = [runs(line, bold=True) for line in sign.lines]
    out = gap(way)
    for nth in range(max(len(left), len(right))):
        one = left[nth].runs if nth < len(left) else []
        two = right[nth] if nth < len(right) else []
        out.append(Para(one + ([Run(kind="tab")] + two if two else []), tabs=(5400,)))
    return out + [Para([])] + [Para([Run(kind="tab")] + runs(sign.name, bold=True), tabs=(5400,))]


def signature(sign):
    lines = [Para(runs(line, bold=True), align="center") for line in sign.lines]
    return lines + [Para([])] * 3 + [Para(runs(sign.name, bold=True), align="center")]


def typed(doc, way):
    """The page of a document as a typist of these habits types it."""
    body = Body(way)
    out = letterhead(doc, way) + opening(doc, way) + body.blocks(doc.body) + closing(doc, way)
    landscape = False

    def fresh(paras, wide):
        nonlocal landscape
        if way.fresh == "section" or wide != landscape:
            out.append(Section(landscape))
            landscape = wide
        elif way.fresh == "before" and isinstance(paras[0], Para):
            paras[0].page_before = True
        else:
            out.append(Para([Run(kind="page")]))
        out.extend(paras)

    if doc.attached:
        attached = doc.attached
        names = [Para(runs(name, bold=True), align="center") for name in doc.agency]
        nation = [Para(runs(NATIONAL, bold=True, size=24), align="center"), Para(runs(MOTTO, bold=True), align="center")]
        head = [Table([2, 3], [[Cell(names), Cell(nation)]], border=False)]
        title = [centred(way, runs(attached.kind, bold=True)), centred(way, runs(attached.subject, bold=True)),
                 centred(way, runs(attached.reference, italic=True))]
        fresh(head + gap(way) + title + gap(way) + Body(way).blocks(attached.body), False)
    for appendix in doc.appendices:
        label = appendix.label.upper() if way.headings == "typed" else appendix.label
        if way.breaks:
            title = [centred(way, runs(label, bold=True) + [Run(kind="line")] + runs(appendix.title, bold=True))]
        else:
            title = [centred(way, runs(label, bold=True)), centred(way, runs(appendix.title, bold=True))]
        reference = [centred(way, runs(appendix.reference, italic=True))] if appendix.reference else []
        fresh(title + reference + gap(way) + Body(way).blocks(appendix.body), appendix.landscape)
    out.append(Section(landscape))
    tweak(out, way)
    return out


def every(blocks):
    """All paragraphs, those of tables and boxes with them."""
    for block in blocks:
        if isinstance(block, Para):
            yield block
        elif isinstance(block, Box):
            yield from every(block.paras)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from every(cell.paras)


def tweak(blocks, way):
    """Changes nothing that a reader sees, but for tracked changes, which say the same once they are accepted."""
    paras = list(every(blocks))
    long = [para for para in paras if sum(len(run.text) for run in para.runs) > 60]
    for para in paras:
        for run in para.runs + [inner for run in para.runs for inner in run.note or []]:
            if "no-break" in way.tweaks:
                for word in ("ngày", "tháng", "năm", "số"):
                    run.text = run.text.replace(f" {word} ", f" {word}\u00a0")
            if "nfd" in way.tweaks:
                run.text = unicodedata.normalize("NFD", run.text)
            if way.caps and run.bold and run.text.isupper() and len(run.text) > 4:
                run.text, run.caps = run.text[:1] + run.text[1:].lower(), True
            if way.code:
                run.font = {"vni": "VNI-Times", "tcvn3": ".VnTime"}[way.code]
    for nth, para in enumerate(long):
        last = para.runs[-1]
        if last.kind != "text" or " " not in last.text.strip():
            continue
        if "split" in way.tweaks:
            para.runs[-1:] = [dataclasses.replace(last, text=part) for part in split(last.text)]
        elif "soft" in way.tweaks:
            para.runs[-1:] = between(last, Run(kind="soft"), inside=True)
        elif "tracked" in way.tweaks:
            before, behind = cut(last.text)
            word, _, rest = behind.strip().partition(" ")
            lead = behind[:len(behind) - len(behind.lstrip())]
            new = [dataclasses.replace(last, text=before + lead),
                   dataclasses.replace(last, text="chữ cũ ", kind="deleted"),
                   dataclasses.replace(last, text=word, kind="inserted")]
            para.runs[-1:] = new + ([dataclasses.replace(last, text=" " + rest)] if rest else [])
        elif "comments" in way.tweaks and nth % 2 == 0:
            para.runs[-1] = dataclasses.replace(last, kind="comment", value="Người soát: đề nghị xem lại")
        elif "links" in way.tweaks and nth % 2 == 0:
            before, behind = cut(last.text)
            para.runs[-1:] = [dataclasses.replace(last, text=before), dataclasses.replace(last, text=behind, kind="link", value="https://example.vn/")]
        elif "fields" in way.tweaks and nth % 2 == 0:
            before, behind = cut(last.text)
            para.runs[-1:] = [dataclasses.replace(last, text=before), dataclasses.replace(last, text=behind, kind="field", value="REF muc \\h")]


def cut(text):
    at = text.index(" ", len(text) // 2) if " " in text[len(text) // 2:] else len(text) // 2
    return text[:at], text[at:]


def split(text):
    """In the middle of words."""
    return [text[at:at + 7] for at in range(0, len(text), 7)]


def between(run, new, inside):
    at = len(run.text) // 2
    while at < len(run.text) - 1 and (run.text[at] == " " or run.text[at - 1] == " "):
        at += 1
    return [dataclasses.replace(run, text=run.text[:at]), new, dataclasses.replace(run, text=run.text[at:])]


WAYS = {
    "bang": Way(),
    "bang-gach": Way(head="rows", rule="dashes", close="rows", indent="tab", header_row=False),
    "bang-duong": Way(head="rows", rule="drawn", lists="real", fresh="before", tweaks=("no-break",)),
    "tab": Way(head="tabs", rule="dashes", close="tabs", indent="tab", centre="align"),
    "dau-cach": Way(head="spaces", centre="spaces", close="tabs", indent="spaces", header_row=False),
    "hop-chu": Way(head="boxes", rule="underline", close="table"),
    "xuong-dong": Way(head="table", rule="border", breaks=True, close="rows"),
    "de-muc-that": Way(headings="styles", lists="real", gaps="spacing", fresh="section"),
    "de-muc-tu-dem": Way(headings="numbered", lists="real", gaps="spacing", fresh="before", rule="underline"),
    "giua-bang-tab": Way(head="table", centre="tabs", indent="tab", rule="underline"),
    "vni": Way(code="vni", rule="underline"),
    "tcvn3": Way(code="tcvn3", rule="dashes", head="rows"),
    "theo-doi": Way(tweaks=("tracked",), lists="real"),
    "to-hop": Way(tweaks=("nfd",), caps=True, close="signed-first"),
    "manh": Way(tweaks=("split",), rule="drawn", close="signed-first"),
    "mem": Way(tweaks=("soft", "no-break"), headings="styles"),
    "nhan-xet": Way(tweaks=("comments",), lists="real", head="rows"),
    "truong": Way(tweaks=("fields",), head="tabs", close="signed-first", fresh="section"),
    "lien-ket": Way(tweaks=("links",), headings="styles", caps=True),
}
