"""What a strict clerk measures on the page, read out of our PDF and DOCX by other programs.

Words come from `pdftotext -bbox`, rules from PDFium. Each finding is (assertion, words).
"""

import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
# The least between two blocks that stand side by side.
GUTTER = 3 * MM - 0.05
# The longest line of a signature in the forms of Phụ lục III.
FORM_LINE = 94.6 * MM
# A word of so many letters may be too long for its column: an address, a path.
LONG = 25
# No column is narrower: a letter and the margins of a cell.
LEAST_COLUMN = 6 * MM
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Word:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self):
        return (self.bottom - self.top) / 1.107


def read(pdf):
    """The words of each page."""
    raw = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True).stdout.decode("utf-8", "replace")
    pages, current = [], None
    for found in re.finditer(r'<page |<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', raw):
        if found.group(1) is None:
            current = []
            pages.append(current)
            continue
        left, top, right, bottom = (float(found.group(at)) for at in range(1, 5))
        text = found.group(5).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        current.append(Word(unicodedata.normalize("NFC", text), left, right, top, bottom))
    return pages


def lines(words):
    """Words that stand at one height, as lines from above."""
    found = []
    for word in words:
        if found and abs(found[-1][0].bottom - word.bottom) < 1:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def width(line):
    return max(word.right for word in line) - min(word.left for word in line)


def measure(entries, pdf, docx):
    """All findings on one document."""
    pages = read(pdf)
    findings = list(letterhead(entries, pages[0], pdf))
    findings += place_and_date(entries, pages[0])
    findings += closing(entries, pages)
    findings += cut_words(pages, docx)
    findings += narrow_columns(docx)
    return findings


def rows(words):
    """Words as lines, from above and from left."""
    return [sorted(line, key=lambda word: word.left) for line in lines(sorted(words, key=lambda word: (word.bottom, word.left)))]


def sequence(words, wanted):
    """The first place where these words stand one behind the other."""
    return next((at for at in range(len(words)) if [word.text for word in words[at : at + len(wanted)]] == wanted), None)


def letterhead(entries, page, pdf):
    title, motto = sequence(page, ["CỘNG", "HÒA"]), sequence(page, ["Độc", "lập"])
    if title is None or motto is None:
        return
    national = page[title : title + 8] + page[motto : motto + 7]
    left = page[title].left
    below = min((word.top for word in page if word.text == "Số:"), default=national[-1].bottom + 30)
    own = sum(len(line.split()) for line in entries["co_quan"])
    above = sum(len(line.split()) for line in entries.get("co_quan_chu_quan", []))
    block = rows([word for word in page if word.top < below - 2 and word.left < left - 1])
    agency = [word for line in block for word in line][: above + own]
    if len(agency) < above + own:
        yield "letterhead", "the agency is not whole"
        return
    gap = min(word.left for word in national) - max(word.right for word in agency)
    if gap < GUTTER:
        yield "agency and Quốc hiệu", f"{gap / MM:.1f} mm apart"
    agency = agency[above:]
    longest = max(map(width, lines(agency)))
    low = max(word.bottom for word in agency)
    found = [rule for rule in thin(pdf) if low - 6 < rule[1] < low + 12 and rule[0] < left]
    if len(found) != 1:
        yield "rule under the agency", f"{len(found)} of them"
        return
    share = (found[0][2] - found[0][0] - 1.5) / longest
    if not 0.325 <= share <= 0.508:
        yield "rule under the agency", f"{share:.2f} of the longest line"
    if len(lines(agency)) > len(entries["co_quan"]):
        for line in lines(agency):
            if len(line) == 1 and len(agency) > 3:
                yield "agency torn", f"{line[0].text} stands alone"


def thin(pdf):
    """Horizontal rules of the first page: left, height from the top, right."""
    page = pypdfium2.PdfDocument(str(pdf))[0]
    found = []
    for item in page.get_objects():
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            left, lower, right, upper = item.get_pos() if hasattr(item, "get_pos") else item.get_bounds()
            if upper - lower < 2.5:
                found.append((left, page.get_height() - (upper + lower) / 2, right))
    return found


def place_and_date(entries, page):
    place = entries.get("dia_danh")
    if not place or entries["loai"] in ("thu-cong",):
        return []
    begin, day = re.escape(place) + ",", r"ngày( \d\d)? tháng( \d{1,2})? năm \d{4}"
    told = rows(page)
    texts = [" ".join(word.text for word in line) for line in told]
    if any(re.search(f"{begin} {day}$", text) for text in texts):
        return []
    first = next((at for at, text in enumerate(texts) if re.search(f"{begin}$", text)), None)
    second = next((at for at, text in enumerate(texts) if at != first and re.fullmatch(day, text)), None)
    if first is None or second is None:
        return [("place and date", "neither on one line nor parted before the day")]
    blank = told[second][0].size / 4
    least = width(told[first][-len(place.split()) :]) + blank + width(told[second])
    room = text_width(entries) - least - GUTTER - left_least(entries, page)
    return [("place and date", f"on two lines, though one has room and {room / MM:.1f} mm more")] if room >= 0 else []


def text_width(entries):
    edges = entries.get("the_thuc", {}).get("le", {})
    return (210 - edges.get("trai", 30) - edges.get("phai", 15)) * MM


def left_least(entries, page):
    """The width of the column on the left of a letterhead: as it stands where the agency's name has given way to the date and is
    parted already, or else nothing, as it might yet be."""
    title = sequence(page, ["CỘNG", "HÒA"])
    if title is None:
        return 0
    number = min((word.bottom for word in page if word.text == "Số:"), default=page[title].bottom + 30)
    block = lines([word for word in page if word.bottom < number + 2 and word.right < page[title].left])
    parted = len(block) - 1 > len(entries["co_quan"]) + len(entries.get("co_quan_chu_quan", []))
    return max(map(width, block), default=0) if parted else 0


def closing(entries, pages):
    signer = entries["nguoi_ky"]
    if not isinstance(signer, dict) or not entries.get("noi_nhan"):
        return
    titles = [*signer.get("quyen_han", []), signer["chuc_vu"]]
    wanted = " ".join([*titles, signer["ho_ten"]]).split()
    for page in pages:
        at = sequence(page, ["Nơi", "nhận:"])
        if at is None:
            continue
        below = [word for word in page if word.top > page[at].top - 6 and word.size > 10.6]
        left = [word for word in below if word.size < 12.7]
        right = [word for line in rows([word for word in below if word.size >= 12.7]) for word in line]
        if [word.text for word in right] != wanted:
            yield "closing", "the signature does not stand beside Nơi nhận: " + " ".join(word.text for word in right)[:80]
            return
        gap = min(word.left for word in right) - max(word.right for word in left)
        if gap < GUTTER:
            yield "Nơi nhận and signature", f"{gap / MM:.1f} mm apart"
        for title in titles:
            yield from torn(title, right)
        return
    yield "closing", "no Nơi nhận"


def torn(title, right):
    """Takes the words of a title from those of the signature, and tells how it is torn where it need not be."""
    count = len(title.split())
    found = lines(right[:count])
    del right[:count]
    if len(found) == 1:
        return
    whole = sum(map(width, found)) + 3.5 * (len(found) - 1)
    told = " | ".join(" ".join(word.text for word in line) for line in found)
    if whole <= FORM_LINE:
        yield "title torn", f"{whole / MM:.1f} mm: {told}"
    elif min(map(len, found)) == 1 and count > 3:
        yield "title torn", f"a word alone: {told}"


def texts(docx):
    """The words of all paragraphs of a DOCX, with notes."""
    found = set()
    with zipfile.ZipFile(docx) as file:
        for name in file.namelist():
            if not re.fullmatch(r"word/(document|footnotes)\.xml", name):
                continue
            for paragraph in ET.fromstring(file.read(name)).iter(W + "p"):
                text = ""
                for item in paragraph.iter():
                    if item.tag == W + "t":
                        text += item.text or ""
                    elif item.tag == W + "noBreakHyphen":
                        text += "-"
                    elif item.tag in (W + "br", W + "tab", W + "footnoteReference"):
                        text += " "
                found.update(unicodedata.normalize("NFC", text.replace("\u2011", "-").replace("\u200b", "")).split())
    return found


def cut_words(pages, docx):
    """Words that go on in the next line, without a hyphen there, though they are not long ones."""
    whole = texts(docx)
    for number, page in enumerate(pages, 1):
        for at, word in enumerate(page):
            if word.size < 9 or word.text in whole or word.text.endswith(("-", "–", "—")):
                continue
            for after in page[max(0, at - 40) : at + 40]:
                if not word.bottom - 3 < after.top < word.bottom + 8 or after.left > word.right:
                    continue
                both = word.text + after.text
                parts = {both, re.sub(r"\d{1,3}$", "", both)}
                if any(part in whole and len(part) < LONG and "://" not in part for part in parts):
                    yield "word cut", f"p{number} {word.text}|{after.text}"
                    break


def narrow_columns(docx):
    with zipfile.ZipFile(docx) as file:
        root = ET.fromstring(file.read("word/document.xml"))
    # Of cells, not of the grid: a table and the closing that is its last rows have the edges of both there.
    for cell in root.iter(W + "tcW"):
        points = int(cell.get(W + "w")) / 20
        if points < LEAST_COLUMN:
            yield "narrow column", f"{points / MM:.1f} mm"
