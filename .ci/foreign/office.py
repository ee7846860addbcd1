"""Pages as LibreOffice writes them as DOCX: from HTML, RTF and flat ODT that are made here, or from another DOCX."""
import base64
import shutil
import subprocess
from xml.sax.saxutils import escape

from page import Box, Para, Section, Table


def converted(files, folder, to="docx:MS Word 2007 XML", filters=()):
    """Has LibreOffice write files again; all of a kind at once."""
    profile = folder / "profile"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *filters, "--convert-to", to,
                    "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=600)
    shutil.rmtree(profile, ignore_errors=True)


# HTML, as a web page or a mail is taken into Writer.

def html(blocks, picture):
    notes = []
    inner = "".join(part if isinstance(part, str) else html_block(part[0], notes, picture, part[1]) for part in html_lists(blocks))
    for nth, note in enumerate(notes, 1):
        text = "".join(html_run(run, [], picture) for run in note)
        inner += f'<div id="sdfootnote{nth}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{nth}sym" href="#sdfootnote{nth}anc">{nth}</a> {text}</p></div>'
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>văn bản</title></head><body>{inner}</body></html>'


def html_block(block, notes, picture, item=None):
    if isinstance(block, Para):
        text = "".join(html_run(run, notes, picture) for run in block.runs) or "<br>"
        style = f"text-align:{block.align}"
        style += f";text-indent:{block.first / 20}pt" if block.first else ""
        style += f";margin-left:{block.left / 20}pt" if block.left else ""
        style += ";page-break-before:always" if block.page_before or any(run.kind == "page" for run in block.runs) else ""
        tag = item or (f"h{block.style}" if block.style else "p")
        return f'<{tag} style="{style}">{text}</{tag}>'
    if isinstance(block, Table):
        border = ' border="1" style="border-collapse:collapse"' if block.border else ""
        total = sum(block.shares)
        out = f'<table width="100%"{border}>' + "".join(f'<col width="{100 * share // total}%">' for share in block.shares)
        for at, cells in enumerate(block.rows):
            out += "<tr>"
            for cell in cells:
                if not cell.covered:
                    spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (f' rowspan="{cell.down}"' if cell.down > 1 else "")
                    tag = "th" if at < block.header else "td"
                    out += f"<{tag}{spans}>{''.join(html_block(para, notes, picture) for para in cell.paras)}</{tag}>"
            out += "</tr>"
        return out + "</table>"
    if isinstance(block, Section):
        return ""
    raise TypeError(block)


def html_lists(blocks):
    """The blocks, with items of real lists in the elements that HTML has for them."""
    out, open_lists, name = [], [], None
    for block in blocks:
        number = block.number if isinstance(block, Para) and not block.style else None
        level = number[1] + 1 if number else 0
        while len(open_lists) > level or open_lists and number and (len(open_lists) == level and open_lists[-1] != number[2] or number[0] != name):
            out.append(f"</{'ul' if open_lists.pop() == 'bullet' else 'ol'}>")
        name = number[0] if number else None
        while len(open_lists) < level:
            open_lists.append(number[2])
            kind = {"lowerLetter": ' type="a"'}.get(number[2], "")
            out.append("<ul>" if number[2] == "bullet" else f"<ol{kind}>")
        out.append((block, "li" if number else None))
    return out


def html_run(run, notes, picture):
    if run.kind == "note":
        notes.append(run.note)
        nth = len(notes)
        return f'<a class="sdfootnoteanc" name="sdfootnote{nth}anc" href="#sdfootnote{nth}sym"><sup>{nth}</sup></a>'
    if run.kind == "picture":
        data = base64.b64encode(picture.read_bytes()).decode()
        return f'<img src="data:image/png;base64,{data}" width="240" height="120">'
    if run.kind == "line":
        return "<br>"
    if run.kind in ("tab", "page", "deleted"):
        return ""
    text = escape(run.text).replace("  ", " \u00a0")
    text = f'<span style="text-transform:uppercase">{text}</span>' if run.caps else text
    for tag, wanted in (("b", run.bold), ("i", run.italic), ("u", run.underline), ("sup", run.raised)):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f'<a href="{run.value}">{text}</a>' if run.kind == "link" else text


# RTF, as old programs keep it.

def rtf_text(text):
    out = ""
    for letter in text:
        for unit in (letter.encode("utf-16-le")[at:at + 2] for at in range(0, len(letter.encode("utf-16-le")), 2)):
            code = int.from_bytes(unit, "little", signed=True)
            out += letter if 31 < code < 127 and letter not in "\\{}" else f"\\u{code}?"
    return out


def rtf(blocks, picture):
    out = "".join(rtf_block(block) for block in blocks)
    return r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\froman Times New Roman;}}\f0\fs28 " + out + "}"


def rtf_look(para, cell=False):
    align = {"left": r"\ql", "center": r"\qc", "right": r"\qr", "justify": r"\qj"}[para.align]
    tabs = "".join(rf"\tqc\tx{at}" for at in para.tabs)
    return rf"\pard\plain\f0\fs28{align}\li{para.left}\fi{para.first}{tabs}" + (r"\pagebb" if para.page_before else "") + (r"\intbl" if cell else "") + " "


def rtf_runs(runs):
    out = ""
    for run in runs:
        look = "".join(mark for mark, wanted in ((r"\b", run.bold), (r"\i", run.italic), (r"\ul", run.underline), (r"\super", run.raised), (r"\caps", run.caps)) if wanted)
        look += rf"\fs{run.size}" if run.size else ""
        if run.kind == "note":
            out += r"{\super\chftn}{\footnote\pard\plain\fs20{\super\chftn} " + rtf_runs(run.note) + "}"
        elif run.kind in ("tab", "line", "page"):
            out += {"tab": r"\tab ", "line": r"\line ", "page": r"\page "}[run.kind]
        elif run.kind != "deleted":
            out += "{" + (look + " " if look else "") + rtf_text(run.text) + "}"
    return out


def rtf_block(block):
    if isinstance(block, Para):
        return rtf_look(block) + rtf_runs(block.runs) + "\\par\n"
    if isinstance(block, Section):
        return r"\sectd" + (r"\lndscpsxn\pgwsxn16838\pghsxn11906" if block.landscape else "") + ""
    if isinstance(block, Table):
        total, out = sum(block.shares), ""
        for at, cells in enumerate(block.rows):
            out += r"\trowd" + (r"\trhdr" if at < block.header else "")
            edge = 0
            ends, column = [], 0
            for cell in cells:
                edge += sum(block.shares[column:column + cell.across]) * 9356 // total
                column += cell.across
                line = "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr") if block.border else ""
                merge = r"\clvmrg" if cell.covered else r"\clvmgf" if cell.down > 1 else ""
                ends.append(rf"{merge}{line}\cellx{edge}")
            out += "".join(ends)
            for cell in cells:
                paras = [rtf_look(para, True) + rtf_runs(para.runs) for para in cell.paras]
                out += r"\par ".join(paras) + "\\cell "
            out += "\\row\n"
        return out
    raise TypeError(block)


# Flat ODT, as Writer itself keeps it.

ODT = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in {
    "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing", "fo": "xsl-fo-compatible",
    "svg": "svg-compatible"}.items()) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'


class Flat:
    def __init__(self, picture):
        self.styles, self.picture, self.marks, self.lists = {}, picture, 0, {}
        self.open_list = None

    def style(self, family, xml, attributes=""):
        return self.styles.setdefault((family, xml, attributes), f"s{len(self.styles)}")

    def document(self, blocks):
        inner = self.blocks(blocks)
        styles = "".join(f'<style:style style:name="{name}" style:family="{family}"{attributes}>{xml}</style:style>'
                         for (family, xml, attributes), name in self.styles.items())
        lists = "".join(f'<text:list-style style:name="{name}">' + "".join(self.level(form, level + 1) for level, form in sorted(levels.items()))
                        + "</text:list-style>" for name, levels in self.lists.items())
        page = ('<style:page-layout style:name="PM"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm" style:print-orientation="portrait"/></style:page-layout>'
                '<style:page-layout style:name="PN"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" fo:margin="2cm" style:print-orientation="landscape"/></style:page-layout>')
        masters = '<style:master-page style:name="Standard" style:page-layout-name="PM"/><style:master-page style:name="Ngang" style:page-layout-name="PN"/>'
        return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {ODT} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
                f'<office:automatic-styles>{page}{lists}{styles}</office:automatic-styles><office:master-styles>{masters}</office:master-styles>'
                f"<office:body><office:text>{inner}</office:text></office:body></office:document>")

    @staticmethod
    def level(form, level):
        if form == "bullet":
            return f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="-"/>'
        number = {"decimal": "1", "lowerLetter": "a", "upperRoman": "I"}[form]
        end = ")" if form == "lowerLetter" else "."
        return f'<text:list-level-style-number text:level="{level}" style:num-format="{number}" style:num-suffix="{end}"/>'

    def blocks(self, blocks):
        out = ""
        # The pages of what follows a section are known where the next one ends.
        turns = [block.landscape for block in blocks if isinstance(block, Section)]
        seen = 0
        at_start = False
        for block in blocks:
            if isinstance(block, Section):
                out += self.close_list()
                seen += 1
                at_start = seen < len(turns)
                continue
            page = ("Ngang" if turns[seen] else "Standard") if at_start else ""
            at_start = False
            out += self.block(block, page)
        return out + self.close_list()

    def close_list(self):
        name, self.open_list = self.open_list, None
        return "</text:list>" if name else ""

    def block(self, block, page=""):
        if isinstance(block, Para):
            return self.para(block, page)
        out = self.close_list()
        if isinstance(block, Table):
            return out + self.table(block, page)
        if isinstance(block, Box):
            frame = self.style("graphic", '<style:graphic-properties draw:stroke="none" style:wrap="none" style:horizontal-pos="from-left" style:horizontal-rel="paragraph"/>')
            x = "9cm" if block.right else "0cm"
            inner = "".join(self.para(para) for para in block.paras)
            return out + (f'<text:p><draw:frame draw:style-name="{frame}" text:anchor-type="paragraph" svg:x="{x}" svg:y="0cm" svg:width="7.5cm">'
                          f'<draw:text-box fo:min-height="2cm">{inner}</draw:text-box></draw:frame></text:p>')
        raise TypeError(block)

    def para(self, para, page=""):
        align = {"left": "start", "center": "center", "right": "end", "justify": "justify"}[para.align]
        look = f'fo:text-align="{align}" fo:margin-left="{para.left / 20}pt" fo:text-indent="{para.first / 20}pt"'
        has_break = any(run.kind == "page" for run in para.runs)
        if para.page_before or has_break and len(para.runs) > 1:
            look += ' fo:break-before="page"'
        elif has_break:
            look += ' fo:break-after="page"'
        if para.rule:
            look += ' fo:border-bottom="0.5pt solid #000000" fo:padding="0cm"'
        tabs = "".join(f'<style:tab-stop style:position="{at / 20}pt" style:type="center"/>' for at in para.tabs)
        master = f' style:master-page-name="{page}"' if page else ""
        style = self.style("paragraph", f"<style:paragraph-properties {look}><style:tab-stops>{tabs}</style:tab-stops></style:paragraph-properties>", master)
        inner = "".join(self.run(run) for run in para.runs)
        if para.number:
            name, level, form, _ = para.number
            self.lists.setdefault(name, {})[level] = form
            lead = "" if self.open_list == name else self.close_list() + f'<text:list text:style-name="{name}">'
            self.open_list = name
            item = f'<text:p text:style-name="{style}">{inner}</text:p>'
            for _ in range(level):
                item = f"<text:list><text:list-item>{item}</text:list-item></text:list>"
            return f"{lead}<text:list-item>{item}</text:list-item>"
        tag = f'text:h text:outline-level="{para.style}"' if para.style else "text:p"
        return self.close_list() + f'<{tag} text:style-name="{style}">{inner}</{tag.split()[0]}>'

    def run(self, run):
        self.marks += 1
        if run.kind == "tab":
            return "<text:tab/>"
        if run.kind == "line":
            return "<text:line-break/>"
        if run.kind in ("page", "deleted"):
            return ""
        if run.kind == "note":
            inner = "".join(self.run(one) for one in run.note)
            return (f'<text:note text:id="n{self.marks}" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
                    f"<text:note-body><text:p>{inner}</text:p></text:note-body></text:note>")
        if run.kind == "picture":
            data = base64.b64encode(self.picture.read_bytes()).decode()
            return ('<draw:frame text:anchor-type="as-char" svg:width="8cm" svg:height="4cm"><draw:image>'
                    f"<office:binary-data>{data}</office:binary-data></draw:image></draw:frame>")
        look = ""
        look += ' fo:font-weight="bold"' if run.bold else ""
        look += ' fo:font-style="italic"' if run.italic else ""
        look += ' style:text-underline-style="solid"' if run.underline else ""
        look += ' style:text-position="super 58%"' if run.raised else ""
        look += ' fo:text-transform="uppercase"' if run.caps else ""
        look += f' fo:font-size="{run.size / 2}pt"' if run.size else ""
        text = escape(run.text)
        while "  " in text:
            at = text.index("  ")
            count = len(text[at:]) - len(text[at:].lstrip(" "))
            text = f'{text[:at]} <text:s text:c="{count - 1}"/>{text[at + count:]}'
        if text.startswith(" "):
            text = "<text:s/>" + text[1:]
        style = self.style("text", f"<style:text-properties{look}/>")
        text = f'<text:span text:style-name="{style}">{text}</text:span>'
        return f'<text:a xlink:type="simple" xlink:href="{run.value}">{text}</text:a>' if run.kind == "link" else text

    def table(self, table, page):
        total, self.marks = sum(table.shares), self.marks + 1
        master = f' style:master-page-name="{page}"' if page else ""
        style = self.style("table", '<style:table-properties style:width="16.5cm" table:align="left"/>', master)
        line = 'fo:border="0.5pt solid #000000"' if table.border else 'fo:border="none"'
        cell_style = self.style("table-cell", f"<style:table-cell-properties {line}/>")
        out = f'<table:table table:name="T{self.marks}" table:style-name="{style}">'
        for share in table.shares:
            column = self.style("table-column", f'<style:table-column-properties style:column-width="{16.5 * share / total:.2f}cm"/>')
            out += f'<table:table-column table:style-name="{column}"/>'
        rows = []
        for cells in table.rows:
            row = "<table:table-row>"
            for cell in cells:
                if cell.covered:
                    row += "<table:covered-table-cell/>" * cell.across
                    continue
                spans = f' table:number-columns-spanned="{cell.across}" table:number-rows-spanned="{cell.down}"'
                row += f'<table:table-cell table:style-name="{cell_style}"{spans}>{"".join(self.para(para) for para in cell.paras)}</table:table-cell>'
                row += "<table:covered-table-cell/>" * (cell.across - 1)
            rows.append(row + "</table:table-row>")
        head = "".join(rows[:table.header])
        return out + (f"<table:table-header-rows>{head}</table:table-header-rows>" if head else "") + "".join(rows[table.header:]) + "</table:table>"
