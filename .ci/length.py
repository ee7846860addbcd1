#!/usr/bin/env python3
"""Time and memory of a whole process as documents grow: what a page, a note, a row … costs at each length.

length.py VANBAN [--case NAME…] [--rounds N]. Each case is the sample plan with one thing repeated. Time is what
the whole process spends on a processor, memory its peak. What a document of one word takes is taken off both before they are
divided, since every document takes it: program, fonts, tables. Told last is the cost of a piece at the greatest length over that
at the least: 1 is linear. Prints; judges nothing (a time is not a test).
"""
import argparse
import os
import pathlib
import re
import tempfile

from bench import ROOT, once

SAMPLE = ROOT / "samples/phuong-2/ke-hoach-2024.yaml"
SENTENCE = "Ủy ban nhân dân phường phối hợp với các đơn vị liên quan tổ chức thực hiện nhiệm vụ được giao trong năm. "
KEY = "noi_dung: |\n"


def sample():
    """The sample's fields before its body, and its body."""
    head, body = SAMPLE.read_text().split(KEY, 1)
    lines = body.split("\n")
    end = next((at for at, line in enumerate(lines) if line and not line.startswith(" ")), len(lines))
    text = "\n".join(line[2:] for line in lines[:end])
    return head, text, "\n".join(lines[end:])


def pages(count):
    """The sample's body, with its note and its expressions; some four pages each time."""
    _, text, _ = sample()
    times = max(1, count // 4)
    notes = set(re.findall(r"\[\^([^\]]+)\]:", text))
    parts = []
    for time in range(times):
        part = text
        for note in notes:
            part = part.replace(f"[^{note}]", f"[^{note}-{time}]")
        parts.append(part)
    return "\n\n".join(parts)


def notes(count):
    marks = "\n\n".join(f"{SENTENCE}[^n{at}]" for at in range(count))
    return marks + "\n\n" + "\n\n".join(f"[^n{at}]: Theo báo cáo số {at}." for at in range(count))


def expressions(count):
    return "\n\n".join(f"{SENTENCE} Kết quả {{{{ {at} + 1 }}}} hộ." for at in range(count))


def rows(count):
    lines = ["| STT | Nội dung | Số lượng | Ghi chú |", "|---|---|---|---|"]
    return "\n".join(lines + [f"| {at} | Hỗ trợ hộ nghèo số {at} sửa chữa nhà ở | {at * 7} | |" for at in range(count)])


def items(count):
    return "\n".join(f"- {SENTENCE}" for _ in range(count))


def paragraph(count):
    """One paragraph of so many kilobytes."""
    return SENTENCE * (count * 1000 // len(SENTENCE.encode()))


def headings(count):
    return "\n\n".join(f"## Nhiệm vụ số {at}\n\n{SENTENCE}" for at in range(count))


CASES = {
    "pages": (pages, [10, 100, 400, 1600]),
    "notes": (notes, [10, 100, 1000, 4000]),
    "expressions": (expressions, [10, 100, 1000, 4000]),
    "rows": (rows, [10, 100, 1000, 10000]),
    "items": (items, [10, 100, 1000, 4000]),
    "headings": (headings, [10, 100, 1000, 4000]),
    "paragraph, kB": (paragraph, [1, 10, 100, 1000]),
}


def write(folder):
    """All documents, by a process of its own: its memory would count as that of the programs that it starts."""
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0
        return
    head, _, tail = sample()
    head = head.replace("ho_so: ", f"ho_so: {SAMPLE.parent}/")
    for name, (make, counts) in {"least": (lambda _: "Năm.", [1]), **CASES}.items():
        for count in counts:
            body = "\n".join("  " + line if line else "" for line in make(count).split("\n"))
            (folder / f"{name}-{count}.yaml").write_text(f"{head}{KEY}{body}\n{tail}")
    os._exit(0)


def least(vanban, folder, name, count, rounds):
    """The least time and memory of some rounds: what others do on the machine only adds."""
    file = folder / f"{name}-{count}.yaml"
    out = folder / "ra"
    # What a short document takes beyond the shortest is little: it is measured more often.
    rounds *= 11 if count <= 100 else 1
    runs = [once([vanban, "build", str(file), "--force", "-o", str(out)]) for _ in range(rounds)]
    return min(spent for *_, spent in runs), min(mib for _, mib, _ in runs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vanban")
    parser.add_argument("--case", nargs="*", choices=list(CASES), default=list(CASES))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        write(folder)
        fixed = least(args.vanban, folder, "least", 1, args.rounds)
        print(f"{'one word':18}{'':8}{fixed[0]:10.1f} ms {fixed[1]:10.1f} MiB, taken off below")
        for name in args.case:
            _, counts = CASES[name]
            found = [least(args.vanban, folder, name, count, args.rounds) for count in counts]
            each = [[(whole - start) / count for whole, start in zip(one, fixed)] for one, count in zip(found, counts)]
            for count, (ms, mib), (ms_each, mib_each) in zip(counts, found, each):
                print(f"{name:18}{count:8}{ms:10.1f} ms {mib:10.1f} MiB {ms_each:10.4f} ms {mib_each * 1024:10.1f} KiB each", flush=True)
            for what, at in [("time", 0), ("memory", 1)]:
                # What so few take is lost in what the least document takes.
                ratios = ", ".join(f"{each[-1][at] / one[at]:.2f} × from {count}"
                                   for one, count in zip(each, counts[:-1]) if one[at] > 0)
                print(f"{name:18}{what} to {counts[-1]}: {ratios}")


if __name__ == "__main__":
    main()
