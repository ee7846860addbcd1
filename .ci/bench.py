#!/usr/bin/env python3
"""Whole-process time and memory of vanban beside Typst's on an equal document, in one run.

bench.py VANBAN [ROUNDS]. Prints medians; judges nothing (a time is not a test).
"""
import os
import pathlib
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def once(args):
    """Wall time in ms and peak memory in MiB of one process."""
    start = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    pid = os.posix_spawn(args[0], args, os.environ, file_actions=silent)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, args
    return (time.perf_counter() - start) * 1000, usage.ru_maxrss / 1024


def median(args, rounds):
    once(args)
    runs = [once(args) for _ in range(rounds)]
    return statistics.median(ms for ms, _ in runs), statistics.median(mib for _, mib in runs)


def main():
    vanban, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 21
    sample = str(ROOT / "samples/phuong-2/ke-hoach-2024.yaml")
    with tempfile.TemporaryDirectory() as out:
        cases = {
            "vanban, DOCX and PDF": [vanban, "build", sample, "--force", "-o", out],
            "vanban, PDF alone": [vanban, "build", sample, "--force", "--only", "pdf", "-o", out],
            "vanban, no work (--version)": [vanban, "--version"],
            "typst, PDF alone (with Python)": [sys.executable, "-c", TYPST, str(ROOT / "benches/ke-hoach-2024.typ"),
                                               f"{out}/typst.pdf", str(ROOT / "fonts")],
            "Python and import typst, no work": [sys.executable, "-c", "import typst"],
        }
        found = {name: median(args, rounds) for name, args in cases.items()}
    for name, (ms, mib) in found.items():
        print(f"{name:34} {ms:8.1f} ms {mib:8.1f} MiB")
    ours = found["vanban, DOCX and PDF"]
    theirs, idle = found["typst, PDF alone (with Python)"], found["Python and import typst, no work"]
    print(f"ratio typst/vanban: {theirs[0] / ours[0]:.1f} whole, {(theirs[0] - idle[0]) / ours[0]:.1f} without Python's start")


if __name__ == "__main__":
    main()
