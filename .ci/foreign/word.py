"""Pages as python-docx writes them, with what it has no words for in XML of our own."""
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

import old_codes
from page import Box, Para, Section, Table

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}.items())
WIDTH = 9356


class Writer:
    def __init__(self, picture):
        self.document = docx.Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", docx.shared.Pt(14)
        self.picture = picture
        self.notes, self.lists, self.marks = [], {}, 0
        self.comments = []

    def write(self, blocks, path):
        body = self.document.element.body
        last = body[-1]
        out = [(self.block(block), block) for block in blocks[:-1]]
        for xml, _ in out:
            for element in parse_xml(f"<w:body {SPACES}>{xml}</w:body>"):
                last.addprevious(element)
        self.section(last, blocks[-1])
        self.part("footnotes", self.footnotes()) if self.notes else None
        if self.lists:
            numbering = self.document.part.numbering_part.element
            for element in list(numbering):
                numbering.remove(element)
            for xml in self.numbering():
                numbering.append(parse_xml(xml))
        for at, (element, words) in enumerate(self.comments):
            author, _, text = words.partition(": ")
            found = body.xpath(f'.//w:r[@w:rsidR="{element:08X}"]')
            runs = [docx.text.run.Run(run, None) for run in found]
            self.document.add_comment(runs=runs, text=text, author=author, initials="NS")
        self.document.save(path)

    def part(self, kind, xml):
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        part = Part(PackURI(f"/word/{kind}.xml"), content, xml.encode(), self.document.part.package)
        self.document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))

    def section(self, element, section):
        element[:] = []
        size = ('16838', '11906') if section.landscape else ('11906', '16838')
        turn = ' w:orient="landscape"' if section.landscape else ""
        for xml in (f'<w:pgSz {SPACES} w:w="{size[0]}" w:h="{size[1]}"{turn}/>',
                    f'<w:pgMar {SPACES} w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'):
            element.append(parse_xml(xml))

    def block(self, block):
        if isinstance(block, Para):
            return self.para(block)
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Section):
            size = 'w:w="16838" w:h="11906" w:orient="landscape"' if block.landscape else 'w:w="11906" w:h="16838"'
            return f"<w:p><w:pPr><w:sectPr><w:pgSz {size}/></w:sectPr></w:pPr></w:p>"
        if isinstance(block, Box):
            place = "margin-left:230pt" if block.right else "margin-left:0"
            inner = "".join(self.para(para) for para in block.paras)
            return (f'<w:p><w:r><w:pict><v:shape style="position:absolute;{place};width:220pt;height:90pt" stroked="f">'
                    f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>")
        raise TypeError(block)

    def para(self, para):
        look = ""
        if para.style:
            look += f'<w:pStyle w:val="Heading{para.style}"/>'
        if para.page_before:
            look += "<w:pageBreakBefore/>"
        if para.number:
            name, level, form, text = para.number
            levels = self.lists.setdefault(name, {})
            levels.setdefault(level, (form, text))
            look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list(self.lists).index(name) + 1}"/></w:numPr>'
        if para.rule:
            look += '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
        if para.tabs:
            look += "<w:tabs>" + "".join(f'<w:tab w:val="center" w:pos="{at}"/>' for at in para.tabs) + "</w:tabs>"
        if para.left or para.first:
            look += f'<w:ind w:left="{para.left}" w:firstLine="{para.first}"/>'
        if para.align != "left":
            look += f'<w:jc w:val="{"both" if para.align == "justify" else para.align}"/>'
        line = ""
        if para.line:
            line = ('<w:r><w:pict><v:line style="position:absolute" from="60pt,4pt" to="150pt,4pt" strokeweight=".75pt"/></w:pict></w:r>')
        return f"<w:p><w:pPr>{look}</w:pPr>{line}{''.join(self.run(run, para) for run in para.runs)}</w:p>"

    def run(self, run, para=None, note=False):
        look = ""
        if run.font:
            look += f'<w:rFonts w:ascii="{run.font}" w:hAnsi="{run.font}" w:cs="{run.font}"/>'
        look += "<w:b/>" if run.bold else '<w:b w:val="0"/>' if para is not None and para.style else ""
        look += "<w:i/>" if run.italic else ""
        look += "<w:caps/>" if run.caps else ""
        look += f'<w:sz w:val="{run.size}"/>' if run.size else ""
        look += '<w:u w:val="single"/>' if run.underline else ""
        look += '<w:vertAlign w:val="superscript"/>' if run.raised else ""
        look = f"<w:rPr>{look}</w:rPr>" if look else ""

        def text(words):
            return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'

        self.marks += 1
        if run.kind == "text":
            if run.font == ".VnTime":
                parts = old_codes.tcvn3(run.text)
                return "".join(text(words).replace('".VnTime"', f'"{font}"') for font, words in parts)
            return text(old_codes.vni(run.text) if run.font else run.text)
        if run.kind in ("tab", "soft"):
            return f"<w:r>{look}<w:{'tab' if run.kind == 'tab' else 'softHyphen'}/></w:r>"
        if run.kind in ("line", "page"):
            return f'<w:r>{look}<w:br{"" if run.kind == "line" else " w:type=" + quoteattr("page")}/></w:r>'
        if run.kind == "note":
            self.notes.append(run.note)
            return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'
        if run.kind == "picture":
            paragraph = self.document.add_paragraph()
            paragraph.add_run().add_picture(str(self.picture), width=docx.shared.Cm(9))
            element = paragraph._p
            element.getparent().remove(element)
            from lxml import etree
            return "".join(etree.tostring(child, encoding="unicode") for child in element if child.tag.endswith("}r"))
        if run.kind == "field":
            mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
            return mark("begin") + f"<w:r><w:instrText> {escape(run.value)} </w:instrText></w:r>" + mark("separate") + text(run.text) + mark("end")
        if run.kind == "link":
            name = self.document.part.relate_to(run.value, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            return f'<w:hyperlink r:id="{name}">{text(run.text)}</w:hyperlink>'
        if run.kind == "comment":
            self.comments.append((self.marks, run.value))
            return text(run.text).replace("<w:r>", f'<w:r w:rsidR="{self.marks:08X}">', 1)
        if run.kind == "inserted":
            return f'<w:ins w:id="{self.marks}" w:author="Người sửa" w:date="2025-05-01T08:00:00Z">{text(run.text)}</w:ins>'
        if run.kind == "deleted":
            gone = text(run.text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
            return f'<w:del w:id="{self.marks}" w:author="Người sửa" w:date="2025-05-01T08:00:00Z">{gone}</w:del>'
        if run.kind == "math":
            return f"<m:oMath><m:r><m:t>{escape(run.text)}</m:t></m:r></m:oMath>"
        raise ValueError(run.kind)

    def table(self, table):
        total = sum(table.shares)
        widths = [WIDTH * share // total for share in table.shares]
        line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'.format
        borders = "".join(map(line, ("top", "left", "bottom", "right", "insideH", "insideV"))) if table.border else ""
        borders = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
        out = f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}</w:tblPr><w:tblGrid>'
        out += "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
        for at, cells in enumerate(table.rows):
            out += "<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if at < table.header else "")
            column = 0
            for cell in cells:
                width = sum(widths[column:column + cell.across])
                column += cell.across
                look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
                look += f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
                look += "<w:vMerge/>" if cell.covered else '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
                out += f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(self.para(para) for para in cell.paras) or '<w:p/>'}</w:tc>"
            out += "</w:tr>"
        return out + "</w:tbl>"

    def footnotes(self):
        mark = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'.format
        out = mark("separator", 0) + mark("continuationSeparator", 1)
        for nth, note in enumerate(self.notes):
            text = "".join(self.run(run) for run in note)
            out += (f'<w:footnote w:id="{nth + 2}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
                    f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{text}</w:p></w:footnote>')
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {SPACES}>{out}</w:footnotes>'

    def numbering(self):
        abstract, concrete = [], []
        for nth, levels in enumerate(self.lists.values()):
            inner = "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
                f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>' for level, (form, text) in sorted(levels.items()))
            abstract.append(f'<w:abstractNum {SPACES} w:abstractNumId="{nth}">{inner}</w:abstractNum>')
            concrete.append(f'<w:num {SPACES} w:numId="{nth + 1}"><w:abstractNumId w:val="{nth}"/></w:num>')
        return abstract + concrete
