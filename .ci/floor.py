"""What `benches/floor.rs` writes: the files that vanban made, inflated, as a pack.

A part is a letter (c: copied, d: deflated each time, o: deflated once, e: a file ends, its extension follows), its length in four
bytes, its bytes.
"""
import pathlib
import re
import struct
import subprocess
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def build():
    """The program, built as vanban is."""
    subprocess.run(["cargo", "build", "--quiet", "--release", "--example", "floor"], cwd=ROOT, check=True)
    return str(ROOT / "target/release/examples/floor")


def docx(path):
    """What is in the file: pairs of whether it is deflated there, and the bytes as they were."""
    with zipfile.ZipFile(path) as file:
        return [(True, file.read(info)) for info in file.infolist()]


def pdf(path):
    content, parts, end = path.read_bytes(), [], 0
    for stream in re.finditer(rb"/Length (\d+)[^\n]*>>stream\n", content):
        start, length = stream.end(), int(stream[1])
        dictionary = content[content.rfind(b"obj\n", 0, start):start]
        if b"/FlateDecode" in dictionary:
            parts += [(False, content[end:start]), (True, zlib.decompress(content[start:start + length]))]
            end = start + length
    return [*parts, (False, content[end:])]


def pack(target, folder, stem, twin=None):
    """Makes the pack of a document; parts that are the same in its twin, another document of a batch, are deflated once."""
    out = bytearray()

    def put(what, content):
        out.extend(what + struct.pack("<I", len(content)) + content)

    for extension, read in [("docx", docx), ("pdf", pdf)]:
        parts = read(pathlib.Path(folder, f"{stem}.{extension}"))
        shared = {part for deflated, part in read(pathlib.Path(folder, f"{twin}.{extension}")) if deflated} if twin else set()
        for deflated, content in parts:
            put(b"c" if not deflated else b"o" if content in shared else b"d", content)
        put(b"e", extension.encode())
    target.write_bytes(out)
    return str(target)
