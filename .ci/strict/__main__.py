"""Builds random but realistic documents and judges them as a strict clerk does, and by other programs.

    python .ci/strict VANBAN OUT [--from 1] [--to 500] [--step 1] [--jobs 2] [--verapdf JAR] [--no-validators]
                                 [--only N ...] [--least-lines N] [--write-only]

Each document comes from its number (documents.py). Ours is built by Word's habits and judged: validators (judges.py) and
measures on the page (geometry.py); and once more by LibreOffice 7.4's habits, which must be line by line what that LibreOffice
makes of our DOCX (.ci/parity.py, with what parity-known.toml knows to differ). What differs is made once more by a LibreOffice
that lays it out anew (.ci/settle.py): its first layout begins with a guess of pages, of which something may stay. Prints
a table, writes OUT/summary.txt and keeps in OUT/kept what differs then, too. Exits with 1 where a validator, a measure
or a page's end complains, or where fewer documents than `--least-lines` have all lines equal (where none is told: all must).
"""

import argparse
import collections
import multiprocessing
import pathlib
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import documents  # noqa: E402
import geometry  # noqa: E402
import judges  # noqa: E402
import parity  # noqa: E402

PROGRAM = "libreoffice-7.4"
BATCH = 25


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("vanban", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", type=int, default=500)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--only", type=int, nargs="*", help="these documents alone")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verapdf", type=pathlib.Path)
    parser.add_argument("--no-validators", action="store_true")
    parser.add_argument("--write-only", action="store_true", help="write the YAML files, build nothing")
    parser.add_argument("--least-lines", type=int)
    return parser.parse_args()


def build(args, folder, names, out, *options):
    """Has vanban build the documents, `jobs` processes at once; gives what it said of those that it refused."""
    def some(part):
        done = subprocess.run([args.vanban, "build", *(folder / f"{name}.yaml" for name in part), "--force", "-o", out, *options],
                              capture_output=True, text=True)
        return done.stdout + done.stderr
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(args.jobs) as pool:
        return "\n".join(pool.map(some, [names[at :: args.jobs] for at in range(args.jobs) if names[at :: args.jobs]]))


def convert(ours, out, names):
    """Has LibreOffice turn a batch of DOCX into PDF, with a profile of its own."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf", "--outdir", out,
                        *(ours / f"{name}.docx" for name in names)], capture_output=True, timeout=3600)


def judge(job):
    """Compares one document and measures it: its table of lines (or why there is none) and findings."""
    name, entries, out, folder = job
    ours, libre, theirs = (out / folder / f"{name}.pdf" for folder in ("ours", "as-libreoffice", folder))
    try:
        findings = geometry.measure(entries, ours, ours.with_suffix(".docx"))
    except Exception as error:  # a page that cannot be read is a finding, too
        findings = [("not measured", repr(error))]
    if not theirs.exists():
        return name, None, findings, "LibreOffice made no PDF"
    table = parity.compare(libre, theirs, PROGRAM)
    return name, table, findings, table.differences(12) + table.summary()


def settle(ours, out, names, jobs):
    """Has LibreOffice lay documents out anew; the system's Python has its `uno`."""
    def some(part):
        subprocess.run(["/usr/bin/python3", HERE.parent / "settle.py", out, *(ours / f"{name}.docx" for name in part)],
                       check=True, capture_output=True, timeout=3600)
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(some, [part for part in (names[at::jobs] for at in range(jobs)) if part]))


def equal(table):
    return table is not None and bool(table.sound)


def likeness(result):
    """How much of what LibreOffice made is line by line ours; of two as like, `max` takes the first."""
    table = result[1]
    return (equal(table), 0 if table is None else table.same / max(table.total, 1))


def keep(out, name, words):
    """Keeps what is needed to look at a document that differs."""
    kept = out / "kept"
    kept.mkdir(exist_ok=True)
    for source, target in (("yaml", f"{name}.yaml"), ("ours", f"{name}.docx"), ("ours", f"{name}.word.pdf"),
                           ("as-libreoffice", f"{name}.ours.pdf"), ("theirs", f"{name}.theirs.pdf"),
                           ("settled", f"{name}.settled.pdf")):
        path = out / source / (f"{name}.pdf" if target.endswith("pdf") else target)
        if path.exists():
            shutil.copy(path, kept / target)
    (kept / f"{name}.txt").write_text(words + "\n", "utf-8")


def main():
    args = arguments()
    args.vanban, out = args.vanban.resolve(), args.out.resolve()
    numbers = args.only or range(args.first, args.to + 1, args.step)
    made = {f"strict-{number:03}": documents.document(number) for number in numbers}
    for folder in ("yaml", "ours", "as-libreoffice", "theirs", "settled", "kept"):
        shutil.rmtree(out / folder, ignore_errors=True)
    (out / "yaml").mkdir(parents=True)
    for name, entries in made.items():
        (out / "yaml" / f"{name}.yaml").write_text(documents.yaml(entries) + "\n", "utf-8")
    names = list(made)
    if args.write_only:
        return 0
    said = build(args, out / "yaml", names, out / "ours")
    build(args, out / "yaml", names, out / "as-libreoffice", "--only", "pdf", "--lay-out-as", PROGRAM)
    (out / "build.log").write_text(said, "utf-8")
    refused = [name for name in names if not (out / "ours" / f"{name}.docx").exists()]
    names = [name for name in names if name not in refused]
    batches = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
    with ThreadPoolExecutor(args.jobs) as pool:
        list(pool.map(lambda batch: convert(out / "ours", out / "theirs", batch), batches))
    with multiprocessing.Pool(args.jobs) as pool:
        judged = pool.map(judge, [(name, made[name], out, "theirs") for name in names], chunksize=4)
        opened = [name for name, table, _, _ in judged if equal(table)]
        left = [name for name in names if name not in opened]
        settle(out / "ours", out / "settled", left, args.jobs)
        again = {result[0]: result for result in pool.map(judge, [(name, made[name], out, "settled") for name in left], chunksize=1)}
        judged = [max(result, again.get(result[0], result), key=likeness) for result in judged]
        # What a LibreOffice lays out hangs on what it laid out before: those that still differ have one each.
        alone = [name for name, table, _, _ in judged if not equal(table)]
        for name in alone:
            settle(out / "ours", out / "settled", [name], 1)
        last = {result[0]: result for result in pool.map(judge, [(name, made[name], out, "settled") for name in alone], chunksize=1)}
    judged = [max(result, last.get(result[0], result), key=likeness) for result in judged]
    faults = {} if args.no_validators else judges.validate(out / "ours", names, args.verapdf, args.jobs)
    return report(args, out, judged, opened, faults, refused)


def report(args, out, judged, opened, faults, refused):
    rows, found = [], collections.defaultdict(list)
    pages = lines = same = total = 0
    for name, table, findings, words in judged:
        own = [f"{what}: {told}" for what, told in findings] + [f"{who}: {told.strip()[:600]}" for who, told in faults.get(name, [])]
        for what, told in findings:
            found[what].append(f"{name} {told}")
        for who, told in faults.get(name, []):
            found[who].append(f"{name} {told.strip()[:200]}")
        even = table is not None and table.pages[0] == table.pages[1]
        sound = equal(table)
        pages, lines = pages + even, lines + sound
        if table is not None:
            same, total = same + table.same, total + table.total
        if not sound or own:
            keep(out, name, "\n".join([*own, words]))
            rows.append(f"{name} {'' if table is None else table.summary()}" + "".join(f"\n    {line}" for line in own))
    count = len(judged)
    settled = [name for name, table, _, _ in judged if equal(table) and name not in opened]
    rows.append(f"equal once LibreOffice has laid them out anew: {len(settled)} {' '.join(settled)}")
    known = [name for name, table, _, _ in judged if table is not None and table.known]
    rows.append(f"with lines that parity-known.toml names, which are left out: {len(known)} {' '.join(known)}")
    told = [*rows, "", f"pages equal {pages}/{count}; documents with all lines and baselines equal {lines}/{count}; "
            f"lines equal {same}/{total} = {100 * same / max(total, 1):.2f} %"]
    for what in sorted(found):
        told.append(f"{what}: {len(found[what])} in {len({entry.split()[0] for entry in found[what]})} documents")
        told += [f"    {entry}" for entry in found[what][:12]]
    told.append(f"refused by vanban: {len(refused)} {' '.join(refused)}")
    (out / "summary.txt").write_text("\n".join(told) + "\n", "utf-8")
    print("\n".join(told))
    least = count if args.least_lines is None else args.least_lines
    return int(bool(found) or bool(refused) or pages < count or lines < least or not count)


if __name__ == "__main__":
    sys.exit(main())
