"""Faults of agreement (nhất quán)."""

import re

from base import Text, kind
from capitals import inserted

KINDS = {"bao-cao": "Báo cáo", "ke-hoach": "Kế hoạch", "quyet-dinh": "Quyết định", "to-trinh": "Tờ trình", "thong-bao": "Thông báo",
         "chi-thi": "Chỉ thị", "nghi-quyet": "Nghị quyết", "quy-dinh": "Quy định", "huong-dan": "Hướng dẫn"}


def called(text):
    found = re.search(r"^loai: *([\w-]+)", text.text, re.M)
    return KINDS.get(found.group(1)) if found else None


@kind("NQ")
def no_such_article(text, chance):
    """Only where there are articles."""
    articles = [int(n) for n in re.findall(r"^\s*(?:#+ )?\**Điều (\d+)\.", text.text, re.M)]
    name = called(text)
    if not articles or not name:
        return None
    form = f"Các đơn vị thực hiện nội dung tại Điều {{}} {name} này theo phân công."
    return text.insert(chance, form.format(articles[0]), form.format(max(articles) + chance.randint(3, 40)))


@kind("NQ")
def no_such_clause(text, chance):
    def change(match):
        return f"khoản {int(match.group(1)) + 20} Điều"

    made = text.replace(chance, r"khoản (\d+) Điều(?= (?:này|\d+ (?:Quyết định|Quy định|Quy chế|Nghị quyết|Điều lệ) này))", change)
    return made


@kind("NQ")
def no_such_section(text, chance):
    name = called(text)
    roman = re.findall(r"^\s*#+ \**([IVX]+)\.", text.text, re.M)
    if not name or not roman:
        return None
    form = f"Các đơn vị thực hiện nội dung tại Mục {{}} {name} này theo phân công."
    return text.insert(chance, form.format(roman[0]), form.format("XIX"))


def agency(text):
    at = text.entry("co_quan")
    found = re.match(r"co_quan: *(\S.*)", text.lines[at]) if at is not None else None
    return found.group(1).strip("\"'") if found else None


@kind("NQ")
def agency_of_the_closing(text, chance):
    at = next((i for i in reversed(text.end) if text.lines[i].strip().startswith("Trên đây là")), None)
    found = at is not None and re.search(r"của (Ủy ban nhân dân|UBND) [^,./]+(?=\./\.)", text.lines[at])
    if not found:
        return None
    other = f"của {found.group(1)} phường Bình Khê"
    return text.changed(at, text.lines[at].replace(found.group(0), other))


@kind("NQ")
def rare_abbreviation(text, chance):
    short, full = chance.choice([("TDPVH", "tổ dân phố văn hóa"), ("KTTĐ", "kiểm tra thực địa"), ("QHCT", "quy hoạch chi tiết")])
    form = "Việc bình xét {} được thực hiện công khai. Kết quả {} được niêm yết. Hồ sơ {} lưu tại phường."
    return text.insert(chance, form.format(full, full, full), form.format(short, short, short))


@kind("NQ")
def one_thing_in_two_ways(text, chance):
    right = "Ban Chỉ đạo chuyển đổi số họp hằng tháng. Thành viên {0} chuyển đổi số theo dõi các tổ. Kinh phí của Ban Chỉ đạo chuyển đổi số do phường cấp."
    return text.insert(chance, right.format("Ban Chỉ đạo"), right.format("Ban chỉ đạo"))


@kind("NQ")
def abolished_unit(text, chance):
    """Only in documents after 1 July 2025."""
    at = text.entry("ngay_ban_hanh")
    found = re.search(r"(\d*)/(\d+)/(\d{4})", text.lines[at]) if at is not None else None
    if not found or (int(found.group(3)), int(found.group(2))) < (2025, 7):
        date = "ngay_ban_hanh: 15/09/2025"
        if at is None or not found:
            return None
        lines = text.lines[:at] + [date] + text.lines[at + 1 :]

        dated = Text("\n".join(lines))
        return abolished(dated, chance)
    return abolished(text, chance)


def abolished(text, chance):
    return inserted([
        ("Phối hợp với {} tổ chức ra quân trong tháng tới.", "Ủy ban nhân dân xã Tân Lập", "Ủy ban nhân dân huyện Tân Lập"),
        ("Báo cáo gửi về {} để tổng hợp.", "Sở Tài chính", "Phòng Tài chính - Kế hoạch huyện Tân Lập"),
        ("Các đơn vị của {} tham gia đầy đủ.", "tỉnh Lâm Đồng", "tỉnh Bình Thuận"),
        ("Các đơn vị của {} tham gia đầy đủ.", "tỉnh Đồng Tháp", "tỉnh Tiền Giang"),
    ])(text, chance)


@kind("NQ")
def figure_of_the_data(text, chance):
    """A figure typed beside its name, unlike the one that `so_lieu` holds and the text prints."""
    if text.entry("so_lieu") is not None:
        return None
    at = text.entry("noi_dung")
    if at is None:
        return None
    lines = text.lines[:at] + ["so_lieu:", "  ho_ngheo: 45"] + text.lines[at:]

    right = "Qua rà soát, toàn phường có {{ so_lieu.ho_ngheo }} hộ nghèo. Như vậy toàn phường có %s hộ nghèo."
    return Text("\n".join(lines)).insert(chance, right % "45", right % "46")


