#!/usr/bin/env python3
"""Kills a batch at random moments; the next run must end as if nothing had happened.

interrupt.py VANBAN OUT [ROWS] [KILLS]. Builds ROWS documents undisturbed into one folder, and into another with KILLS
runs killed (SIGKILL) after a random time, edits in between so that there is always something to replace, then one run
to the end. All files must be equal, nothing temporary left.
"""
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BATCH = "noi_dung: {}\nten_hang: khom\nten_tep: ke-hoach-{{{{ khom.ma }}}}\nbang: {{tep: khom.csv, cot: {{ma: chu}}}}\n"


def write_rows(path, rows, version):
    lines = (ROOT / "samples/khom/khom.csv").read_text("utf-8-sig").splitlines()
    with open(path, "w", encoding="utf-8") as file:
        print(lines[0], file=file)
        for number in range(rows):
            cells = lines[1 + number % 4].split(";")
            cells[0], cells[2] = f"{number:05}", f"{cells[2]} {version}"
            print(";".join(cells), file=file)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and ".vanban" not in path.parts}


def main():
    vanban, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    rows, kills = (int(n) for n in (sys.argv[3:5] + ["1000", "50"][len(sys.argv) - 3:]))
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    content = ROOT / "samples/khom/ke-hoach-khom.yaml"
    batch = out / "lo.yaml"
    batch.write_text(BATCH.format(content), "utf-8")
    command = [vanban, "batch", batch, "--report", "json", "-o"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    write_rows(out / "khom.csv", rows, 0)
    start = time.monotonic()
    subprocess.run([*command, out / "whole"], check=True, **quiet)
    whole = time.monotonic() - start
    dice, killed, unsound = random.Random(2024), 0, 0
    for turn in range(kills):
        # Of two versions in turn, so that files are replaced as well as made.
        write_rows(out / "khom.csv", rows, turn % 2)
        process = subprocess.Popen([*command, out / "killed"], **quiet)
        time.sleep(dice.uniform(0, whole / 4))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        for path, there in files(out / "killed").items() if (out / "killed").exists() else []:
            sound = there.startswith(b"PK") and there[-22:-18] == b"PK\x05\x06" if path.suffix == ".docx" \
                else there.startswith(b"%PDF") and there.rstrip().endswith(b"%%EOF")
            unsound += not sound
    write_rows(out / "khom.csv", rows, 0)
    subprocess.run([*command, out / "killed"], check=True, **quiet)
    expected, found = files(out / "whole"), files(out / "killed")
    differing = [path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)]
    left = [path for path in (out / "killed" / ".vanban").rglob("*") if "tmp" in path.name]
    print(f"{rows} rows, {killed} of {kills} runs killed in {whole:.1f} s: {unsound} files torn, "
          f"{len(differing)} of {len(expected)} files differ after the next run, {len(left)} temporary files left")
    shutil.rmtree(out)
    sys.exit(1 if unsound or differing or left or not killed else 0)


if __name__ == "__main__":
    main()
