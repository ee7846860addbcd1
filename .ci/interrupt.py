#!/usr/bin/env python3
"""Kills a batch at random moments; the next run must end as if nothing had happened.

interrupt.py VANBAN OUT [ROWS] [KILLS]. Builds ROWS documents undisturbed into one folder, and into another with KILLS
runs killed (SIGKILL) after a random time, edits in between so that there is always something to replace, then one run
to the end. All files must be equal, nothing temporary left. Then as many kills of small batches whose folder is new, or
holds files that a person edited (with and without --force): the next run must end well, and nothing edited be lost.
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


def is_sound(path, there):
    return there.startswith(b"PK") and there[-22:-18] == b"PK\x05\x06" if path.suffix == ".docx" \
        else there.startswith(b"%PDF") and there.rstrip().endswith(b"%%EOF")


def kill(command, dice, longest):
    """Runs a command and kills it after a random time; tells whether it was still running."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(dice.uniform(0, longest))
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def kill_small(command, out, kills, dice):
    """Kills of runs in new folders and in those of a person. Gives how many were killed, torn, lost, and failed next."""
    folder, killed, torn, lost, failed = out / "small", 0, 0, 0, 0
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    write_rows(out / "khom.csv", 8, 0)
    start = time.monotonic()
    subprocess.run([*command, folder], check=True, **quiet)
    whole, edited = time.monotonic() - start, {}
    for turn in range(kills):
        shutil.rmtree(folder, ignore_errors=True)
        words, edited = [*command, folder], {}
        if turn % 3:
            write_rows(out / "khom.csv", 8, 0)
            subprocess.run(words, check=True, **quiet)
            edited = {b"edited %d" % number for number in range(4)}
            names = ["ke-hoach-00001.docx", "ke-hoach-00002.pdf", "ke-hoach-00003.docx", "ke-hoach-00003.cu.docx"]
            for name, content in zip(names, sorted(edited)):
                (folder / name).write_bytes(content)
            words += ["--force"] if turn % 3 == 2 else []
            write_rows(out / "khom.csv", 8, 1)
        killed += kill(words, dice, whole)
        there = files(folder) if folder.exists() else {}
        torn += sum(not is_sound(path, content) and content not in edited for path, content in there.items())
        lost += len(set(edited) - set(there.values()))
        failed += subprocess.run(words, check=False, **quiet).returncode != 0
        lost += len(set(edited) - set(files(folder).values()))
    return killed, torn, lost, failed


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
        killed += kill([*command, out / "killed"], dice, whole / 4)
        for path, there in files(out / "killed").items() if (out / "killed").exists() else []:
            unsound += not is_sound(path, there)
    write_rows(out / "khom.csv", rows, 0)
    subprocess.run([*command, out / "killed"], check=True, **quiet)
    expected, found = files(out / "whole"), files(out / "killed")
    differing = [path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)]
    left = [path for path in (out / "killed" / ".vanban").rglob("*") if "tmp" in path.name]
    print(f"{rows} rows, {killed} of {kills} runs killed in {whole:.1f} s: {unsound} files torn, "
          f"{len(differing)} of {len(expected)} files differ after the next run, {len(left)} temporary files left")
    small, torn, lost, failed = kill_small(command, out, kills, dice)
    print(f"8 rows, {small} of {kills} runs killed in new folders and in edited ones: "
          f"{torn} files torn, {lost} edited files lost, {failed} next runs failed")
    shutil.rmtree(out)
    sys.exit(1 if unsound or differing or left or not killed or torn or lost or failed or not small else 0)


if __name__ == "__main__":
    main()
