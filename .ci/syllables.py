"""Holds the grammar of syllables against the word list of another program (Debian's hunspell-vi), both ways.

    python .ci/syllables.py BIN WORDS.dic

The list is a referee only: nothing of it is kept. One way: its words are syllables, so `vanban check` may call next to none
of them impossible. The other way: the same words with one letter or tone that spoils them must be found, unless the
list has what comes out of it as well.
"""

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

SMALL = re.compile("[aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{2,7}")
HEAD = """loai: bao-cao
co_quan: UBND PHƯỜNG AN PHÚ
viet_tat: UBND
dia_danh: An Phú
ngay_ban_hanh: 15/03/2024
so: 12
trich_yeu: Các âm tiết
nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Trần Thị Bình}
noi_nhan: [Như trên]
luu: VT
noi_dung: |
"""
# Words of the list that the grammar may refuse, and spoilt words that it may take, of a thousand.
REFUSED, TAKEN = 10, 50


def impossible(binary, words):
    """Those of the words that the program calls impossible."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chu.yaml"
        # Every word by itself among words that are in order, so that none stands in a foreign phrase.
        path.write_text(HEAD + "".join(f"  Để {word} đó.\n\n" for word in words), encoding="utf-8")
        done = subprocess.run(
            [binary, "check", "--format", "json", "--select", "NN003,NN004", path], capture_output=True, text=True, check=False
        )
        found = json.loads(done.stdout)["findings"]
    return {finding["text"] for finding in found}


def spoilt(word):
    """The word with a fault that no syllable has."""
    letters = unicodedata.normalize("NFD", word)
    for tone in ("\u0301", "\u0323"):
        if re.search("(c|ch|p|t)$", word) and tone in letters:
            yield unicodedata.normalize("NFC", letters.replace(tone, ""))
            yield unicodedata.normalize("NFC", letters.replace(tone, "")) + "x"
    for right, wrong in (("ngh", "ng"), ("kh", "kkh"), ("tr", "trr"), ("đ", "đđ")):
        if word.startswith(right):
            yield wrong + word[len(right) :]
    for end in ("ng", "nh", "n", "m", "c", "t"):
        if word.endswith(end):
            yield word + end[-1]
            break


def main():
    binary, path = sys.argv[1:]
    lines = Path(path).read_text(encoding="utf-8").split("\n")[1:]
    words = {part for line in lines for part in line.split("/")[0].strip().split(" ")}
    words = {word for word in words if SMALL.fullmatch(word) and re.search("[^b-df-hj-np-tv-zđ]", word)}
    refused = sorted(impossible(binary, sorted(words)))
    bad = sorted({bad for word in words if not word.isascii() for bad in spoilt(word)} - words)
    bad = [word for word in bad if not word.isascii()]
    taken = sorted(set(bad) - impossible(binary, bad))
    print(f"{len(words)} words of the list, refused {len(refused)}: {' '.join(refused[:60])}")
    print(f"{len(bad)} spoilt words, taken {len(taken)}: {' '.join(taken[:60])}")
    return int(len(refused) * 1000 > REFUSED * len(words) or len(taken) * 1000 > TAKEN * len(bad))


if __name__ == "__main__":
    sys.exit(main())
