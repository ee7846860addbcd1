#!/usr/bin/env python3
"""Runs the Windows program under Wine beside the Linux program.

windows.py LINUX_PROGRAM PACKAGES OUT [PART…]: unpacks vanban-VERSION-windows.zip of PACKAGES below OUT, in a folder with Vietnamese letters and
blanks. OUT has bcryptprimitives.dll and hold.exe (see .ci/windows)."""
import gzip
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINUX, PACKAGES, OUT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).resolve()
HOME = OUT / "Văn thư"
ENVIRONMENT = dict(
    os.environ, VANBAN_FONTS="co-san", HOME=str(HOME), WINEPREFIX=str(OUT / "prefix"), WINEDEBUG="-all", WINEDLLOVERRIDES="mscoree,mshtml=",
)
for name in ("DISPLAY", "WAYLAND_DISPLAY"):
    ENVIRONMENT.pop(name, None)
FAULTS, DONE = [], []


def wine(*arguments, cwd, **more):
    more.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run(["wine", *map(str, arguments)], cwd=cwd, env=ENVIRONMENT, capture_output=True, timeout=300, **more)


def started(*arguments, cwd):
    """As wine(), for what starts a program that goes on: Windows hands that one the pipes, too, which nobody then sees the end of."""
    said = OUT / "said.txt"
    with open(said, "wb") as file:
        subprocess.run(["wine", *map(str, arguments)], cwd=cwd, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=file, stderr=file, timeout=120)
    return said.read_text("utf-8")


def linux(*arguments, cwd):
    return subprocess.run([LINUX, *map(str, arguments)], cwd=cwd, env=ENVIRONMENT, capture_output=True, timeout=300, stdin=subprocess.DEVNULL)


def claim(what, holds, shown=""):
    """Notes whether something is as it should be."""
    (DONE if holds else FAULTS).append(what)
    print(("ok    " if holds else "FAULT ") + what)
    if not holds:
        print(f"      {shown}")


def text(run):
    return (run.stdout + run.stderr).decode("utf-8")


def made(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.suffix in (".docx", ".pdf") and ".vanban" not in path.parts}


def unpacked():
    """The folder of the package, as a clerk unpacks it."""
    [package] = PACKAGES.glob("vanban-*-windows.zip")
    folder = HOME / "Phần mềm mới"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    [inside] = folder.iterdir()
    shutil.copy(OUT / "bcryptprimitives.dll", inside)
    return inside


def compare(what, ours, theirs, least):
    """Documents of both systems, byte for byte."""
    ours, theirs = made(ours), made(theirs)
    differing = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    claim(f"{what}: {len(ours) - len(differing)} of {len(theirs)} files are equal to the byte", not differing and len(theirs) >= least, differing[:5])
    return len(theirs)


def documents(program):
    """Every sample, as it is and with the ends of lines of Windows, and the batches."""
    count = 0
    for ends in ("\n", "\r\n"):
        work = HOME / ("Văn bản mẫu" if ends == "\n" else "Văn bản của Notepad")
        shutil.copytree(program.parent / "van-ban-mau", work)
        if ends == "\r\n":
            for path in work.rglob("*.yaml"):
                path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        for folder in sorted(path for path in work.iterdir() if path.is_dir()):
            names = sorted(path.name for path in folder.glob("*.yaml") if not path.name.startswith("lo-"))
            # A base of rows alone is a document for batches.
            names = [name for name in names if name != "ke-hoach-khom.yaml"]
            if names:
                ran = wine(program, "build", *names, "-o", "..\\Kết quả Windows\\" + folder.name, cwd=folder)
                claim(f"{folder.name}: built, exit 0", ran.returncode == 0, text(ran)[-800:])
                linux("build", *names, "-o", f"../Kết quả Linux/{folder.name}", cwd=folder)
        for batch in ("lo-khom", "lo-khom-xlsx"):
            ran = wine(program, "batch", f"{batch}.yaml", "-o", f"..\\Kết quả Windows\\{batch}", cwd=work / "khom")
            claim(f"{batch}: exit 0", ran.returncode == 0, text(ran)[-800:])
            linux("batch", f"{batch}.yaml", "-o", f"../Kết quả Linux/{batch}", cwd=work / "khom")
        kind = "samples and batches" if ends == "\n" else "the same with \\r\\n"
        count += compare(kind, work / "Kết quả Windows", work / "Kết quả Linux", 40)
    return count


def names(program):
    """Names that Windows has trouble with."""
    folder = HOME / "Tên tệp"
    folder.mkdir()
    sample = (ROOT / "samples/an-phu/cong-van.yaml").read_bytes()
    shutil.copy(ROOT / "samples/an-phu/co-quan.yaml", folder)
    (folder / "Công văn số 12 – đề nghị.yaml").write_bytes(sample)
    ran = wine(program, "build", "Công văn số 12 – đề nghị.yaml", cwd=folder)
    claim("a name with marks, blanks and a dash is built and told in UTF-8", ran.returncode == 0 and "Công văn số 12 – đề nghị.docx" in text(ran), text(ran))
    ran = wine(program, "build", "Công*.yaml", "--force", cwd=folder)
    claim("a pattern is put in full", ran.returncode == 0 and "đề nghị.pdf" in text(ran), text(ran))
    ran = wine(program, "new", "ke-hoach", "nul.yaml", cwd=folder)
    claim("the name of a device is refused", ran.returncode != 0 and "thiết bị" in text(ran), text(ran))
    other = folder / "khác"
    other.mkdir()
    shutil.copy(ROOT / "samples/an-phu/co-quan.yaml", other)
    (other / "CÔNG VĂN SỐ 12 – ĐỀ NGHỊ.yaml").write_bytes(sample)
    ran = wine(program, "build", "Công văn số 12 – đề nghị.yaml", "khác\\CÔNG VĂN SỐ 12 – ĐỀ NGHỊ.yaml", "-o", "ra", cwd=folder)
    claim("names that differ in capitals alone are one", ran.returncode == 2 and "chữ hoa" in text(ran), text(ran))
    deep = folder
    while len(str(deep)) < 300:
        deep = deep / "Thư mục con khá dài của bộ phận một cửa"
    deep.mkdir(parents=True)
    shutil.copy(ROOT / "samples/an-phu/co-quan.yaml", deep)
    (deep / "a.yaml").write_bytes(sample)
    # A longer folder is none that one can stand in.
    ran = wine(program, "build", "Z:" + str(deep / "a.yaml").replace("/", "\\"), cwd=folder)
    claim(f"a path of {len(str(deep / 'a.yaml'))} letters", ran.returncode == 0 and (deep / "a.pdf").exists(), text(ran))
    ran = wine(program, "build", "không-có.yaml", cwd=folder)
    claim("a fault ends with exit 1, in UTF-8", ran.returncode == 1 and "không-có.yaml" in text(ran), text(ran))
    (program.parent / "thu.cmd").write_bytes(b"@vanban.exe kinds > danh-sach.txt\r\n")
    ran = wine("cmd", "/c", "thu.cmd", cwd=program.parent)
    listed = program.parent / "danh-sach.txt"
    claim("cmd redirects UTF-8", listed.exists() and "QUYẾT ĐỊNH" in listed.read_text("utf-8"), text(ran))
    for path in (listed, program.parent / "thu.cmd"):
        path.unlink(missing_ok=True)


def dropped(program):
    """What is dropped on the program comes as whole paths."""
    shutil.copytree(ROOT / "samples", HOME / "Kéo thả")
    folder = HOME / "Kéo thả" / "khom"
    shutil.copy(ROOT / "samples/lien-tich/ke-hoach-phoi-hop.yaml", folder / "Kế hoạch.yaml")
    path = lambda name: "Z:" + str(folder / name).replace("/", "\\")
    ran = wine(program, path("Kế hoạch.yaml"), cwd=OUT)
    claim("a document that is dropped is built beside itself", ran.returncode == 0 and (folder / "Kế hoạch.docx").exists(), text(ran))
    ran = wine(program, path("lo-khom.yaml"), cwd=OUT)
    claim("a batch file that is dropped makes its batch", ran.returncode == 0 and len(made(folder)) > 4, text(ran))
    ran = wine(program, path("khom.xlsx"), cwd=OUT)
    claim("of a table that is dropped it is told what is missing", ran.returncode == 2 and "Làm hàng loạt" in text(ran), text(ran))


def held(program):
    """Files that another program has open."""
    folder = HOME / "Đang mở"
    folder.mkdir()
    shutil.copy(ROOT / "samples/an-phu/co-quan.yaml", folder)
    source = folder / "a.yaml"
    sample = (ROOT / "samples/an-phu/cong-van.yaml").read_text("utf-8")

    def write(number):
        source.write_text(sample.replace("trich_yeu: ", f"trich_yeu: {number} "), "utf-8")

    def build():
        return wine(program, "build", "a.yaml", "--only", "docx", cwd=folder)

    def hold(share, *more):
        command = ["wine", str(OUT / "hold.exe"), "a.docx", str(share), *more]
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdout.readline().strip() == b"held"
        return process

    def let_go(process):
        process.communicate(b"\n")

    write("một")
    build()
    result = folder / "a.docx"
    # 1: others may read, as with Word; 0: they may not.
    for number, share in (("hai", 1), ("ba", 0)):
        before = result.read_bytes()
        write(number)
        holder = hold(share)
        ran = build()
        beside = folder / "a.moi.docx"
        claim(f"held with share {share}: written beside and told", ran.returncode == 0 and "tep-dang-mo" in text(ran) and beside.exists(), text(ran))
        let_go(holder)
        claim(f"held with share {share}: what is held stays as it was", result.read_bytes() == before)
        ran = build()
        claim(f"share {share}, let go: the file takes its name", ran.returncode == 0 and result.read_bytes() == beside.read_bytes(), text(ran))
        beside.unlink(missing_ok=True)
    write("bốn")
    holder = hold(1, "800")
    began = time.monotonic()
    ran = build()
    claim(f"held for a moment: waited for ({time.monotonic() - began:.1f} s)", ran.returncode == 0 and "tep-dang-mo" not in text(ran), text(ran))
    let_go(holder)
    left = [path.name for path in folder.rglob("*") if path.suffix == ".tmp" or path.name.startswith(".tmp")]
    claim("nothing temporary is left", not left, left)


class Page:
    """The page of a server, by what its first line tells."""

    def __init__(self, line):
        address = next(word for word in line.split() if word.startswith("http://"))
        place, self.token = address.removeprefix("http://").split("/?ma=")
        self.host, self.port = place, int(place.split(":")[1])

    def ask(self, method, path, body=None):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        head = {"Host": self.host, "Origin": f"http://{self.host}", "Cookie": f"vanban-{self.port}={self.token}", "Content-Type": "application/json"}
        link.request(method, path, None if body is None else json.dumps(body), head)
        answer = link.getresponse()
        body = answer.read()
        return answer.status, gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body


def served(program):
    """The page, asked by HTTP."""
    folder = HOME / "Trang soạn"
    shutil.copytree(ROOT / "samples/an-phu", folder / "Văn thư 2026")
    process = subprocess.Popen(["wine", str(program), "serve", "--no-open", "."], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    page = Page(process.stdout.readline().decode())
    status, body = page.ask("GET", "/")
    claim("the page answers", status == 200 and b"/assets/app.js" in body, body[:200])
    status, body = page.ask("GET", "/api/folder")
    claim("the folder is listed, with its letters", status == 200 and "Văn thư 2026/cong-van.yaml" in json.dumps(json.loads(body), ensure_ascii=False), body[:300])
    status, body = page.ask("POST", "/api/build", {"path": "Văn thư 2026/cong-van.yaml", "text": None})
    claim("a document is made by the page", status == 200, body[:300])
    linux("build", "cong-van.yaml", "-o", HOME / "của Linux", cwd=folder / "Văn thư 2026")
    compare("what the page makes", folder / "Văn thư 2026", HOME / "của Linux", 2)
    status, body = page.ask("POST", "/api/open", {"path": "Văn thư 2026/cong-van.yaml"})
    claim("a document is opened", status == 200, body[:300])
    for wrong in ("Văn thư 2026/nul.yaml", "..\\a.yaml", "C:\\a.yaml", "\\\\may-chu\\a.yaml"):
        status, body = page.ask("POST", "/api/open", {"path": wrong})
        claim(f"{wrong} is refused", status == 400, body[:200])
    ran = wine(program, "serve", "--no-open", ".", cwd=folder)
    claim("a second start finds the first", "đang chạy sẵn" in text(ran), text(ran))
    ran = wine(program, "serve", "--stop", ".", cwd=folder)
    claim("it is told to end", "Đã dừng" in text(ran), text(ran))
    claim("it ends", process.wait(timeout=30) == 0)


def opened(program):
    """The page of a clerk who types nothing: the folder in Documents, made with the samples."""
    where = wine("cmd", "/c", "echo %USERPROFILE%", cwd=OUT).stdout.decode().strip()
    line = started(program, "serve", "--my-documents", "--background", "--no-open", cwd=program.parent)
    claim("the page is served in the background", "vanban serve --stop" in line, line)
    status, body = Page(line).ask("GET", "/api/folder")
    listed = json.dumps(json.loads(body), ensure_ascii=False)
    claim(f"it is that of Documents, with the samples ({where})", status == 200 and "van-ban-mau/phuong-2/ke-hoach-2024.yaml" in listed, listed[:400])
    [stop] = [path for path in program.parent.glob("*.cmd") if path.name.startswith("D")]
    ran = wine("cmd", "/c", stop.name, cwd=program.parent)
    claim(f"“{stop.name}” ends it", "Đã dừng" in text(ran), text(ran))
    [start] = [path for path in program.parent.glob("*.cmd") if path != stop]
    line = started("cmd", "/c", start.name, cwd=program.parent)
    claim(f"“{start.name}” opens it, and the window is let go", "vanban serve --stop" in line, line)
    wine("cmd", "/c", stop.name, cwd=program.parent)


def main():
    HOME.mkdir(parents=True)
    folder = unpacked()
    program = folder / "vanban.exe"
    ran = wine(program, "--version", cwd=folder)
    claim(f"runs: {text(ran).strip().splitlines()[:1]}", ran.returncode == 0, text(ran))
    parts = [part for part in (names, dropped, held, served, opened) if part.__name__ in sys.argv[4:] or not sys.argv[4:]]
    count = 0 if sys.argv[4:] else documents(program)
    for part in parts:
        try:
            part(program)
        except Exception as error:  # noqa: BLE001: one part that breaks does not hide the others
            claim(f"{part.__name__} runs to its end", False, repr(error))
    subprocess.run(["wineserver", "-k"], env=ENVIRONMENT, check=False)
    print(f"Windows under Wine: {len(DONE)} of {len(DONE) + len(FAULTS)} claims hold, {count} files compared byte for byte")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
