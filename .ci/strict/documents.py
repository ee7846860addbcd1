"""Documents by seed: the same seed gives the same YAML on every machine."""

import random

import words
from body import Body
from words import ADDRESSEES, AGENCIES, CAPACITIES, RECIPIENTS, THINGS, WHO, Writer

# Kinds, how often, and the forms of their bodies.
KINDS = [
    ("ke-hoach", 10, ["roman", "roman", "parts"]),
    ("bao-cao", 10, ["roman", "parts", "plain"]),
    ("quyet-dinh", 9, ["articles"]),
    ("cong-van", 9, ["plain", "roman"]),
    ("thong-bao", 6, ["plain", "roman"]),
    ("to-trinh", 6, ["roman", "plain"]),
    ("nghi-quyet", 5, ["articles"]),
    ("quy-che", 4, ["chapters"]),
    ("quy-dinh", 3, ["chapters"]),
    ("huong-dan", 4, ["roman", "plain"]),
    ("chuong-trinh", 3, ["roman"]),
    ("phuong-an", 3, ["roman", "parts"]),
    ("de-an", 3, ["parts", "roman"]),
    ("du-an", 2, ["parts"]),
    ("chi-thi", 3, ["plain"]),
    ("bien-ban", 4, ["plain", "roman"]),
    ("hop-dong", 3, ["articles"]),
    ("ban-ghi-nho", 2, ["articles"]),
    ("cong-dien", 2, ["plain"]),
    ("giay-moi", 2, ["plain"]),
    ("giay-uy-quyen", 2, ["plain"]),
    ("thong-cao", 2, ["plain"]),
]
# Lines of a page of prose.
PAGE = 36


def document(seed):
    """The entries of a content file."""
    chance = random.Random(f"strict {seed}")
    writer = Writer(chance)
    kind, _, forms = chance.choices(KINDS, [often for _, often, _ in KINDS])[0]
    superior, agency, short, place, name, head = chance.choice(AGENCIES)
    low, high = chance.choices([(1, 2), (2, 5), (6, 14), (15, 45)], [36, 34, 20, 10])[0]
    if kind in ("giay-moi", "cong-dien", "thong-cao", "giay-uy-quyen"):
        low, high = 1, 3
    pages = chance.uniform(low - 0.75, high - 0.7)
    entries = {"loai": kind}
    if superior:
        entries["co_quan_chu_quan"] = superior
    entries["co_quan"] = agency
    entries["viet_tat"] = short
    if kind not in ("hop-dong", "ban-ghi-nho", "bien-ban"):
        entries["dia_danh"] = place
    entries["so"] = chance.choice([None, chance.randint(1, 9), chance.randint(10, 99), chance.randint(100, 4000)])
    entries["ngay_ban_hanh"] = date(chance)
    entries["trich_yeu"] = subject(writer, kind)
    if kind == "cong-van":
        entries["don_vi_soan_thao"] = chance.choice(["VP", "KTHT", "TCKH"])
    if kind in ("cong-van", "to-trinh"):
        entries["kinh_gui"] = chance.sample(ADDRESSEES, chance.choice([1, 1, 2, 3, 4, 5]))
    if kind in ("quyet-dinh", "nghi-quyet", "hop-dong", "quy-che", "to-trinh") and (kind in ("quyet-dinh", "nghi-quyet") or chance.random() < 0.5):
        entries["can_cu"] = [f"Căn cứ {writer.pick(['Luật', 'Nghị định', 'Nghị quyết', 'Quyết định'])} {writer.act()} {writer.day()} "
                             f"về {writer.pick(words.VERBS)} {writer.pick(THINGS)}" for _ in range(chance.randint(1, 6))]
    if kind in ("quyet-dinh", "nghi-quyet"):
        entries["tham_quyen"] = " ".join(agency) if kind == "nghi-quyet" or chance.random() < 0.3 else f"{head} {' '.join(agency)}"
    own(entries, writer, kind, chance)
    plan = {
        "form": chance.choice(forms),
        "tables": chance.random() < 0.62,
        "notes": chance.choice([0, 0, 0.03, 0.1, 0.25]),
        "landscape": chance.choice([0, 0, 0, 0, 1, 2]) if pages > 2 else 0,
        "last": "table" if chance.random() < 0.14 and kind not in ("quyet-dinh", "nghi-quyet") else "text",
    }
    if chance.random() < 0.6:
        entries["mo_dau"] = writer.sentence()[:-1] + " như sau:\n"
    entries["noi_dung"] = Body(writer, pages * PAGE - 8, plan).fill()
    if plan["last"] != "table" and chance.random() < 0.6:
        entries["ket_thuc"] = writer.sentence()[:-1] + "./.\n"
    if kind not in ("hop-dong", "ban-ghi-nho"):
        entries["noi_nhan"] = chance.sample(RECIPIENTS, chance.choices(range(2, 16), [10, 10, 8, 6, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1])[0])
    entries["luu"] = chance.choice(["VT", "VT, VP", "VT, TCKH, KTHT"])
    entries["nguoi_ky"] = signatories(writer, kind, name, head, chance)
    if kind not in ("cong-dien", "giay-moi") and chance.random() < 0.16:
        appendices(entries, writer, chance)
    sizes(entries, chance)
    return entries


def date(chance):
    month, year = chance.randint(1, 12), chance.choice([2025, 2026])
    return chance.choice([f"/{month:02d}/{year}", f"{chance.randint(1, 28):02d}/{month:02d}/{year}", f"//{year}"])


def subject(writer, kind):
    text = writer.subject()
    if writer.chance.random() < 0.25:
        text += f" và {writer.pick(words.VERBS)} {writer.pick(THINGS)}"
    return "Về việc " + text[0].lower() + text[1:] if kind in ("quyet-dinh", "cong-dien") else text


def own(entries, writer, kind, chance):
    """What kinds have of their own."""
    if kind == "bien-ban":
        entries["thoi_gian_bat_dau"] = f"{chance.randint(7, 15):02d} giờ 00, {writer.day()}."
        entries["dia_diem"] = "Hội trường " + writer.pick(WHO) + "."
        entries["thanh_phan"] = [f"Ông {writer.person()}, {writer.pick(WHO)}" for _ in range(chance.randint(2, 7))]
        entries["chu_tri"] = f"Ông {writer.person()}, Chủ tịch."
        entries["thu_ky"] = f"Bà {writer.person()}, công chức Văn phòng - Thống kê."
        entries["ket_thuc_vao"] = f"16 giờ 30, {writer.day()}"
    elif kind in ("hop-dong", "ban-ghi-nho"):
        entries["noi_ky"] = "trụ sở " + writer.pick(WHO)
        entries["cac_ben"] = [
            {"ten": writer.pick(WHO).upper(), "dia_chi": f"số {chance.randint(1, 400)}, đường {writer.pick(words.NAMES)}", "dai_dien": "Ông " + writer.person(), "chuc_vu": "Giám đốc"}
            for _ in range(chance.choice([2, 2, 3]))]
    elif kind == "cong-dien":
        entries["nguoi_dien"] = "CHỦ TỊCH " + " ".join(entries["co_quan"])
        entries["noi_nhan_dien"] = chance.sample(ADDRESSEES, chance.randint(2, 4))
    elif kind == "giay-moi":
        entries["kinh_moi"] = chance.sample(ADDRESSEES, chance.randint(1, 4))
        entries["toi_du"] = "cuộc họp " + writer.clause() + "."
        entries["thoi_gian"] = f"14 giờ 00, {writer.day()}."
        entries["dia_diem"] = "Hội trường " + writer.pick(WHO) + "."


def signatories(writer, kind, name, head, chance):
    if kind in ("hop-dong", "ban-ghi-nho"):
        return [{"ben": f"BÊN {'ABC'[at]}", "chuc_vu": "GIÁM ĐỐC", "ho_ten": writer.person()} for at in range(2)]
    if kind == "bien-ban":
        return [{"chuc_vu": "THƯ KÝ", "ho_ten": writer.person()}, {"chuc_vu": "CHỦ TỌA", "ho_ten": writer.person()}]
    if chance.random() < 0.06:
        return [signatory(writer, *chance.choice(CAPACITIES)) for _ in range(chance.choice([2, 2, 3]))]
    if chance.random() < 0.4:
        return signatory(writer, [name] if name else [], head)
    return signatory(writer, *chance.choice(CAPACITIES))


def signatory(writer, capacities, title):
    made = {"quyen_han": capacities} if capacities else {}
    return {**made, "chuc_vu": title, "ho_ten": writer.person()}


def appendices(entries, writer, chance):
    made = []
    for at in range(chance.choice([1, 1, 2, 3])):
        landscape = chance.random() < 0.4
        one = {"ten": writer.subject()}
        if landscape:
            one["huong"] = "ngang"
        plan = {"form": "plain", "tables": True, "notes": chance.choice([0, 0.1]), "landscape": 0, "last": chance.choice(["table", "text"])}
        one["noi_dung"] = Body(writer, chance.choice([3, 20, 60]), plan).fill()
        made.append(one)
    entries["phu_luc"] = made
    named = "Phụ lục kèm theo" if len(made) == 1 else "các Phụ lục " + ", ".join(["I", "II", "III"][: len(made)]) + " kèm theo"
    entries["mo_dau"] = entries.get("mo_dau", "").rstrip() + f"\n\nChi tiết tại {named}.\n"
    entries["mo_dau"] = entries["mo_dau"].lstrip("\n")


def sizes(entries, chance):
    """Some offices choose other sizes and distances within the law."""
    roll = chance.random()
    if roll < 0.12:
        entries["the_thuc"] = {"noi_dung": {"co_chu": 13}}
    elif roll < 0.2:
        entries["the_thuc"] = {"quoc_hieu": {"co_chu": 13}, "tieu_ngu": {"co_chu": 14}, "dia_danh": {"co_chu": 14}}
    elif roll < 0.26:
        entries["the_thuc"] = {"noi_dung": {"gian_dong": chance.choice([1.15, 1.3, 1.5])}}
    elif roll < 0.3:
        entries["the_thuc"] = {"le": {"trai": 35, "phai": 20, "tren": 25, "duoi": 25}}


def yaml(value, indent=0):
    """YAML as people write it: texts of several lines in blocks, everything else in quotes where it needs them."""
    pad, out = " " * indent, []
    for key, entry in value.items():
        if entry is None:
            out.append(f"{pad}{key}:")
        elif isinstance(entry, dict):
            out += [f"{pad}{key}:", yaml(entry, indent + 2)]
        elif isinstance(entry, list):
            out.append(f"{pad}{key}:")
            for item in entry:
                if isinstance(item, dict):
                    first, _, rest = yaml(item, indent + 4).partition("\n")
                    out.append(f"{pad}  - {first.strip()}" + ("\n" + rest if rest else ""))
                else:
                    out.append(f"{pad}  - {scalar(item)}")
        elif isinstance(entry, str) and "\n" in entry:
            out.append(f"{pad}{key}: |")
            out += [f"{pad}  {line}" if line else "" for line in entry.rstrip("\n").split("\n")]
        else:
            out.append(f"{pad}{key}: {scalar(entry)}")
    return "\n".join(out)


def scalar(value):
    if not isinstance(value, str):
        return str(value)
    plain = value and value[0].isalpha() and not any(sign in value for sign in (": ", " #", "\"")) and not value.endswith(":")
    return value if plain else "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
