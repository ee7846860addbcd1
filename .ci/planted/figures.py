"""Faults of figures (số liệu)."""

from base import PEOPLE, THINGS, WHERE, decimal, digits, kind


def ratio(chance):
    whole = chance.randint(40, 900)
    part = chance.randint(5, whole - 1)
    return part, whole, part * 100 / whole


def off(chance, value, places=2):
    """Another value, as slips of fingers give it."""
    digits_of = list(decimal(value, places))
    at = chance.choice([i for i, c in enumerate(digits_of) if c.isdigit()])
    old = digits_of[at]
    digits_of[at] = chance.choice([c for c in "123456789" if c != old])
    return "".join(digits_of)


@kind("SL")
def ratio_percent(text, chance):
    part, whole, percent = ratio(chance)
    unit, where = chance.choice(PEOPLE), chance.choice(WHERE)
    form = chance.choice([
        "Vận động tham gia bảo hiểm {where} được {a}/{b} {u}, đạt {p}%.",
        "Số đã tập huấn {where} là {a}/{b} {u} (đạt {p}%).",
        "Đến nay có {a}/{b} {u} đã đăng ký, chiếm tỷ lệ {p}%.",
        "- Đã cấp thẻ cho {a}/{b} {u} {where} đạt {p}%;",
        "Kết quả rà soát {where}: **{a}/{b} {u}** đạt chuẩn, tỷ lệ {p}%.",
    ])
    fill = dict(a=digits(part), b=digits(whole), u=unit, where=where)
    return text.insert(chance, form.format(p=decimal(percent), **fill), form.format(p=off(chance, percent), **fill))


@kind("SL")
def percent_then_ratio(text, chance):
    part, whole, percent = ratio(chance)
    form = chance.choice([
        "Tỷ lệ tham gia {where} đạt {p}% ({a}/{b} {u}).",
        "Công tác tiêm chủng {where} đạt {p}% kế hoạch ({a}/{b} {u}).",
    ])
    fill = dict(a=digits(part), b=digits(whole), u=chance.choice(PEOPLE), where=chance.choice(WHERE))
    return text.insert(chance, form.format(p=decimal(percent), **fill), form.format(p=off(chance, percent), **fill))


@kind("SL")
def percent_cut_off(text, chance):
    while True:
        part, whole, percent = ratio(chance)
        # A zero at the end would fall away, and the rest be right.
        if int(percent * 100) != round(percent * 100) and int(percent * 100) % 10:
            break
    form = "Số đã đăng ký {where} là {a}/{b} {u}, đạt {p}%."
    fill = dict(a=digits(part), b=digits(whole), u=chance.choice(PEOPLE), where=chance.choice(WHERE))
    cut = decimal(int(percent * 100) / 100)
    return text.insert(chance, form.format(p=decimal(percent), **fill), form.format(p=cut, **fill))


@kind("SL")
def ratio_of_money(text, chance):
    part, whole, percent = ratio(chance)
    part, whole = part * 1_250_000, whole * 1_250_000
    form = chance.choice([
        "Chi ngân sách {where} là {a} đồng/{b} đồng, đạt {p}% dự toán.",
        "Quỹ vận động {where} được {a}/{b} đồng, đạt {p}%.",
    ])
    fill = dict(a=digits(part), b=digits(whole), where=chance.choice(WHERE))
    return text.insert(chance, form.format(p=decimal(percent), **fill), form.format(p=off(chance, percent), **fill))


@kind("SL")
def growth_percent(text, chance):
    before = chance.randint(50, 800)
    now = before + chance.randint(5, before - 1)
    percent = (now - before) * 100 / before
    form = "Đã tiếp nhận {a} {u} {where}, tăng {p}% so với cùng kỳ ({b} {u})."
    fill = dict(a=digits(now), b=digits(before), u=chance.choice(THINGS), where=chance.choice(WHERE))
    return text.insert(chance, form.format(p=decimal(percent), **fill), form.format(p=off(chance, percent), **fill))


@kind("SL")
def growth_from_to(text, chance):
    before = chance.randint(50, 400)
    now = before + chance.randint(5, before - 1)
    percent = (now - before) * 100 / before
    form = "Số {u} {where} tăng từ {b} {u} lên {a} {u} (tăng {p}%)."
    fill = dict(a=digits(now), b=digits(before), u=chance.choice(THINGS), where=chance.choice(WHERE))
    return text.insert(chance, form.format(p=decimal(percent), **fill), form.format(p=off(chance, percent), **fill))


@kind("SL")
def difference(text, chance):
    before, more = chance.randint(15, 300), chance.randint(11, 80)
    sign = chance.choice([1, -1]) if before > more + 5 else 1
    word = "tăng" if sign > 0 else "giảm"
    form = "Đã giải quyết {a} {u} {where}, {word} {d} {u} so với cùng kỳ ({b} {u})."
    fill = dict(a=digits(before + sign * more), b=digits(before), u=chance.choice(THINGS), word=word, where=chance.choice(WHERE))
    return text.insert(chance, form.format(d=digits(more), **fill), form.format(d=digits(more + chance.choice([-2, 1, 3])), **fill))


@kind("SL")
def share_in_words(text, chance):
    part, whole, percent = ratio(chance)
    form = "Trong tổng số {b} {u} {where} có {a} {u} đã được hỗ trợ, chiếm {p}%."
    fill = dict(a=digits(part), b=digits(whole), u=chance.choice(PEOPLE), where=chance.choice(WHERE))
    return text.insert(chance, form.format(p=decimal(percent), **fill), form.format(p=off(chance, percent), **fill))


@kind("SL")
def sum_in_sentence(text, chance):
    parts = [chance.randint(12, 300) for _ in range(chance.randint(2, 4))]
    names = chance.sample(["đất đai", "hộ tịch", "chứng thực", "xây dựng", "kinh doanh", "bảo trợ xã hội"], len(parts))
    link = chance.choice([", gồm ", ", bao gồm ", ", gồm: ", ", chia ra "])
    total = sum(parts)
    shown = [f"{digits(n)} hồ sơ {name}" for n, name in zip(parts, names)]
    listed = ", ".join(shown[:-1]) + " và " + shown[-1]
    form = "Đã tiếp nhận {t} hồ sơ {w}{link}{listed}."
    fill = dict(w=chance.choice(WHERE), link=link, listed=listed)
    return text.insert(chance, form.format(t=digits(total), **fill), form.format(t=digits(total + chance.choice([-9, -1, 1, 10])), **fill))


@kind("SL")
def sum_over_items(text, chance):
    parts = [chance.randint(12, 300) for _ in range(3)]
    names = chance.sample(["Đất đai", "Hộ tịch", "Chứng thực", "Xây dựng"], 3)
    total = sum(parts)
    items = "\n".join(f"- {name}: {digits(n)} hồ sơ{'.' if i == 2 else ';'}" for i, (n, name) in enumerate(zip(parts, names)))
    form = "Tổng số hồ sơ đã tiếp nhận là {t} hồ sơ, gồm:\n\n{items}"
    return text.insert(chance, form.format(t=digits(total), items=items), form.format(t=digits(total + chance.choice([-3, 2, 10])), items=items))


@kind("SL")
def part_above_whole(text, chance):
    whole = chance.randint(40, 400)
    form = "Hòa giải được {b} vụ việc {w}, trong đó hòa giải thành {a} vụ việc."
    fill = dict(b=digits(whole), w=chance.choice(WHERE))
    return text.insert(chance, form.format(a=digits(whole - 7), **fill), form.format(a=digits(whole + chance.randint(1, 60)), **fill))


LISTED = ["nâng cấp hẻm số 3", "sửa chữa nhà văn hóa", "xây cống thoát nước", "lắp đèn chiếu sáng", "lát vỉa hè", "dời chợ tạm", "trồng cây xanh"]


@kind("SL")
def count_of_listed(text, chance):
    count = chance.randint(3, 7)
    listed = "; ".join(chance.sample(LISTED, count))
    form = "Đã hoàn thành {n} công trình gồm: {listed}."
    return text.insert(chance, form.format(n=digits(count), listed=listed), form.format(n=digits(count + chance.choice([-1, 1])), listed=listed))


@kind("SL")
def count_of_items(text, chance):
    count = chance.randint(3, 6)
    items = "\n".join(f"- {item.capitalize()};" for item in chance.sample(LISTED, count))[:-1] + "."
    form = chance.choice(["Trong kỳ tập trung thực hiện {n} nhiệm vụ sau:\n\n{items}", "Có {n} công trình được đầu tư, cụ thể:\n\n{items}"])
    return text.insert(chance, form.format(n=digits(count), items=items), form.format(n=digits(count + chance.choice([-1, 1])), items=items))


def table(rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])


@kind("SL")
def column_total(text, chance):
    count = chance.randint(3, 6)
    columns = [[chance.randint(20, 900) for _ in range(count)] for _ in range(2)]

    def rows(extra):
        body = [[str(i + 1), f"Tổ {i + 1}", *(digits(c[i]) for c in columns)] for i in range(count)]
        foot = ["", "Tổng cộng", digits(sum(columns[0]) + extra), digits(sum(columns[1]))]
        return [["STT", "Đơn vị", "Số hộ", "Số người"], *body, foot]

    return text.insert(chance, table(rows(0)), table(rows(chance.choice([-10, 1, 9]))))


@kind("SL")
def row_total(text, chance):
    count = chance.randint(3, 6)
    values = [(chance.randint(20, 900), chance.randint(20, 900)) for _ in range(count)]
    wrong = chance.randrange(count)

    def rows(extra):
        body = [[str(i + 1), f"Tổ {i + 1}", digits(a), digits(b), digits(a + b + (extra if i == wrong else 0))] for i, (a, b) in enumerate(values)]
        return [["TT", "Đơn vị", "Nam", "Nữ", "Cộng"], *body]

    return text.insert(chance, table(rows(0)), table(rows(chance.choice([-10, 2, 9]))))


@kind("SL")
def percent_column(text, chance):
    count = chance.randint(4, 6)
    values = [(chance.randint(20, 400), chance.randint(401, 900)) for _ in range(count)]
    wrong = chance.randrange(count)

    def rows(extra):
        body = [
            [str(i + 1), f"Tổ {i + 1}", digits(b), digits(a), decimal(a * 100 / b + (extra if i == wrong else 0))]
            for i, (a, b) in enumerate(values)
        ]
        return [["TT", "Đơn vị", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)"], *body]

    return text.insert(chance, table(rows(0)), table(rows(chance.choice([-3, 1.5, 10]))))


AMOUNTS = [(350_000, "Ba trăm năm mươi nghìn đồng"), (12_500_000, "Mười hai triệu năm trăm nghìn đồng"),
           (2_045_000_000, "Hai tỷ không trăm bốn mươi lăm triệu đồng"), (715_000, "Bảy trăm mười lăm ngàn đồng"),
           (1_204_000, "Một triệu hai trăm lẻ bốn nghìn đồng"), (21_000_000, "Hai mươi mốt triệu đồng")]


@kind("SL")
def amount_in_words(text, chance):
    (number, words), (_, other) = chance.sample(AMOUNTS, 2)
    form = "Kinh phí thực hiện là {n} đồng (Bằng chữ: {words})."
    return text.insert(chance, form.format(n=digits(number), words=words), form.format(n=digits(number), words=other))


@kind("SL")
def number_in_brackets(text, chance):
    words = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    number = chance.randint(2, 9)
    other = chance.choice([w for i, w in enumerate(words) if i != number - 1])
    form = "Hồ sơ được lập thành 0{n} ({w}) bản có giá trị như nhau."
    return text.insert(chance, form.format(n=number, w=words[number - 1]), form.format(n=number, w=other))


@kind("SL")
def doubled_percent(text, chance):
    return text.replace(chance, r"\d%(?!%)", lambda m: m.group(0) + "%") or text.insert(chance, "Thu phí đạt 97,5% kế hoạch.", "Thu phí đạt 97,5%% kế hoạch.")


@kind("SL")
def doubled_dong(text, chance):
    return text.insert(chance, "Quỹ vận động được 38.550.000đ trong kỳ.", "Quỹ vận động được 38.550.000đđ trong kỳ.")


@kind("SL")
def english_thousands(text, chance):
    number = chance.randint(1_000_000, 90_000_000)
    form = "Tổng kinh phí là {n} đồng, đã giải ngân đủ."
    return text.insert(chance, form.format(n=digits(number)), form.format(n=f"{number:,}"))


@kind("SL")
def english_decimals(text, chance):
    value = chance.randint(101, 999) / 10
    form = chance.choice(["Thu phí đạt {n}% kế hoạch giao.", "Diện tích rau màu là {n} ha, bằng năm trước."])
    return text.insert(chance, form.format(n=decimal(value)), form.format(n=value))


@kind("SL")
def money_without_unit(text, chance):
    number = digits(chance.randint(1_000_000, 90_000_000))
    form = "Hỗ trợ các hộ khó khăn với số tiền {n}{u}, hoàn thành trước hạn."
    return text.insert(chance, form.format(n=number, u=" đồng"), form.format(n=number, u=""))
