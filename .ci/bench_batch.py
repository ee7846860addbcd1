#!/usr/bin/env python3
"""Rate and memory of `vanban batch` beside the least that has to be done, and beside Typst's on equal documents, in one run.

bench_batch.py VANBAN [--before VANBAN] [--floor FLOOR] [--rows N] [--typst N] [--rounds N] [--only pdf] [--memory N…]
[--memory-only].
Prints the medians of some rounds; judges nothing (a time is not a test). Two batches: the two-page plan of a khóm, ten
columns a row, and the five-page plan with one field a row. Typst compiles PDFs only, all in one
Python process with one compiler, so that it too reads fonts once and keeps its own caches.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import sys
import tempfile

import floor
from bench import ROOT, once

NAMES = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Huỳnh Quốc Hưng", "Võ Thị Kim Yến"]
BATCH = """\
noi_dung: {content}
ten_hang: khom
ten_tep: ke-hoach-{{{{ khom.ma }}}}
bang:
  tep: khom.csv
  cot:
    ma: chu
    so_ho: so
    ho_van_hoa: so
    ngay_hop: ngay
"""
KEYS = ["ma", "ten_khom", "truong_khom", "so_ho", "ho_van_hoa", "ho_ngheo", "ho_can_ngheo", "ty_le_van_hoa", "bhyt",
        "lao_dong_nuoc_ngoai", "ngay_hop"]
SUBJECT = "Phát triển kinh tế - xã hội năm 2024"
TYPST = """
import csv, pathlib, sys, typst
source, rows, out, fonts, root = sys.argv[1:6]
keys = sys.argv[6].split(",")
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
compiler = typst.Compiler(source, root=root, font_paths=fonts)
with open(rows, encoding="utf-8-sig", newline="") as file:
    for row in list(csv.reader(file, delimiter=";"))[1:]:
        compiler.compile(output=f"{out}/{row[0]}.pdf", sys_inputs=dict(zip(keys, row)))
"""


def row(number):
    """Synthetic, and each unlike the others."""
    households = 300 + number * 7 % 900
    cultured = households * 97 // 100
    return [f"{number:06}", f"Khóm {number}", NAMES[number % len(NAMES)], str(households), str(cultured), str(number % 3),
            str(number % 20), f"{cultured * 100 / households:.2f}".replace(".", ","), "97,5", str(number % 5),
            f"{1 + number % 28:02}/02/2024"]


def table(path, count):
    heads = ["Mã", "Tên khóm", "Trưởng khóm", "Số hộ", "Hộ văn hóa", "Hộ nghèo", "Hộ cận nghèo", "Tỷ lệ văn hóa",
             "BHYT", "Lao động nước ngoài", "Ngày họp"]
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        file.write(";".join(heads) + "\r\n")
        for number in range(1, count + 1):
            file.write(";".join(row(number)) + "\r\n")


def prepare(folder):
    """The two batches, and the same documents for Typst."""
    for name in ["khom", "phuong-2"]:
        shutil.copytree(ROOT / "samples" / name, folder / name)
    for name, content in [("khom", "ke-hoach-khom.yaml"), ("phuong-2", "ke-hoach-2024.yaml")]:
        (folder / name / "lo.yaml").write_text(BATCH.format(content=content))
    plan = folder / "phuong-2/ke-hoach-2024.yaml"
    plan.write_text(plan.read_text().replace(f"trich_yeu: {SUBJECT}", f"trich_yeu: {SUBJECT} tại {{{{ khom.ten_khom }}}}"))
    plan = (ROOT / "benches/ke-hoach-2024.typ").read_text()
    (folder / "phuong-2/lo.typ").write_text(plan.replace(f"*{SUBJECT}*", f"*{SUBJECT} tại #sys.inputs.ten_khom*"))
    shutil.copy(ROOT / "benches/ke-hoach-khom.typ", folder / "khom/lo.typ")


def new(folder):
    """An empty folder. None is deleted before the end: the disk would still be at it in the next run."""
    out = folder / f"ra-{len(list(folder.glob('ra-*')))}"
    out.mkdir()
    os.sync()
    return out


def batch(vanban, folder, count, threads, more=()):
    """Documents a second and MiB of a batch of so many rows, into a new folder."""
    table(folder / "khom.csv", count)
    ms, mib, _ = once([vanban, "batch", str(folder / "lo.yaml"), "--threads", str(threads), "-o", str(new(folder)), *more])
    return count / ms * 1000, mib


def typst(folder, count):
    table(folder / "khom.csv", count)
    ms, mib, _ = once([sys.executable, "-c", TYPST, str(folder / "lo.typ"), str(folder / "khom.csv"), str(new(folder)),
                    str(ROOT / "fonts"), str(folder), ",".join(KEYS)])
    return count / ms * 1000, mib


def least(program, folder, count, vanban):
    """The floor's rate: the parts that differ between two documents of the batch are deflated for each (`benches/floor.rs`)."""
    packed = folder / "pack"
    if not packed.exists():
        table(folder / "khom.csv", 2)
        once([vanban, "batch", str(folder / "lo.yaml"), "-o", str(folder / "hai")])
        stems = sorted(file.stem for file in (folder / "hai").glob("*.pdf"))
        floor.pack(packed, folder / "hai", *stems)
    content = [str(file) for file in folder.glob("*.yaml")]
    ms, mib, _ = once([program, str(packed), str(new(folder)), str(count), *content])
    return count / ms * 1000, mib


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vanban")
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--typst", type=int, default=300, help="rows for Typst; 0: without it")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, nargs="*", default=[100, 1000, 10000])
    parser.add_argument("--memory-only", action="store_true")
    parser.add_argument("--only", choices=["pdf", "docx"], help="in the batches whose memory is told")
    parser.add_argument("--before", help="another vanban, to be measured beside it")
    parser.add_argument("--floor", help="the program that benches/floor.rs is; built where it is not given")
    args = parser.parse_args()
    program = args.floor or floor.build()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        prepare(folder)
        for name in [] if args.memory_only else ["khom", "phuong-2"]:
            # In turns, so that a slow spell of the machine is everybody's.
            runs = {f"typst, {args.typst} PDFs": lambda: typst(folder / name, args.typst)} if args.typst else {}
            runs["floor, 1 thread"] = lambda: least(program, folder / name, args.rows, args.vanban)
            if args.before:
                runs[f"vanban before, {args.rows} × (DOCX + PDF), 1 threads"] = lambda: batch(args.before, folder / name, args.rows, 1)
            for threads in [1, 2]:
                what = f"vanban, {args.rows} × (DOCX + PDF), {threads} threads"
                runs[what] = lambda threads=threads: batch(args.vanban, folder / name, args.rows, threads)
            found = {what: [] for what in runs}
            for _ in range(args.rounds):
                for what, run in runs.items():
                    found[what].append(run())
            rates = {what: statistics.median(rate for rate, _ in all_runs) for what, all_runs in found.items()}
            theirs = next((rate for what, rate in rates.items() if what.startswith("typst")), None)
            for what, all_runs in found.items():
                rate, mib = (statistics.median(column) for column in zip(*all_runs))
                ratio = f", {rate / theirs:.1f} × typst" if theirs and "vanban" in what else ""
                if "1 threads" in what:
                    ratio += f", floor/this {rates['floor, 1 thread'] / rate:.2f}"
                print(f"{name:9} {what:42}{rate:8.1f}/s {mib:8.1f} MiB{ratio}", flush=True)
        for count in args.memory:
            more = ["--only", args.only] if args.only else []
            rate, mib = batch(args.vanban, folder / "khom", count, 2, more)
            print(f"khom      vanban, {count} rows, 2 threads:{rate:19.1f}/s {mib:8.1f} MiB", flush=True)


if __name__ == "__main__":
    main()
