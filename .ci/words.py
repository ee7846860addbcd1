#!/usr/bin/env python3
"""Holds the words that the reader of DOCX finds against those that pandoc finds, word for word.

words.py VANBAN OUT

The files: every sample and parity fixture as vanban writes it, each of them as LibreOffice writes it again, and documents
that python-docx makes in ways of typists, of which LibreOffice writes another each. The comparison itself is a test of
the library (src/import/read/tests/referee.rs), so that the program needs no output for it.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code, result):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (
        mark("begin") + f"<w:r><w:instrText> {code} </w:instrText></w:r>" + mark("separate") + run(result) + mark("end")
    )


def plain(document):
    document.add_heading("Kế hoạch kiểm tra", 0)
    document.add_heading("I. Mục đích", 1)
    paragraph = document.add_paragraph("Căn cứ ")
    paragraph.add_run("Luật Tổ chức").italic = True
    paragraph.add_run(" chính quyền địa phương;").bold = True
    paragraph.add_run("\tsau tab")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("dòng mới")
    for style in ("List Number", "List Bullet", "List Number 2"):
        for at in range(3):
            document.add_paragraph(f"Việc thứ {at} theo {style}", style=style)
    document.add_page_break()
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("Trang nằm ngang")


def tables(document):
    table = document.add_table(4, 4)
    table.style = "Table Grid"
    for row in range(4):
        for column in range(4):
            table.cell(row, column).text = f"ô hàng{row} cột{column}"
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(2, 2).merge(table.cell(3, 3))
    letterhead = document.add_table(1, 2)
    letterhead.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ AN PHÚ"
    letterhead.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    letterhead.cell(0, 1).add_table(1, 1).cell(0, 0).text = "bảng bên trong"
    document.add_paragraph("hết bảng")


def lines(document):
    def paragraph(inner):
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(f"<w:p {DECLARED}>{inner}</w:p>")
        )

    paragraph(run("thêm ") + f'<w:ins w:id="1" w:author="a">{run("chữ mới ")}</w:ins>' + run("hết"))
    paragraph(
        run("bỏ ")
        + '<w:del w:id="2" w:author="a"><w:r><w:delText>chữ cũ</w:delText></w:r></w:del>'
        + f'<w:moveTo w:id="3" w:author="a">{run("chuyển đến")}</w:moveTo>'
        + f'<w:moveFrom w:id="4" w:author="a">{run("chuyển đi")}</w:moveFrom>'
    )
    paragraph(field('HYPERLINK "https://example.vn"', "liên kết") + run(" theo ") + field("REF muc", "Mục 3"))
    paragraph(f'<w:sdt><w:sdtPr/><w:sdtContent>{run("ô điều khiển")}</w:sdtContent></w:sdt>' + run(" sau ô"))
    paragraph(f'<w:smartTag w:uri="u" w:element="e">{run("thẻ")}</w:smartTag>' + run(" sau thẻ"))
    paragraph("<w:r><w:t>Thủ</w:t><w:noBreakHyphen/><w:t>Đức</w:t><w:softHyphen/><w:tab/><w:t>sau</w:t></w:r>")
    paragraph("<w:r><w:rPr><w:caps/></w:rPr><w:t>chữ hoa</w:t></w:r>" + run(" và m"))
    paragraph(run("m") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>' + run(" đất"))
    paragraph(run("hiện ") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>" + run(" hiện"))
    paragraph("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>" + run(" công thức"))


def main():
    program, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(out, ignore_errors=True)
    made, again = out / "made", out / "libreoffice"
    made.mkdir(parents=True)
    sources = sorted([*ROOT.glob("samples/*/*.yaml"), *ROOT.glob("tests/parity/*.yaml")])
    for source in sources:
        # Profiles and batches lie among them: those build nothing.
        subprocess.run(
            [program, "build", source, "--only", "docx", "-o", made],
            capture_output=True,
            env={**os.environ, "VANBAN_FONTS": "co-san"},
        )
    for make in (plain, tables, lines):
        document = docx.Document()
        make(document)
        document.save(made / f"tay-{make.__name__}.docx")
    files = sorted(made.glob("*.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless"]
        + ["--convert-to", "docx:MS Word 2007 XML", "--outdir", again, *files],
        check=True,
        capture_output=True,
    )
    shutil.rmtree(out / "profile", ignore_errors=True)
    if len(list(again.glob("*.docx"))) != len(files):
        sys.exit("LibreOffice did not write all files again")
    # Pandoc leaves the results of simple fields out; LibreOffice writes them as others, so that they are compared there.
    for file in files:
        with zipfile.ZipFile(file) as package:
            if b"<w:fldSimple" in package.read("word/document.xml"):
                file.unlink()
    test = ["cargo", "test", "--quiet", "--lib", "import::read::tests::referee", "--", "--ignored", "--nocapture"]
    sys.exit(subprocess.run(test, cwd=ROOT, env={**os.environ, "VANBAN_WORDS": str(out)}).returncode)


if __name__ == "__main__":
    main()
