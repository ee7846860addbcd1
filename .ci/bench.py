#!/usr/bin/env python3
"""Whole-process time and memory of vanban beside the least that has to be done, and beside Typst's on an equal document, in one run.

bench.py VANBAN [ROUNDS] [--before VANBAN] [--floor FLOOR]. Prints medians; judges nothing (a time is not a test).
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import floor

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def once(args):
    """Wall time in ms, peak memory in MiB, and time on a processor in ms (of its first thread) of one process."""
    start = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    pid = os.posix_spawn(args[0], args, os.environ, file_actions=silent)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    wall = (time.perf_counter() - start) * 1000
    spent = int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, args
    return wall, usage.ru_maxrss / 1024, spent


def main():

    parser = argparse.ArgumentParser()
    parser.add_argument("vanban")
    parser.add_argument("rounds", type=int, nargs="?", default=31)
    parser.add_argument("--before", help="another vanban, to be measured beside it")
    parser.add_argument("--floor", help="the program that benches/floor.rs is; built where it is not given")
    args = parser.parse_args()
    sample = ROOT / "samples/phuong-2/ke-hoach-2024.yaml"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([args.vanban, "build", sample, "-o", folder / "pack"], check=True, stdout=subprocess.DEVNULL)
        packed = floor.pack(folder / "pack/pack", folder / "pack", sample.stem)
        least = [args.floor or floor.build(), packed]
        build = ["build", str(sample), "-o"]
        cases = {
            "floor: read, parse, deflate, write": lambda out: [*least, out, "1", str(sample), str(sample.parent / "co-quan.yaml")],
            "vanban, DOCX and PDF": lambda out: [args.vanban, *build, out],
            "vanban, PDF alone": lambda out: [args.vanban, *build, out, "--only", "pdf"],
            "vanban, no work (--version)": lambda out: [args.vanban, "--version"],
            "typst, PDF alone (with Python)": lambda out: [sys.executable, "-c", TYPST, str(ROOT / "benches/ke-hoach-2024.typ"),
                                                           f"{folder}/typst.pdf", str(ROOT / "fonts")],
            "Python and import typst, no work": lambda out: [sys.executable, "-c", "import typst"],
        }
        if args.before:
            cases["vanban before, DOCX and PDF"] = lambda out: [args.before, *build, out]
        found = {name: [] for name in cases}
        for number in range(args.rounds + 1):
            # In turns, so that a slow spell of the machine is everybody's; every one into a new folder.
            for name, case in cases.items():
                found[name].append(once(case(f"{folder}/{number}-{len(name)}")))
    # The first time is the disk's.
    medians = {name: [statistics.median(column) for column in zip(*runs[1:])] for name, runs in found.items()}
    for name, (ms, mib, spent) in medians.items():
        print(f"{name:36}{ms:8.1f} ms, {spent:8.1f} ms on a processor {mib:8.1f} MiB")
    pairs = list(zip(found["vanban, DOCX and PDF"][1:], found["floor: read, parse, deflate, write"][1:]))
    wall, spent = [statistics.median(ours[at] / least[at] for ours, least in pairs) for at in (0, 2)]
    print(f"ratio vanban/floor: {wall:.2f}, on a processor {spent:.2f}")
    ours = medians["vanban, DOCX and PDF"]
    theirs, idle = medians["typst, PDF alone (with Python)"], medians["Python and import typst, no work"]
    print(f"ratio typst/vanban: {theirs[0] / ours[0]:.1f} whole, {(theirs[0] - idle[0]) / ours[0]:.1f} without Python's start")


if __name__ == "__main__":
    main()
