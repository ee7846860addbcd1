"""Faults of language (ngôn ngữ): words and signs."""

import re
import unicodedata

from base import kind

SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
WORD = rf"(?<![\w/.\-'*_\[(])[{SMALL}]{{2,7}}(?![\w/.\-'*_\])])"


def within(pattern):
    """A pattern between spaces, away from marks of Markdown."""
    return rf"(?<= ){pattern}(?= )"


@kind("NN")
def doubled_grammar_word(text, chance):
    words = "và|của|các|cho|được|trong|về|với|những|tại|từ"
    return text.replace(chance, within(f"({words})"), lambda m: m.group(0) + " " + m.group(0))


@kind("NN")
def doubled_word(text, chance):
    words = "thực|hiện|công|quản|địa|phương|kinh|tổ|chức|nhiệm|người|hướng|dẫn|quy|định|phát|triển"
    return text.replace(chance, within(f"({words})"), lambda m: m.group(0) + " " + m.group(0))


@kind("NN")
def doubled_phrase(text, chance):
    return text.replace(chance, within(rf"([{SMALL}]+(?: [{SMALL}]+){{1,3}})"), lambda m: m.group(0) + " " + m.group(0))


@kind("NN")
def wrong_onset(text, chance):
    """`ngh` before a, `g` before ê, `c` before i: no syllable of Vietnamese is written so."""

    def change(match):
        word = match.group(0)
        for right, wrong in [("ngh", "ng"), ("gh", "g"), ("k", "c"), ("ng", "ngh"), ("g", "gh"), ("c", "k")]:
            after = word[len(right) : len(right) + 1]
            plain = unicodedata.normalize("NFD", after)[:1]
            if word.startswith(right) and plain:
                front = plain in "eiy"
                if right in ("ngh", "gh", "k") and front and not word.startswith("kh") and right + plain not in ("gi",):
                    return wrong + word[len(right) :] if (wrong, plain) != ("g", "i") else None
                if right in ("ng", "g", "c") and not front and plain not in "hiu" and not word.startswith(("gi", "ch", "ngh", "gh")):
                    return wrong + word[len(right) :]
        return None

    return text.replace(chance, within(f"[gknc][{SMALL}]{{1,6}}"), change)


@kind("NN")
def wrong_rime(text, chance):
    """Letters that no rime has: `nng`, `ngn`, a final doubled or cut."""

    def change(match):
        word = match.group(0)
        for end, wrong in [("nh", "nhh"), ("ng", "nng"), ("c", "cc"), ("n", "nn"), ("m", "mm"), ("t", "tt")]:
            if word.endswith(end):
                return word[: -len(end)] + chance.choice([wrong, wrong[::-1] if len(wrong) == 2 else wrong])
        return None

    return text.replace(chance, within(f"[{SMALL}]{{3,7}}"), change)


@kind("NN")
def wrong_tone(text, chance):
    """A stop with a tone that stops cannot have."""

    def change(match):
        letters = unicodedata.normalize("NFD", match.group(0))
        if not letters.endswith(("c", "t", "p", "ch")):
            return None
        out = letters.replace("\u0301", "\u0300") if "\u0301" in letters else letters.replace("\u0323", "\u0309")
        return unicodedata.normalize("NFC", out)

    return text.replace(chance, within(f"[{SMALL}]{{3,7}}"), change)


TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
LETTERS = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
VNI_LETTERS = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}


def typed(word, tones, letters):
    """A word as its keys were typed, if it has both a mark and a tone."""
    tone, out = "", ""
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        marks = [m for m in parts if m in tones]
        plain = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        tone = tones[marks[0]] if marks else tone
        out += letters.get(plain, plain)
    return out + tone if tone and out != word and any(c in letters for c in unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0303\u0309\u0323]", "", unicodedata.normalize("NFD", word)))) else None


@kind("NN")
def telex_keys(text, chance):
    return text.replace(chance, within(f"[{SMALL}]{{3,7}}"), lambda m: typed(m.group(0), TELEX, LETTERS))


@kind("NN")
def vni_keys(text, chance):
    return text.replace(chance, within(f"[{SMALL}]{{3,7}}"), lambda m: typed(m.group(0), VNI, VNI_LETTERS))


NAMES = ["Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc Việt Nam", "kinh tế - xã hội", "Thủ tướng Chính phủ"]


@kind("NN")
def name_with_a_part_missing(text, chance):
    def change(match):
        words = match.group(0).split(" ")
        at = chance.randrange(1, len(words) - 1)
        return " ".join(words[:at] + words[at + 1 :]) if words[at] != "-" else None

    made = text.replace(chance, rf"\b(Ủy ban nhân dân|Hội đồng nhân dân|Mặt trận Tổ quốc Việt Nam)\b", change)
    form = "Giao {n} phường phối hợp với các đơn vị tổ chức thực hiện."
    return made or text.insert(chance, form.format(n="Ủy ban nhân dân"), form.format(n="Ủy nhân dân"))


@kind("NN")
def name_misspelt(text, chance):
    right, wrong = chance.choice([
        ("Ủy ban nhân dân", "Ủy ban nhân dan"), ("Hội đồng nhân dân", "Hội đòng nhân dân"), ("Ủy ban nhân dân", "Ủy bản nhân dân"),
        ("Mặt trận Tổ quốc Việt Nam", "Mặt trân Tổ quốc Việt Nam"), ("Thủ tướng Chính phủ", "Thủ tường Chính phủ"),
        ("Ủy ban nhân dân", "Ủy ban nhân dân dân"), ("Văn phòng Chính phủ", "Văn phòng Chinh phủ"),
    ])
    form = "Báo cáo {n} xem xét, cho ý kiến về nội dung nêu trên."
    return text.insert(chance, form.format(n=right), form.format(n=wrong))


PAIRS = [("sử dụng", "xử dụng"), ("sáp nhập", "sát nhập"), ("bổ sung", "bổ xung"), ("chia sẻ", "chia sẽ"), ("phấn đấu", "phân đấu"),
         ("xuất sắc", "xuất xắc"), ("khắc phục", "khắt phục"), ("kiểm tra", "kiễm tra"), ("giải quyết", "giãi quyết"), ("đẩy mạnh", "đẫy mạnh"),
         ("thăm quan", "thăm quang"), ("nghiêm túc", "nghiêm túch"), ("triển khai", "triễn khai"), ("cải cách", "cãi cách"), ("vướng mắc", "vướng mắt")]


@kind("NN")
def known_wrong_word(text, chance):
    right, wrong = chance.choice(PAIRS)
    form = "Các đơn vị tiếp tục {w} theo đúng hướng dẫn của cấp trên."
    return text.replace(chance, rf"\b{right}\b", lambda m: wrong) or text.insert(chance, form.format(w=right), form.format(w=wrong))


@kind("NN")
def decomposed_word(text, chance):
    return text.replace(chance, within(f"[{SMALL}]{{3,7}}"), lambda m: unicodedata.normalize("NFD", m.group(0)))


@kind("NN")
def cyrillic_letter(text, chance):
    alike = {"a": "а", "o": "о", "c": "с", "e": "е", "p": "р", "x": "х"}

    def change(match):
        word = match.group(0)
        found = [i for i, c in enumerate(word) if c in alike]
        if not found:
            return None
        at = chance.choice(found)
        return word[:at] + alike[word[at]] + word[at + 1 :]

    return text.replace(chance, within(f"[{SMALL}]{{3,7}}"), change)


def put_in(text, chance, sign):
    return text.replace(chance, within(f"[{SMALL}]{{3,7}}"), lambda m: m.group(0)[:2] + sign + m.group(0)[2:])


@kind("NN")
def zero_width_space(text, chance):
    return put_in(text, chance, chance.choice(["\u200b", "\u200c", "\u2060"]))


@kind("NN")
def soft_hyphen(text, chance):
    return put_in(text, chance, "\u00ad")


TCVN3 = ["Thùc hiÖn chØ ®¹o cña cÊp trªn", "c«ng t¸c c¶i c¸ch hµnh chÝnh", "®¶m b¶o an ninh trËt tù"]
VNI_TEXT = ["coâng taùc caûi caùch haønh chính", "Thöïc hieän chæ ñaïo cuûa caáp treân", "ñaûm baûo an ninh traät töï"]


@kind("NN")
def tcvn3_text(text, chance):
    return text.insert(chance, "Các tổ dân phố tiếp tục thực hiện tốt.", f"Các tổ dân phố tiếp tục {chance.choice(TCVN3)}.")


@kind("NN")
def vni_text(text, chance):
    return text.insert(chance, "Các tổ dân phố tiếp tục thực hiện tốt.", f"Các tổ dân phố tiếp tục {chance.choice(VNI_TEXT)}.")


@kind("NN")
def space_before_sign(text, chance):
    return text.replace(chance, rf"(?<=[{SMALL}])[,;](?= )", lambda m: " " + m.group(0))


@kind("NN")
def no_space_after_comma(text, chance):
    return text.replace(chance, rf"(?<=[{SMALL}]), (?=[{SMALL}])", lambda m: ",")


@kind("NN")
def doubled_stop(text, chance):
    return text.replace(chance, rf"(?<=[{SMALL}])([,;]) (?=[{SMALL}])", lambda m: m.group(1) * 2 + " ") or text.replace(
        chance, rf"(?<=[{SMALL}])\. (?=[A-ZĐ])", lambda m: ".. "
    )


@kind("NN")
def bracket_open(text, chance):
    return text.replace(chance, rf"\(([^()\[\]]{{3,60}})\)(?= )", lambda m: "(" + m.group(1)) or text.insert(
        chance, "Các tổ dân phố (kể cả tổ mới lập) tiếp tục thực hiện tốt.", "Các tổ dân phố (kể cả tổ mới lập tiếp tục thực hiện tốt."
    )


@kind("NN")
def bracket_closed(text, chance):
    right = "Các tổ dân phố, kể cả tổ mới lập, tiếp tục thực hiện tốt."
    return text.insert(chance, right, right.replace("lập,", "lập),"))


@kind("NN")
def quote_open(text, chance):
    right = "Các tổ dân phố tiếp tục thực hiện phong trào “Ngày thứ Bảy xanh” theo kế hoạch."
    return text.insert(chance, right, right.replace("”", ""))


@kind("NN")
def tone_mark_moved(text, chance):
    """One word with the mark in the other place than the document has it."""
    new = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "uỷ": "ủy", "uý": "úy", "uỵ": "ụy", "uỳ": "ùy", "oè": "òe", "oẻ": "ỏe"}
    old = {value: key for key, value in new.items()}
    words = re.findall(rf"(?<![q{SMALL}])[{SMALL}]*(?:{'|'.join([*new, *old])})(?![{SMALL}])", text.text)
    words = [w for w in words if not w.startswith("q")]
    olds = sum(w.endswith(tuple(new)) for w in words)
    if len(words) < 3 or (0 < olds < len(words)):
        return None
    table = new if olds else old

    def change(match):
        word = match.group(0)
        return None if word.startswith("q") else word[:-2] + table[word[-2:]]

    return text.replace(chance, within(rf"[{SMALL}]+(?:{'|'.join(table)})"), change)


@kind("NN")
def two_ways_of_a_word(text, chance):
    has = {w: len(re.findall(w, text.text)) for w in ("bảo đảm", "đảm bảo")}
    if all(has.values()) or max(has.values()) < 2:
        return None
    main = max(has, key=has.get)
    other = "đảm bảo" if main == "bảo đảm" else "bảo đảm"
    return text.replace(chance, within(main), lambda m: other)


