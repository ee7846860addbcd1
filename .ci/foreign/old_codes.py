"""Texts in the codes of before Unicode, as Word keeps them: letters of Windows-1252 that a font shows otherwise."""
import unicodedata

TONES = {"\u0301": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}
# TCVN 5712 VN3: base letter, then its letters with sắc, huyền, hỏi, ngã, nặng.
TCVN3 = {
    "a": "61 b8 b5 b6 b7 b9", "ă": "a8 be bb bc bd c6", "â": "a9 ca c7 c8 c9 cb", "e": "65 d0 cc ce cf d1",
    "ê": "aa d5 d2 d3 d4 d6", "i": "69 dd d7 d8 dc de", "o": "6f e3 df e1 e2 e4", "ô": "ab e8 e5 e6 e7 e9",
    "ơ": "ac ed ea eb ec ee", "u": "75 f3 ef f1 f2 f4", "ư": "ad f8 f5 f6 f7 f9", "y": "79 fd fa fb fc fe", "đ": "ae",
    "Ă": "a1", "Â": "a2", "Ê": "a3", "Ô": "a4", "Ơ": "a5", "Ư": "a6", "Đ": "a7",
}
# VNI: the sign that follows a letter, for sắc, huyền, hỏi, ngã, nặng.
VNI_PLAIN, VNI_HAT, VNI_BREVE = "ùøûõï", "áàåãä", "éèúüë"
VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def parts(letter):
    """A letter without its tone, and the tone's number."""
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next((TONES[mark] for mark in decomposed if mark in TONES), None)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES)), tone


def tcvn3(text):
    """Pairs of a font and codes: capitals with a tone are small letters of a font that has capitals only."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        font, wanted = ".VnTime", letter
        base, tone = parts(letter)
        if tone is not None and letter.isupper():
            font, wanted = ".VnTimeH", letter.lower()
            base, tone = parts(wanted)
        row = TCVN3.get(base)
        if row:
            codes = row.split()
            wanted = bytes.fromhex(codes[0 if tone is None else tone + 1]).decode("latin-1")
        if out and out[-1][0] == font:
            out[-1][1] += wanted
        else:
            out.append([font, wanted])
    return out


def vni(text):
    out = ""
    for letter in unicodedata.normalize("NFC", text):
        small, is_capital = letter.lower(), letter.isupper()
        base, tone = parts(small)
        if small in VNI_WHOLE:
            codes = VNI_WHOLE[small]
        elif base in "âêô":
            codes = {"â": "a", "ê": "e", "ô": "o"}[base] + ("â" if tone is None else VNI_HAT[tone])
        elif base == "ă":
            codes = "a" + ("ê" if tone is None else VNI_BREVE[tone])
        elif base in "ơư":
            codes = {"ơ": "ô", "ư": "ö"}[base] + ("" if tone is None else VNI_PLAIN[tone])
        elif base in "aeouy" and tone is not None:
            codes = base + VNI_PLAIN[tone]
        else:
            codes = small
        out += codes.upper() if is_capital else codes
    return out
