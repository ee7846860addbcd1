"""Faults of form (thể thức, Phụ lục I)."""

import re

from base import Planted, kind


def block(text, name):
    """The indices of the lines of a top-level entry's list."""
    start = text.entry(name)
    if start is None:
        return []
    found = []
    for index in range(start + 1, len(text.lines)):
        line = text.lines[index]
        if line and not line[0].isspace() and not line.startswith("-"):
            break
        if line.strip():
            found.append(index)
    return found


def bases(text):
    return [i for i in block(text, "can_cu") if re.match(r"\s*- +[\"'“]?[A-ZĐ]", text.lines[i])]


@kind("TT")
def basis_ends_with_a_stop(text, chance):
    found = bases(text)[:-1]
    found = [i for i in found if i + 1 in bases(text)]
    if not found:
        return None
    at = chance.choice(found)
    line = text.lines[at].rstrip().rstrip(";.")
    return None if line.endswith(("\"", "'")) else text.changed(at, line + ".")


@kind("TT")
def basis_without_date(text, chance):
    return text.replace(chance, r" ngày \d+ tháng \d+ năm \d{4}", lambda m: "", bases(text))


@kind("TT")
def symbol_of_another_kind(text, chance):
    """The typed symbol names another kind of document."""
    kinds = {"bao-cao": "KH", "ke-hoach": "BC", "quyet-dinh": "KH", "to-trinh": "BC", "thong-bao": "QĐ", "chi-thi": "TB", "nghi-quyet": "QĐ"}
    found = text.entry("loai")
    name = re.match(r"loai: *([\w-]+)", text.lines[found]).group(1) if found is not None else ""
    short = re.search(r"^viet_tat: *(\S+)", text.text, re.M)
    if name not in kinds or text.entry("ky_hieu") is not None:
        return None
    agency = short.group(1) if short else "UBND"
    lines = text.lines[: found + 1] + [f"ky_hieu: {kinds[name]}-{agency}"] + text.lines[found + 1 :]
    return Planted(text.text, "\n".join(lines), range(found + 2, found + 3))


@kind("TT")
def cited_symbol(text, chance):
    kinds = ["QĐ", "KH", "NQ", "TB", "BC"]
    names = {"QĐ": "Quyết định", "KH": "Kế hoạch", "NQ": "Nghị quyết", "TB": "Thông báo", "BC": "Báo cáo"}
    right, wrong = chance.sample(kinds, 2)
    form = "Các đơn vị thực hiện theo {n} số 45/{k}-UBND ngày 12 tháng 5 năm 2006 của Ủy ban nhân dân Thành phố Sông Lam về cải cách hành chính."
    return text.insert(chance, form.format(n=names[right], k=right), form.format(n=names[right], k=wrong))


def signing(text):
    """The index of `nguoi_ky` where it is a map of one who signs."""
    start = text.entry("nguoi_ky")
    if start is None or not re.match(r"nguoi_ky: *$", text.lines[start]):
        return None
    return start if any(re.match(r"  (chuc_vu|ho_ten):", text.lines[i]) for i in block(text, "nguoi_ky")) else None


def with_signature(text, capacity, title, name="Nguyễn Văn Hòa"):
    """The text signed so, and the lines of the signature."""
    start = signing(text)
    if start is None:
        return None
    end = max(block(text, "nguoi_ky")) + 1
    lines = ["nguoi_ky:"]
    if capacity:
        lines += ["  quyen_han:", *(f"    - {line}" for line in capacity)]
    lines += [f"  chuc_vu: {title}", f"  ho_ten: {name}"]
    return "\n".join(text.lines[:start] + lines + text.lines[end:]), range(start + 1, start + 2 + len(lines))


def signed(right, wrong):
    def plant(text, chance):
        before, after = with_signature(text, *right), with_signature(text, *chance.choice(wrong))
        return before and after and Planted(before[0], after[0], after[1])

    return plant


COMMITTEE = "TM. ỦY BAN NHÂN DÂN"


@kind("TT")
def deputy_sign(text, chance):
    wrong = [([COMMITTEE, "KT. CHỦ TỊCH"], "CHỦ TỊCH"), ([COMMITTEE, "KT. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG"), (["KT. GIÁM ĐỐC"], "GIÁM ĐỐC"),
             (["KT. CHỦ TỊCH"], "TRƯỞNG PHÒNG")]
    return signed(([COMMITTEE, "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"), wrong)(text, chance)


@kind("TT")
def body_sign(text, chance):
    wrong = [(["TM. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"), (["TM. GIÁM ĐỐC"], "PHÓ GIÁM ĐỐC"), (["TM. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG")]
    return signed(([COMMITTEE], "CHỦ TỊCH"), wrong)(text, chance)


@kind("TT")
def order_sign(text, chance):
    wrong = [(["TL. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"), (["TL. CHỦ TỊCH"], "CHỦ TỊCH"), (["TUQ. CHỦ TỊCH"], "CHỦ TỊCH")]
    return signed((["TL. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG"), wrong)(text, chance)


@kind("TT")
def titled_name(text, chance):
    wrong = [([COMMITTEE], "CHỦ TỊCH", name) for name in ("ThS. Nguyễn Văn Hòa", "TS. Nguyễn Văn Hòa", "Ông Nguyễn Văn Hòa")]
    return signed(([COMMITTEE], "CHỦ TỊCH"), wrong)(text, chance)


@kind("TT")
def archive_without_office(text, chance):
    at = text.entry("luu")
    found = re.match(r"luu: *[\"']?VT, *(?=\S)", text.lines[at]) if at is not None else None
    return found and text.changed(at, "luu: " + text.lines[at][found.end() :].strip("\"'"))


ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@kind("TT")
def roman_heading(text, chance):
    def change(match):
        at = ROMAN.index(match.group(2)) if match.group(2) in ROMAN else 0
        return None if at < 1 else match.group(1) + ROMAN[at + chance.choice([1, -1])] + "."

    places = [i for i in text.body if text.lines[i].lstrip().startswith("#")]
    return text.replace(chance, r"^(\s*#+ \**)([IVX]+)\.", change, places)


def number(match):
    return int(match.group(2))


@kind("TT")
def numbered_heading(text, chance):
    def change(match):
        return None if number(match) < 2 else f"{match.group(1)}{number(match) + chance.choice([1, -1])}."

    places = [i for i in text.body if text.lines[i].lstrip().startswith("#")]
    return text.replace(chance, r"^(\s*#+ \**)(\d+)\.(?!\d)", change, places)


@kind("TT")
def article(text, chance):
    def change(match):
        return None if number(match) < 2 else f"{match.group(1)}{number(match) + chance.choice([1, -1, 2])}."

    return text.replace(chance, r"^(\s*(?:#+ )?\**Điều )(\d+)\.", change, text.body)


@kind("TT")
def clause(text, chance):
    def change(match):
        return None if number(match) < 2 else f"{match.group(1)}{number(match) + chance.choice([1, -1])}."

    places = [i for i in text.body if not text.lines[i].lstrip().startswith("#")]
    return text.replace(chance, r"^(\s*)(\d{1,2})\.(?= [A-ZĐ])", change, places)


LETTERS = "abcdđeghiklmnopqrstuvxy"


@kind("TT")
def point(text, chance):
    def change(match):
        at = LETTERS.find(match.group(2))
        return None if at < 1 else f"{match.group(1)}{LETTERS[at + chance.choice([1, -1])]})"

    return text.replace(chance, r"^(\s*)([b-xđ])\)(?= )", change, text.body)


@kind("TT")
def no_end_sign(text, chance):
    at = next((i for i in reversed(text.end) if text.lines[i].strip()), None)
    line = text.lines[at].rstrip() if at is not None else ""
    return text.changed(at, line[:-3] + ".") if line.endswith("./.") else None


@kind("TT")
def rest_of_a_skeleton(text, chance):
    form = "Giao {} theo dõi, đôn đốc việc thực hiện ở các tổ dân phố."
    return text.insert(chance, form.format("công chức văn hóa"), form.format("…"))
