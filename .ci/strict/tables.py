"""Tables of two to nine columns in Markdown: long cells, numbers, addresses, notes, merged cells, groups and sums."""

from words import HEADS, SHORT, NAMES, THINGS, UNITS, WHERE, WHO


# What the longest word of a column takes at least, in points at 12 pt, beside the margins of its cells: a clerk who wants
# more columns than there is room for is told to turn the page.
LEAST = {"count": 20, "short": 52, "long": 56, "number": 62, "money": 84, "date": 62, "person": 46, "who": 52, "unit": 46, "address": 84, "blank": 90}
MARGINS = 11
PORTRAIT, LANDSCAPE = 430, 660


def table(writer, notes, rows=None, room=PORTRAIT):
    """The lines of a table; marks of notes are asked of `notes`."""
    chance = writer.chance
    columns = chance.choices(range(2, 10), [8, 14, 22, 20, 14, 10, 7, 5])[0]
    kinds = ["count"] if chance.random() < 0.75 else []
    while len(kinds) < columns:
        kinds.append(chance.choices(
            ["short", "long", "number", "money", "date", "person", "who", "unit", "address", "blank"],
            [20, 24 if "long" not in kinds else 4, 16, 12, 10, 7, 10, 7, 3 if "address" not in kinds else 0, 4])[0])
    while sum(LEAST[kind] + MARGINS for kind in kinds) > room:
        kinds.pop(chance.randrange(1, len(kinds)))
    columns = len(kinds)
    rows = rows or chance.choices([chance.randint(1, 4), chance.randint(5, 12), chance.randint(13, 30), chance.randint(31, 80)], [35, 35, 22, 8])[0]
    lines = []
    if chance.random() < 0.35:
        lines.append(f"Bảng: {writer.subject()}")
    if chance.random() < 0.2:
        lines.append("Đơn vị tính: " + writer.pick(["triệu đồng", "hộ", "người", "%"]))
    noted = chance.random() < 0.3
    lines += heads(writer, kinds)
    lines.append(rule(writer, kinds))
    group, count = chance.random() < 0.15 and rows > 4, 0
    for row in range(rows):
        if group and row % 6 == 0:
            lines.append(line([f"{'ABCDEFGHIKLMN'[row // 6 % 13]}. {writer.pick(THINGS).upper()}"] + ["<"] * (columns - 1)))
        count += 1
        cells = [cell(writer, kind, count) for kind in kinds]
        if noted and chance.random() < 0.12:
            places = [at for at, kind in enumerate(kinds) if kind not in ("blank", "count")]
            if places:
                at = writer.pick(places)
                cells[at] += notes.mark()
        lines.append(line(cells))
    sums = [at for at, kind in enumerate(kinds) if kind in ("money", "number")]
    if sums and chance.random() < 0.25 and sums[0] > 0:
        cells = ["Tổng cộng"] + ["<"] * (sums[0] - 1)
        cells += [writer.money() if at in sums else "" for at in range(sums[0], columns)]
        lines.append(line(cells))
    return lines


def line(cells):
    return "| " + " | ".join(cells) + " |"


def heads(writer, kinds):
    names = {"count": "TT", "number": "Số lượng", "money": "Kinh phí (triệu đồng)", "date": "Thời gian", "person": "Họ và tên", "who": "Đơn vị thực hiện",
             "unit": "Đơn vị tính", "address": "Địa chỉ tra cứu", "blank": "Ghi chú", "long": "Nội dung công việc"}
    top = [names.get(kind) or writer.pick(HEADS[1:]) for kind in kinds]
    top = [name if writer.chance.random() < 0.7 else writer.pick(HEADS[1:]) for name in top]
    pairs = [at for at in range(1, len(kinds) - 1) if kinds[at] in ("number", "money") and kinds[at + 1] in ("number", "money")]
    if pairs and writer.chance.random() < 0.6:
        at = pairs[0]
        below = ["^"] * len(kinds)
        below[at], below[at + 1] = "Năm 2025", "Năm 2026"
        top[at], top[at + 1] = writer.pick(["Kết quả", "Kinh phí thực hiện", "Nguồn vốn đầu tư"]), "<"
        return [line(top), line(below)]
    return [line(top)]


def rule(writer, kinds):
    """Either all shares left to the program, or told by the numbers of dashes."""
    own = writer.chance.random() < 0.3
    width = {"long": 12, "address": 10, "who": 7, "person": 6, "short": 6, "date": 4, "money": 5, "number": 4, "unit": 3, "blank": 3, "count": 3}
    return "|" + "|".join(side(writer, "-" * (width[kind] if own else 3)) for kind in kinds) + "|"


def side(writer, dashes):
    roll = writer.chance.random()
    return f":{dashes}:" if roll < 0.15 else f"{dashes}:" if roll < 0.3 else f":{dashes}" if roll < 0.4 else dashes


def cell(writer, kind, count):
    chance = writer.chance
    if kind == "count":
        return str(count)
    if kind == "short":
        return f"{writer.pick(SHORT)} {writer.pick(NAMES)}".capitalize() if chance.random() < 0.6 else writer.pick(THINGS)
    if kind == "long":
        roll = chance.random()
        if roll < 0.06:
            return "<br>".join("- " + writer.clause() for _ in range(chance.randint(2, 4)))
        if roll < 0.12:
            return writer.paragraph(4)
        if roll < 0.18:
            return writer.sentence() + "<br>" + writer.sentence()
        text = writer.clause()
        return text[0].upper() + text[1:]
    if kind == "number":
        return writer.number() if chance.random() < 0.93 else ""
    if kind == "money":
        return writer.money()
    if kind == "date":
        return writer.date() if chance.random() < 0.7 else f"Quý {writer.pick(['I', 'II', 'III', 'IV'])}/{chance.randint(2024, 2026)}"
    if kind == "person":
        return writer.person()
    if kind == "who":
        who = writer.pick(WHO)
        return who[0].upper() + who[1:]
    if kind == "unit":
        return writer.pick(UNITS)
    if kind == "address":
        return writer.url() if chance.random() < 0.7 else writer.pick(WHERE)
    return writer.pick(["", "", "", "Chuyển tiếp", writer.act()])
