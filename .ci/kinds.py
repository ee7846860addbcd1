#!/usr/bin/env python3
"""The contact sheet of docs/cac-loai.md: a picture of the first page of a document of each kind, made by
the program itself. Of a kind that has a document in samples/an-phu it is that document, else the skeleton.

usage: .ci/kinds.py [VANBAN]   writes docs/cac-loai/SLUG.png; says which kinds the page does not show."""

import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
VANBAN = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/vanban").resolve()
SAMPLES = ROOT / "samples/an-phu"
PICTURES = ROOT / "docs/cac-loai"
# Skeletons are of this year.
MOMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, env=MOMENT, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


def main():
    PICTURES.mkdir(exist_ok=True)
    page = (ROOT / "docs/cac-loai.md").read_text("utf-8")
    slugs = [line.split()[0] for line in run(VANBAN, "kinds").splitlines()[1:]]
    missing = [slug for slug in slugs if f"cac-loai/{slug}.png" not in page]
    with tempfile.TemporaryDirectory() as folder:
        for slug in slugs:
            source = SAMPLES / f"{slug}.yaml"
            if not source.exists():
                run(VANBAN, "new", slug, cwd=folder)
                source = pathlib.Path(folder) / f"{slug}.yaml"
            run(VANBAN, "build", source, "-o", folder, "--only", "pdf", "--no-fields")
            pdf = pathlib.Path(folder) / f"{slug}.pdf"
            run("pdftoppm", "-r", "45", "-gray", "-png", "-singlefile", pdf, PICTURES / slug)
    if missing:
        sys.exit(f"docs/cac-loai.md does not show: {', '.join(missing)}")


main()
