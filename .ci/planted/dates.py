"""Faults of dates (ngày tháng)."""

import datetime
import re

from base import kind

WEEKDAYS = ["Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"]


@kind("NT")
def impossible_date(text, chance):
    wrong = chance.choice(["31/4", "30/02", "31/6", "31/9", "32/5", "15/13", "31/11"])
    year = chance.choice(["", "/2023", "/2009"])
    form = "Hoàn thành việc thống kê trước ngày {d} theo quy định."
    return text.insert(chance, form.format(d="25/5" + year), form.format(d=wrong + year))


@kind("NT")
def impossible_long_date(text, chance):
    wrong = chance.choice(["31 tháng 4 năm 2023", "30 tháng 02 năm 2024", "29 tháng 02 năm 2023", "31 tháng 9 năm 2022"])
    form = "Theo biên bản làm việc lập ngày {d}, các bên thống nhất nội dung."
    return text.insert(chance, form.format(d="28 tháng 02 năm 2023"), form.format(d=wrong))


def some_day(chance):
    return datetime.date(2008, 1, 1) + datetime.timedelta(days=chance.randint(0, 6000))


@kind("NT")
def weekday(text, chance):
    while (day := some_day(chance)).weekday() == 6:
        pass
    other = chance.choice([w for i, w in enumerate(WEEKDAYS) if i != day.weekday()])
    form = chance.choice([
        "Hội nghị được tổ chức vào thứ {w}, ngày {d:%d/%m/%Y} tại hội trường.",
        "Thời gian họp: 14 giờ 00, ngày {d:%d/%m/%Y} (thứ {w}).",
        "Buổi làm việc diễn ra sáng thứ {w}, ngày {d:%d} tháng {m} năm {d.year}.",
    ])
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return text.insert(chance, form.format(w=WEEKDAYS[day.weekday()], d=day, m=month), form.format(w=other, d=day, m=month))


@kind("NT")
def anniversary(text, chance):
    start, years = chance.randint(1930, 1980), chance.randint(20, 40)
    form = "Tổ chức kỷ niệm {n} năm ngày thành lập ngành ({d}/{s} - {d}/{e})."
    fill = dict(d=f"{chance.randint(10, 28)}/{chance.randint(3, 9)}", s=start, e=start + years)
    return text.insert(chance, form.format(n=years, **fill), form.format(n=years + chance.choice([-1, 1, 10]), **fill))


@kind("NT")
def span_of_years(text, chance):
    start = chance.choice([2011, 2016, 2021])
    form = "Kết quả thực hiện kế hoạch {n} năm {s} - {e} được đánh giá riêng."
    return text.insert(chance, form.format(n=5, s=start, e=start + 4), form.format(n=chance.choice([3, 6, 7]), s=start, e=start + 4))


@kind("NT")
def basis_after_document(text, chance):
    entry = text.entry("ngay_ban_hanh")
    bases = text.entry("can_cu")
    if entry is None or bases is None:
        return None
    year = re.search(r"(\d{4})\s*$", text.lines[entry])
    if not year:
        return None
    places = []
    for index in range(bases + 1, len(text.lines)):
        if not re.match(r"\s*-|\s{2,}", text.lines[index]):
            break
        places.append(index)
    later = str(int(year.group(1)) + chance.choice([1, 2, 3]))
    return text.replace(chance, r"(ngày \d+ tháng \d+ năm )(\d{4})", lambda m: m.group(1) + later, places)


@kind("NT")
def year_of_closing(text, chance):
    subject = text.entry("trich_yeu")
    joined = " ".join(text.lines[subject : subject + 3]) if subject is not None else ""
    years = re.findall(r"\b(20\d\d)\b", joined)
    if len(set(years)) != 1:
        return None
    at = next((i for i in reversed(text.end) if text.lines[i].strip().startswith("Trên đây là") and years[0] in text.lines[i]), None)
    if at is None:
        return None
    return text.changed(at, text.lines[at].replace(years[0], str(int(years[0]) - 1)))


@kind("NT")
def day_without_zero(text, chance):
    day = chance.randint(1, 9)
    form = "Theo biên bản lập ngày {d} tháng 10 năm 2007, các bên thống nhất nội dung."
    return text.insert(chance, form.format(d=f"0{day}"), form.format(d=day))


@kind("NT")
def month_without_zero(text, chance):
    month = chance.randint(1, 2)
    form = "Theo biên bản lập ngày 15 tháng {m} năm 2007, các bên thống nhất nội dung."
    return text.insert(chance, form.format(m=f"0{month}"), form.format(m=month))


@kind("NT")
def result_of_a_later_year(text, chance):
    year = 2000 + chance.randint(1, 7)
    heading = f"## KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM {year}\n\nCông tác giảm nghèo được các tổ dân phố quan tâm thực hiện.\n\n"
    form = "Kết quả năm {y} trên địa bàn có 12 hộ thoát nghèo, 45 hộ thoát cận nghèo."
    return text.insert(chance, heading + form.format(y=year), heading + form.format(y=year + 1))
