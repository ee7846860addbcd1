"""Which document is typed in which way by which program."""
import dataclasses
import json
import os
import pathlib
import struct
import subprocess
import sys
import zlib

import office
import texts
import typists
import word
from model import Doc

HERE = pathlib.Path(__file__).resolve().parent
DOCX_JS = "9.5.1"


@dataclasses.dataclass
class Case:
    name: str
    doc: Doc
    blocks: list
    path: pathlib.Path
    is_coded: bool = False  # in a code of before Unicode, which pandoc leaves as it is


# Each document by python-docx in two ways, and once by each of two other programs.
PLAN = [
    ("ke-hoach-chuyen-doi-so", "bang", "bang-gach", "docx.js:de-muc-that", "odt:bang-gach"),
    ("bao-cao-quy", "bang-duong", "de-muc-that", "odt:bang", "docx.js:bang-gach"),
    ("quyet-dinh-to-cong-tac", "bang", "dau-cach", "rtf:bang", "html:bang"),
    ("cong-van-bao-cao-so-lieu", "tab", "xuong-dong", "docx.js:theo-doi", "rtf:tab"),
    ("to-trinh-dau-tu", "hop-chu", "de-muc-tu-dem", "odt:hop-chu", "docx.js:xuong-dong"),
    ("thong-bao-ket-luan", "giua-bang-tab", "manh", "html:bang", "odt:de-muc-that"),
    ("bien-ban-hop", "bang-gach", "theo-doi", "docx.js:bang", "rtf:bang-gach"),
    ("giay-moi-hop", "bang", "to-hop", "html:bang-gach", "docx.js:hop-chu"),
    ("nghi-quyet-ngan-sach", "xuong-dong", "vni", "rtf:xuong-dong", "odt:dau-cach"),
    ("quyet-dinh-quy-che", "bang-duong", "tcvn3", "docx.js:bang", "odt:xuong-dong"),
    ("huong-dan-ho-so", "de-muc-that", "mem", "docx.js:de-muc-tu-dem", "html:de-muc-that"),
    ("chuong-trinh-cong-tac", "bang-gach", "nhan-xet", "odt:bang", "rtf:bang"),
    ("phuong-an-pccc", "bang", "truong", "docx.js:xuong-dong", "html:de-muc-that"),
    ("chi-thi-mua-kho", "theo-doi", "dau-cach", "odt:theo-doi", "docx.js:nhan-xet"),
    ("cong-van-truong-hoc", "hop-chu", "to-hop", "docx.js:bang", "html:bang"),
    ("thong-bao-tuyen-dung", "lien-ket", "tab", "html:lien-ket", "again:bang-gach"),
    ("de-an-thu-vien", "mem", "de-muc-tu-dem", "again:bang", "odt:de-muc-that"),
    ("bao-cao-kiem-tra", "manh", "vni", "again:de-muc-that", "docx.js:truong"),
]


def picture(out):
    """A small picture: a PNG of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path = out / "anh.png"
    rows = b"".join(b"\x00" + b"\x90\xb0\xd0" * 120 for _ in range(60))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 60, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


def plan(few):
    """(document, way, program) of all; a few are each document once, with the programs in turn."""
    for nth, (name, *ways) in enumerate(PLAN):
        ways = [way if ":" in way else f"python-docx:{way}" for way in ways]
        for way in [ways[nth % len(ways)]] if few else ways:
            program, _, habits = way.partition(":")
            yield name, habits, program


def made(out, names, few):
    image = picture(out)
    docs = {doc.name: doc for doc in texts.DOCUMENTS}
    cases, by_program = [], {}
    for name, way, program in plan(few):
        whole = f"{name}.{way}.{program}"
        if names and not any(part in whole for part in names):
            continue
        habits = typists.WAYS[way]
        blocks = typists.typed(docs[name], habits)
        (out / whole).mkdir()
        case = Case(whole, docs[name], blocks, out / whole / "a.docx", bool(habits.code))
        cases.append(case)
        by_program.setdefault(program, []).append(case)
    for case in by_program.pop("python-docx", []):
        word.Writer(image).write(case.blocks, case.path)
    if "docx.js" in by_program:
        script(by_program.pop("docx.js"), out, image)
    for program, some in by_program.items():
        by_office(program, some, out, image)
    return cases


def script(cases, out, image):
    """docx.js writes its cases in one go; it is installed beside the other referees' tools if it is not there."""
    tools = pathlib.Path(os.environ.get("VANBAN_NPM", HERE.parent.parent / "target/ci/npm"))
    library = tools / "node_modules/docx"
    if not library.is_dir():
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(tools), f"docx@{DOCX_JS}"], check=True)
    pages = out / "pages.json"
    pages.write_text(json.dumps({"picture": str(image), "all": [
        {"path": str(case.path), "blocks": [{"type": type(block).__name__, **dataclasses.asdict(block)} for block in case.blocks]}
        for case in cases]}), "utf-8")
    result = subprocess.run(["node", str(HERE / "script.mjs"), str(library), str(pages)], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"docx.js: {result.stderr}")


def by_office(program, cases, out, image):
    folder = out / f"from-{program}"
    folder.mkdir()
    files = []
    for case in cases:
        if program == "again":
            path = folder / "first" / f"{case.name}.docx"
            path.parent.mkdir(exist_ok=True)
            word.Writer(image).write(case.blocks, path)
        else:
            write = {"html": office.html, "rtf": office.rtf, "odt": lambda blocks, image: office.Flat(image).document(blocks)}[program]
            path = folder / f"{case.name}.{'fodt' if program == 'odt' else program}"
            path.write_text(write(case.blocks, image), "utf-8")
        files.append(path)
    office.converted(files, folder, filters=["--infilter=HTML (StarWriter)"] if program == "html" else ())
    for case in cases:
        (folder / f"{case.name}.docx").rename(case.path)
