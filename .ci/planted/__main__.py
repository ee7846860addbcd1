"""Plants faults into texts that are in order, one at a time, and counts those that `vanban check` finds.

    python3 .ci/planted BIN [--each 10] [--seed 1] [--only NAME …] [--misses] [--noise] [--texts TEXT.yaml FOLDER …]

Without texts: the samples and the fixtures of the rules that are in order. What is found is held against what was found
in the same text without the fault: a fault counts as found where a finding that was not there before touches its lines,
or points at them. Other new findings are counted as noise. Exits with 1 where a family is found less often than asked.
"""

import argparse
import collections
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import agreement  # noqa: F401  (registers its kinds, as the others do)
import capitals  # noqa: F401
import dates  # noqa: F401
import figures  # noqa: F401
import form  # noqa: F401
import language  # noqa: F401
from base import KINDS, Planted, Text

ROOT = Path(__file__).resolve().parent.parent.parent
# The share of planted faults that must be found, by family; kinds that stand apart follow.
LEAST = {"SL": 0.95, "NT": 0.95, "NN": 0.9, "VH": 0.8, "TT": 0.9, "NQ": 0.8}
LEAST_NOISE = 0.1


def texts(binary, paths):
    """The content files to plant into: those that make a document by themselves."""
    if not paths:
        paths = [*sorted((ROOT / "samples").rglob("*.yaml")), *sorted((ROOT / "tests/check").rglob("good*.yaml"))]
    found = []
    for path in map(Path, paths):
        found += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    found = [path for path in found if "\nnoi_dung:" in path.read_text(encoding="utf-8-sig")]
    emit = [binary, "build", "--emit", "document"]
    return [path for path in found if subprocess.run([*emit, path], capture_output=True, check=False).returncode == 0]


def check(binary, files):
    """The findings by file."""
    found = collections.defaultdict(list)
    for start in range(0, len(files), 100):
        some = [str(file) for file in files[start : start + 100]]
        done = subprocess.run([binary, "check", "--format", "json", *some], capture_output=True, text=True, check=False)
        for finding in json.loads(done.stdout)["findings"]:
            found[finding["source"]].append(finding)
    return found


def fresh(before, after, lines):
    """The findings that were not there before: of those that read alike, the ones on these lines first."""

    def key(finding):
        return finding["code"], finding["message"], finding["text"]

    left = collections.Counter(map(key, before))
    new = []
    for finding in sorted(after, key=lambda finding: touches(finding, lines)):
        left[key(finding)] -= 1
        if left[key(finding)] < 0:
            new.append(finding)
    return new


def touches(finding, lines):
    places = [finding, *finding["related"]]
    return any(p["line"] and p["line"] in lines or p["end_line"] and p["line"] < lines.start <= p["end_line"] for p in places)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--noise", action="store_true")
    parser.add_argument("--texts", nargs="*", default=[])
    args = parser.parse_args()
    bases = texts(args.binary, args.texts)
    folder = Path(tempfile.mkdtemp(prefix="planted-"))
    try:
        return run(args, bases, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def plant(args, bases, folder):
    """Writes the texts before and after; gives kind, both paths and lines of each."""
    copies = {}
    for number, base in enumerate(bases):
        copy = folder / str(number) / "a"
        # Profiles stand beside a text or in the folder above.
        for source, target in ((base.parent, copy), (base.parent.parent, copy.parent)):
            target.mkdir(parents=True, exist_ok=True)
            for file in source.iterdir():
                if file.is_file() and file.stat().st_size < 1_000_000:
                    shutil.copy(file, target)
        copies[base] = copy
    planted, short = [], []
    for kind in KINDS:
        if args.only and kind.name not in args.only and kind.family not in args.only:
            continue
        chance = random.Random(f"{args.seed} {kind.name}")
        order, done = list(bases), 0
        for attempt in range(args.each * 12):
            if attempt % len(order) == 0:
                chance.shuffle(order)
            base = order[attempt % len(order)]
            made = kind.plant(Text(base.read_text(encoding="utf-8-sig")), chance)
            if not isinstance(made, Planted) or made.before == made.after:
                continue
            paths = []
            for name, text in (("truoc", made.before), ("sau", made.after)):
                path = copies[base] / f"{kind.name}-{done}-{name}.yaml"
                path.write_text(text, encoding="utf-8")
                paths.append(path)
            planted.append((kind, *paths, made))
            done += 1
            if done == args.each:
                break
        if done < args.each:
            short.append(f"{kind.name} ({done})")
    return planted, short


def run(args, bases, folder):
    planted, short = plant(args, bases, folder)
    found = check(args.binary, [path for _, before, after, _ in planted for path in (before, after)])
    hits, total, noise = collections.Counter(), collections.Counter(), collections.Counter()
    for kind, before, after, made in planted:
        new = fresh(found[str(before)], found[str(after)], made.lines)
        own = [finding for finding in new if touches(finding, made.lines)]
        total[kind.family, kind.name] += 1
        hits[kind.family, kind.name] += bool(own)
        noise[kind.family, kind.name] += len(new) - len(own)
        if args.misses and not own:
            line = made.after.split("\n")[made.lines.start - 1 : made.lines.stop - 1]
            print(f"MISSED {kind.name} {after.name}: {' / '.join(line)[:300]}")
        if args.noise:
            for finding in new:
                if finding not in own:
                    print(f"NOISE {kind.name} {finding['code']} {finding['line']} {finding['message']}")
    return told(hits, total, noise, short)


def told(hits, total, noise, short):
    failed = False
    for family, least in LEAST.items():
        names = [name for fam, name in total if fam == family]
        count = sum(total[family, name] for name in names)
        if not count:
            continue
        share = sum(hits[family, name] for name in names) / count
        failed |= share < least
        print(f"{family}: {share:.1%} of {count} found in {len(names)} kinds (at least {least:.0%})")
        for name in names:
            key = (family, name)
            print(f"    {name:28} {hits[key]:3} of {total[key]:3}   elsewhere {noise[key]}")
    everything = sum(total.values())
    per_fault = sum(noise.values()) / everything if everything else 0
    failed |= per_fault > LEAST_NOISE
    print(f"{everything} faults of {len(total)} kinds; findings elsewhere: {per_fault:.3f} a fault")
    if short:
        print("few places for:", ", ".join(short))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
