"""Files that are no document, or more than one, or hold what no YAML has: each has one outcome, and says so.

Each case: a name, its bytes, what the program must say of it, and whether the YAML is written.
"""
import io
import json
import re
import resource
import subprocess
import time
import zipfile

import texts
import typists
import word
from page import Cell, Para, Run, Section, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
}
# 2,000 pages may take so long, in seconds, and so much memory, in MiB.
LONGEST, MOST = 240, 3000


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def cases(folder, image):
    docs = {doc.name: doc for doc in texts.DOCUMENTS}

    def typed(name):
        return typists.typed(docs[name], typists.WAYS["bang"])

    def written(blocks):
        path = folder / "tam.docx"
        word.Writer(image).write(blocks, path)
        return parts(path)

    one = typed("quyet-dinh-to-cong-tac")
    whole = written(one)

    def with_body(xml, more=None, relations=""):
        files = dict(whole)
        text = files["word/document.xml"].decode()
        at = text.index("<w:sectPr", text.rindex("Như Điều"))
        xml = f"<w:p xmlns:w='{W}'><w:r><w:t>Đoạn thêm.</w:t></w:r></w:p>" + xml
        files["word/document.xml"] = (text[:at] + xml + text[at:]).encode()
        files.update(more or {})
        if relations:
            name = "word/_rels/document.xml.rels"
            files[name] = files[name].replace(b"</Relationships>", relations.encode() + b"</Relationships>")
        return packed(files)

    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000
    yield "dat-mat-khau", locked, ["mật khẩu"], False
    yield "pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", ["PDF"], False
    yield "anh", image.read_bytes(), ["ảnh"], False
    yield "bom", packed({**whole, "word/styles.xml": b" " * (300 << 20)}), ["quá lớn"], False
    yield "hong-mot-phan", packed({**whole, "word/styles.xml": b"<w:styles><w:style>"}), ["word/styles.xml"], False
    yield "cut", packed(whole)[:-2000], [], False
    strict = {}
    for name, data in whole.items():
        for loose, other in STRICT.items():
            data = data.replace(loose.encode(), other.encode()) if name.endswith((".xml", ".rels")) else data
        strict[name] = data
    yield "strict", packed(strict), ["Đã ghi"], True
    two = written(one[:-1] + [Para([Run(kind="page")])] + typed("giay-moi-hop"))
    yield "hai-van-ban", packed(two), ["một văn bản khác"], True
    inner = Table([1, 1], [[Cell([Para([Run("ô trong một")])]), Cell([Para([Run("ô trong hai")])])]])
    outer = word.Writer(image).table(Table([1, 1], [[Cell([Para([Run("ô ngoài")])]), Cell([Para([Run("CHỖ")])])]]))
    nested = outer.replace("<w:p><w:pPr></w:pPr>" + "<w:r><w:t xml:space=\"preserve\">CHỖ", word.Writer(image).table(inner) + "<w:p><w:pPr></w:pPr><w:r><w:t xml:space=\"preserve\">cuối ô")
    yield "bang-long-nhau", with_body(nested.replace("<w:tbl>", f"<w:tbl xmlns:w='{W}'>", 1)), ["Đã ghi"], True
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    yield "cong-thuc", with_body(f"<w:p xmlns:w='{W}'><m:oMath xmlns:m='{math}'><m:r><m:t>tổng=x+1</m:t></m:r></m:oMath></w:p>"), ["tổng=x+1", "công thức"], True
    drawing = ("<w:p xmlns:w='{w}'><w:r><w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>"
               "<a:graphic xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:graphicData uri='{uri}'>{inner}</a:graphicData></a:graphic>"
               "</wp:inline></w:drawing></w:r></w:p>")
    diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    yield ("smartart", with_body(
        drawing.format(w=W, uri=diagram, inner=f"<dgm:relIds xmlns:dgm='{diagram}' xmlns:r='{rel}' r:dm='rIdS'/>"),
        {"word/diagrams/data1.xml": f"<dgm:dataModel xmlns:dgm='{diagram}' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:t>Tổ trưởng điều hành</a:t></dgm:dataModel>".encode()},
        f"<Relationship Id='rIdS' Type='{rel}/diagramData' Target='diagrams/data1.xml'/>"), ["Tổ trưởng điều hành", "hình vẽ"], True)
    yield ("bang-tinh-nhung", with_body(
        f"<w:p xmlns:w='{W}'><w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' ProgID='Excel.Sheet.12'/></w:object></w:r></w:p>"),
        ["đối tượng nhúng"], True)


def judged(program, folder, image):
    """What is wrong."""
    faults = []
    for name, data, wanted, is_written in cases(folder, image):
        path, yaml = folder / f"{name}.docx", folder / f"{name}.yaml"
        path.write_bytes(data)
        result = subprocess.run([program, "import", path, "-o", yaml, "--force", "--report", "-"], capture_output=True, text=True)
        said = result.stdout + result.stderr
        if "panicked" in said or result.returncode not in (0, 1) or yaml.exists() != is_written or (result.returncode == 0) != is_written:
            faults.append(f"{name}: exit code {result.returncode}: {said.strip()[:600]}")
        if not is_written and len(re.findall(r"^lỗi\[", result.stderr, re.M)) != 1:
            faults.append(f"{name}: not one message: {said.strip()[:600]}")
        faults += [f"{name}: not said: {words}: {said.strip()[:600]}" for words in wanted if words not in said]
    return faults + long(program, folder, image)


def long(program, folder, image):
    """2,000 pages: bounded in time and memory, and no word lost."""
    lines = [Para([Run(f"Đoạn {at}. " + "Ủy ban nhân dân xã tổ chức thực hiện các nhiệm vụ được giao. " * 7)], align="justify") for at in range(12_000)]
    doc = typists.typed(texts.DOCUMENTS[0], typists.WAYS["bang"])
    at = next(index for index, block in enumerate(doc) if isinstance(block, Para) and "MỤC ĐÍCH" in "".join(run.text for run in block.runs))
    path, yaml, report = (folder / f"2000-trang.{end}" for end in ("docx", "yaml", "json"))
    word.Writer(image).write(doc[:at + 1] + lines + doc[at + 1:], path)
    begun = time.monotonic()
    result = subprocess.run([program, "import", path, "-o", yaml, "--force", "--report", report], capture_output=True, text=True)
    seconds = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    faults = []
    if result.returncode != 0:
        faults.append(f"2,000 pages: {result.stderr.strip()[:600]}")
    elif yaml.read_text("utf-8").count("Ủy ban nhân dân xã tổ chức") != 7 * 12_000 or json.loads(report.read_text("utf-8"))["chu_khong_lay"]:
        faults.append("2,000 pages: words are lost")
    if seconds > LONGEST or peak > MOST:
        faults.append(f"2,000 pages: {seconds:.0f} s, {peak:.0f} MiB")
    print(f"2,000 pages: {seconds:.1f} s, at most {peak:.0f} MiB of any child")
    return faults
