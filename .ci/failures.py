#!/usr/bin/env python3
"""Lets every operation on a file fail in turn, and kills the program at every one; nothing of a person's may be lost.

failures.py VANBAN OUT [EVERY]. Each case is a folder with files that a person has edited and a command. The command is
run once for each operation on files and each reason why that may fail (and once with all further ones failing), then
once more undisturbed. After each: all that was edited is there, under its name or that of a backup; no document is half
written; the failure was told, with an exit code that is not 0, unless the result is whole all the same; and the
undisturbed run ends well, with the files that it would have made at once. Kills are judged alike. EVERY tries only each
so-manieth operation. Linux on x86-64 only: elsewhere nothing is tried.
"""
import collections
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile

import tracing

ROOT = pathlib.Path(__file__).resolve().parent.parent
LETTER = """loai: ke-hoach
ho_so: co-quan.yaml
ngay_ban_hanh: /01/2024
trich_yeu: Chăm sóc cây xanh{}
noi_dung: |
  Chăm sóc cây xanh trên các tuyến đường.
noi_nhan: [Như trên]
luu: VT
anh_dau: anh-dau.png
"""
BATCH = "noi_dung: moi-hang.yaml\nten_tep: hang-{{ hang.ma }}\nbang: {tep: hang.csv, cot: {ma: chu}}\n"
# Operations until a run counts as endless.
MOST = 20_000

Case = collections.namedtuple("Case", "name before change command edited")


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def sources(folder):
    """A document, the same with rows, a template with appendices."""
    shutil.copy(ROOT / "samples/phuong-2/co-quan.yaml", folder)
    shutil.copy(ROOT / "tests/parity/anh-dau.png", folder)
    shutil.copytree(ROOT / "tests/appendices", folder / "mau")
    put(folder / "cay-xanh.yaml", LETTER.format(""))
    put(folder / "sau.yaml", LETTER.format(" và hoa"))
    put(folder / "moi-hang.yaml", LETTER.format(" {{ hang.ten }}"))
    put(folder / "lo.yaml", BATCH)
    put(folder / "hang.csv", "Mã;Tên\n1;Khóm 1\n2;Khóm 2\n")


def change(folder):
    """What every document is made of."""
    profile = (folder / "co-quan.yaml").read_text("utf-8")
    put(folder / "co-quan.yaml", profile.replace("PHƯỜNG 2", "PHƯỜNG 3"))


def nothing(folder):
    del folder


def forget(folder):
    """Documents are told by their own seals where the record is lost."""
    change(folder)
    shutil.rmtree(folder / "ra" / ".vanban")


def damage(folder):
    """A run was killed while it wrote a line."""
    change(folder)
    with open(folder / "ra" / ".vanban" / "record.jsonl", "a", encoding="utf-8") as record:
        record.write('{"file":"cay')


BUILD = ["build", "cay-xanh.yaml", "-o", "ra"]
SPLIT = [*BUILD, "--split-appendices", "--attach-source", "--templates", "mau"]
ROWS = ["batch", "lo.yaml", "--threads", "1", "-o", "ra"]
BOTH = ["ra/cay-xanh.docx", "ra/cay-xanh.pdf"]
ROW = ["ra/hang-1.docx", "ra/hang-2.pdf"]
CASES = [
    Case("build, no folder yet", [], nothing, BUILD, []),
    Case("build beside its file", [], nothing, BUILD[:2], []),
    Case("build, edited", [BUILD], change, BUILD, BOTH),
    Case("build, edited, nothing new", [BUILD], nothing, BUILD, BOTH),
    Case("build, edited twice", [BUILD], change, BUILD, [*BOTH, "ra/cay-xanh.moi.docx", "ra/cay-xanh.moi.pdf"]),
    Case("build --force", [BUILD], change, [*BUILD, "--force"], [*BOTH, "ra/cay-xanh.cu.docx", "ra/cay-xanh.moi.pdf"]),
    Case("build, no record", [BUILD], forget, BUILD, BOTH),
    Case("build --force, no record", [BUILD], forget, [*BUILD, "--force"], BOTH),
    Case("build, torn record", [BUILD], damage, BUILD, BOTH),
    Case("build --split-appendices", [SPLIT], change, SPLIT, [*BOTH, "ra/cay-xanh.phu-luc-1.docx"]),
    Case("build --split-appendices --force", [SPLIT], change, [*SPLIT, "--force"], ["ra/cay-xanh.phu-luc-2.pdf"]),
    Case("build, appendices left", [SPLIT], change, BUILD, ["ra/cay-xanh.phu-luc-1.docx"]),
    Case("batch, no folder yet", [], nothing, ROWS, []),
    Case("batch, edited", [ROWS], change, ROWS, ROW),
    Case("batch --force", [ROWS], change, [*ROWS, "--force"], [*ROW, "ra/hang-1.cu.docx"]),
    Case("batch --shard", [[*ROWS, "--shard", "1/2"]], change, [*ROWS, "--shard", "0/2"], ROW),
    Case("batch, records of shards", [[*ROWS, "--shard", "1/2"]], change, ROWS, ROW),
    Case("batch --merge", [[*ROWS, "--merge", "in.pdf"]], change, [*ROWS, "--merge", "in.pdf"], [*ROW, "in.pdf"]),
    Case("batch --merge into its folder", [[*ROWS, "--merge", "ra/in.pdf"]], change,
         [*ROWS, "--merge", "ra/in.pdf", "--force"], [*ROW, "ra/in.pdf"]),
    Case("diff -o", [BUILD], nothing, ["diff", "cay-xanh.yaml", "sau.yaml", "-o", "ra/khac.docx"], ["ra/khac.docx"]),
]


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and ".vanban" not in path.parts}


class Driver:
    def __init__(self, vanban, out):
        self.vanban, self.out = str(vanban), out
        self.counts = collections.Counter()
        self.faults = []

    def command(self, words, folder):
        paths = [str(folder / word) if "." in word or word in ("ra", "mau") else word for word in words]
        return [self.vanban, *paths]

    def undisturbed(self, words, folder):
        return subprocess.run(self.command(words, folder), capture_output=True, check=False)

    def disturbed(self, words, folder, decide):
        with tempfile.TemporaryFile() as said:
            code, operations = tracing.run(self.command(words, folder), str(folder), decide, said.fileno())
            said.seek(0)
            return code, operations, said.read().decode("utf-8", "replace")

    def fault(self, kind, case, what, text=""):
        self.counts[kind] += 1
        self.faults.append(f"{kind}: {case.name}: {what}\n{text}")

    def run(self, case, every):
        fresh, folder = self.out / "moi", self.out / "cho"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        # Paths are the same in every run, for what is made holds them.
        self.restore(fresh, folder)
        sources(folder)
        for words in case.before:
            made = self.undisturbed(words, folder)
            assert made.returncode == 0, made.stderr.decode()
        case.change(folder)
        edited = {f"SỬA TAY {number}".encode() for number, _ in enumerate(case.edited)}
        for number, name in enumerate(case.edited):
            put(folder / name, f"SỬA TAY {number}")
        self.restore(folder, fresh)
        code, operations, said = self.disturbed(case.command, folder, lambda number, operation: None)
        assert code == 0, said
        expected = files(folder)
        assert edited <= set(expected.values()), case.name
        for number in range(0, len(operations), every):
            # The order of writers' operations differs from run to run: what may fail is known when it is met.
            errors = operations[number].errors
            for error in errors:
                self.once(case, fresh, folder, expected, edited, number, error, False)
            self.once(case, fresh, folder, expected, edited, number, errors[-1], True)
            self.once(case, fresh, folder, expected, edited, number, "SIGKILL", False)

    def once(self, case, fresh, folder, expected, edited, number, error, lasting):
        self.restore(fresh, folder)
        hit = []

        def decide(now, operation):
            if now > MOST:
                return "SIGKILL"
            if (now == number or lasting and now > number) and (error in operation.errors or error == "SIGKILL"):
                hit.append(operation)
                return error
            return None

        code, _, said = self.disturbed(case.command, folder, decide)
        if not hit:
            return
        killed = error == "SIGKILL"
        if code < 0 and not killed:
            self.fault("endless", case, f"{error} at {number}: {hit[0].call} {hit[0].path}")
        self.counts["kills" if killed else "failures"] += 1
        what = f"{error}{' from here on' if lasting else ''} at {number}: {hit[0].call} {hit[0].path} (exit {code})"
        there = files(folder)
        self.judge(case, what, there, edited, said)
        whole = all(there.get(name) == content for name, content in expected.items())
        if not killed and not whole and (code not in (1, 3) or "lỗi[" not in said):
            self.fault("untold", case, what, said)
        again = self.undisturbed(case.command, folder)
        there = files(folder)
        self.judge(case, f"next run after {what}", there, edited, "")
        if again.returncode != 0:
            self.fault("next run failed", case, what, again.stderr.decode())
        elif there != expected:
            names = [name for name in sorted(there.keys() | expected.keys()) if there.get(name) != expected.get(name)]
            self.fault("next run differs", case, what, ", ".join(names))
        elif left := [path.name for path in folder.rglob("*") if "tmp" in path.name]:
            self.fault("left behind", case, what, ", ".join(left))

    def judge(self, case, what, there, edited, said):
        if not edited <= set(there.values()):
            self.fault("lost", case, what, said)
        for name, content in there.items():
            ends = {".docx": (b"PK", b"PK\x05\x06", 22), ".pdf": (b"%PDF", b"%%EOF", 8)}.get(pathlib.Path(name).suffix)
            if ends and content not in edited and not (content.startswith(ends[0]) and ends[1] in content[-ends[2]:]):
                self.fault("torn", case, f"{name} after {what}")

    @staticmethod
    def restore(source, target):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)


def main():
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        print("failures of files: not tried, for this is not Linux on x86-64")
        return
    vanban, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    driver = Driver(vanban, out)
    for case in CASES:
        driver.run(case, every)
        print(f"{case.name}: {driver.counts['failures']} failures, {driver.counts['kills']} kills so far", flush=True)
    kinds = ["endless", "lost", "torn", "untold", "next run failed", "next run differs", "left behind"]
    print("\n".join(driver.faults[:40]))
    print(f"{len(CASES)} cases, {driver.counts['failures']} failures of files and {driver.counts['kills']} kills: "
          + ", ".join(f"{driver.counts[kind]} {kind}" for kind in kinds))
    shutil.rmtree(out)
    sys.exit(1 if driver.faults or not driver.counts["failures"] else 0)


if __name__ == "__main__":
    main()
