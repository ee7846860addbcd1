#!/usr/bin/env python3
"""Writes the licences of all that is in the program: every crate that is built into it, the standard library, the page's
packages, the fonts.

    dist/licences.py TARGET

What a crate ships as its licence is written as it is; a text that several ship stands once, with the names of all."""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = re.compile(r"^(licen[sc]e|copying|unlicen[sc]e|notice|copyright)", re.IGNORECASE)
LINE = "=" * 78


def metadata(target):
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform", target]
    # Targets that the compiler knows without a library for them do, too.
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def built_in(data):
    """The packages that are linked: not those that only build or test."""
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    found, queue = set(), [data["resolve"]["root"]]
    while queue:
        one = queue.pop()
        if one in found:
            continue
        found.add(one)
        for dependency in nodes[one]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                queue.append(dependency["pkg"])
    packages = [package for package in data["packages"] if package["id"] in found]
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [path for path in folder.iterdir() if path.is_file() and NAMES.match(path.name)]
    named = package.get("license_file")
    if named and (folder / named).is_file():
        files.append(folder / named)
    for path in sorted(set(files)):
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip()
        yield "\n".join(line.rstrip() for line in text.split("\n"))


def main():
    packages = built_in(metadata(sys.argv[1]))
    own = {name: (ROOT / f"LICENSE-{name}").read_text(encoding="utf-8").strip() for name in ("MIT", "APACHE")}
    by_text, listed, without = {}, [], []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        terms = package["license"] or "xem bên dưới"
        listed.append(f"{name}: {terms}")
        found = list(texts(package))
        if not found:
            without.append(f"{name}: {terms}; tác giả: {', '.join(package['authors']) or package['repository'] or 'không ghi'}")
        for text in found:
            by_text.setdefault(text, []).append(name)
    out = ["Giấy phép của vanban và của mọi thư viện nằm trong chương trình.", "", *listed, ""]
    if without:
        out += ["Những thư viện sau không kèm bản giấy phép; các bản MIT và Apache-2.0 ở dưới là toàn văn.", "", *without, ""]
    for text, names in sorted(by_text.items(), key=lambda item: item[1]):
        out += [LINE, ", ".join(names), LINE, "", text, ""]
    standard = "Thư viện chuẩn của Rust (MIT hoặc Apache-2.0): Copyright (c) The Rust Project Contributors"
    if "windows-gnu" in sys.argv[1]:
        standard += "\nThư viện chạy của MinGW-w64 (ZPL-2.1, công cộng) và libgcc (GPL-3.0 kèm GCC Runtime Library Exception 3.1)"
    out += [LINE, standard, LINE, "", own["APACHE"], ""]
    out += [LINE, "Trang của vanban serve", LINE, "", (ROOT / "src/serve/web/dist/LICENSES.txt").read_text(encoding="utf-8").strip(), ""]
    out += [LINE, "Phông chữ Liberation Serif", LINE, "", (ROOT / "fonts/copyright").read_text(encoding="utf-8").strip()]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
