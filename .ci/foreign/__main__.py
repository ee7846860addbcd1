#!/usr/bin/env python3
"""Holds `vanban import` against documents of other programs, typed as people type.

foreign VANBAN OUT [--show] [--jobs N] [--few] [NAME …]

Every document (texts.py) is typed in several ways (typists.py) and written by python-docx (word.py), docx.js
(script.mjs) or LibreOffice (office.py). Each is imported, and the YAML built. Measured:
- words: each word that pandoc finds in the file and each that the typist typed is in what the YAML prints or in the report;
- components: what the YAML says against what the document says (answers.py);
- bad and strange files, and one of 2,000 pages (bad.py): each has the one outcome that is right;
- every YAML builds; with the tools of .ci/referees.py there, what is built passes the validators.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import answers  # noqa: E402
import bad  # noqa: E402
import cases  # noqa: E402

# Shares below which the run fails.
LEAST_WORDS, LEAST_COMPONENTS = 1.0, 0.95


def run(*args, **kwargs):
    env = {**os.environ, "VANBAN_FONTS": "co-san", "SOURCE_DATE_EPOCH": "1767225600"}
    return subprocess.run([str(arg) for arg in args], capture_output=True, text=True, env=env, **kwargs)


class Outcome:
    def __init__(self, name):
        self.name, self.faults, self.lost = name, [], []
        self.words = self.kept = self.printed = 0
        self.expected, self.found = collections.Counter(), collections.Counter()
        self.missing, self.extra = [], []


def judged(program, case, folder):
    outcome = Outcome(case.name)
    yaml, report = folder / "b.yaml", folder / "b.json"
    result = run(program, "import", case.path, "-o", yaml, "--force", "--report", report)
    if result.returncode != 0:
        outcome.faults.append(f"import: {result.stderr.strip() or result.stdout.strip()}")
        if not yaml.exists():
            return outcome
    built = run(program, "build", yaml, "--force", "--only", "docx", "-o", folder / "built")
    if built.returncode != 0:
        outcome.faults.append(f"build: {built.stderr.strip()}")
        return outcome
    markup = run(program, "build", yaml, "--emit", "markup").stdout
    tree = answers.tree(markup)
    told = json.loads(report.read_text("utf-8"))["muc"]
    outcome.words, outcome.kept, outcome.printed, outcome.lost = answers.words(case, tree, told)
    wanted, got = answers.wanted(case.doc), answers.got(tree)
    answers.compared(wanted, got, outcome)
    return outcome


def validated(outcomes, out):
    """What other programs say of the DOCX that were built; nothing where they are not there."""
    if not shutil.which("ooxml-validator"):
        return None
    import referees

    def judge(outcome):
        for docx in sorted((out / outcome.name / "built").glob("*.docx")):
            referees.judge_docx(outcome.name, docx)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(judge, outcomes))
    return referees.faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("names", nargs="*", help="parts of names")
    parser.add_argument("--show", action="store_true", help="every difference")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--few", action="store_true", help="each document once, each way once, without validators")
    parser.add_argument("--no-validators", action="store_true")
    args = parser.parse_args()
    program, out = args.program.resolve(), args.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    made = cases.made(out, args.names, args.few)
    with ThreadPoolExecutor(args.jobs) as pool:
        outcomes = list(pool.map(lambda case: judged(program, case, out / case.name), made))
    faults = []
    words = kept = printed = 0
    expected, found = collections.Counter(), collections.Counter()
    for outcome in outcomes:
        words, kept, printed = words + outcome.words, kept + outcome.kept, printed + outcome.printed
        expected.update(outcome.expected)
        found.update(outcome.found)
        of, at = sum(outcome.expected.values()), sum(outcome.found.values())
        print(f"{outcome.name:46} words {outcome.kept}/{outcome.words}  components {at}/{of}"
              + (f"  beyond {len(outcome.extra)}" if outcome.extra else ""))
        faults += [f"{outcome.name}: {fault}" for fault in outcome.faults]
        faults += [f"{outcome.name}: words lost: {' '.join(outcome.lost)}"] if outcome.lost else []
        if args.show:
            print("".join(f"    - {kind}: {text}\n" for kind, text in outcome.missing)
                  + "".join(f"    + {kind}: {text}\n" for kind, text in outcome.extra), end="")
    for kind, count in sorted(expected.items()):
        print(f"{kind:14} {found[kind]:5} of {count:5}  {found[kind] / count:7.1%}")
    share_of_words, share = kept / max(words, 1), sum(found.values()) / max(sum(expected.values()), 1)
    if not (args.few or args.no_validators):
        told = validated(outcomes, out)
        print("the validators are not there" if told is None else f"validators: {len(told)} faults")
        faults += told or []
    if not args.names:
        (out / "bad").mkdir()
        told = bad.judged(program, out / "bad", cases.picture(out))
        print(f"bad and strange files: {len(told)} faults")
        faults += told
    for fault in faults:
        print(f"FAULT {fault}")
    print(f"{len(outcomes)} documents; words kept {share_of_words:.2%} of {words}, {printed} of them in the report as printed otherwise; "
          f"components {share:.2%} of {sum(expected.values())}")
    sys.exit(bool(faults) or share_of_words < LEAST_WORDS or share < LEAST_COMPONENTS)


if __name__ == "__main__":
    main()
