"""Edits a DOCX in LibreOffice with its Track Changes on; run by the Python that has LibreOffice's `uno`.

    python3 .ci/record.py DOCX SEED

Several edits, drawn by the seed: a word replaced, words typed, words struck out, a word made bold, a paragraph typed, struck
out, split, joined with the next. The file is saved as DOCX over itself; what was done is printed, nothing where there was
nothing to edit.
"""

import pathlib
import random
import re
import sys

import uno_office as office

BOLD = 150.0
WORDS = "việc thực hiện tốt các nhiệm vụ được giao năm nay tại địa bàn phường theo kế hoạch".split()
STYLES = ("Lời văn", "Mục danh sách", "Căn cứ", "Điểm", "Khoản")


def plain(paragraph):
    """The text up to the first note or field, whose signs count otherwise than letters."""
    text = ""
    portions = paragraph.createEnumeration()
    while portions.hasMoreElements():
        portion = portions.nextElement()
        if portion.TextPortionType in ("Bookmark", "SoftPageBreak"):
            continue
        if portion.TextPortionType != "Text":
            break
        text += portion.String
    return text


def paragraphs(document):
    """The paragraphs of text, and what follows each where that is one as well."""
    found, all_of_them = [], document.Text.createEnumeration()
    while all_of_them.hasMoreElements():
        found.append(all_of_them.nextElement())
    is_text = lambda one: one is not None and one.supportsService("com.sun.star.text.Paragraph") and one.ParaStyleName in STYLES
    return [(one, after if is_text(after) else None) for one, after in zip(found, [*found[1:], None])
            if is_text(one) and len(plain(one)) > 60]


def stretch(paragraph, start, end):
    """A cursor over letters of a paragraph."""
    cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
    cursor.goRight(start, False)
    cursor.goRight(end - start, True)
    return cursor


def some_word(paragraph, dice):
    text = plain(paragraph)
    inner = [found.span() for found in re.finditer(r"[^\W\d_]+", text)][1:-1]
    return dice.choice(inner) if inner else None


def edit(document, dice):
    """Makes one edit and says which; nothing where it has no place."""
    found = paragraphs(document)
    if len(found) < 3:
        return None
    paragraph, after = dice.choice(found)
    span = some_word(paragraph, dice)
    if span is None:
        return None
    text = paragraph.Text
    kind = dice.choice(["word", "typed", "struck", "bold", "come", "gone", "split", "joined"])
    if kind == "word":
        stretch(paragraph, *span).setString(dice.choice(WORDS))
    elif kind == "typed":
        text.insertString(stretch(paragraph, span[0], span[0]), " ".join(dice.sample(WORDS, 3)) + " ", False)
    elif kind == "struck":
        stretch(paragraph, span[0] - 1, span[1]).setString("")
    elif kind == "bold":
        stretch(paragraph, *span).CharWeight = BOLD
    elif kind == "come":
        end = text.createTextCursorByRange(paragraph.End)
        text.insertControlCharacter(end, 0, False)  # PARAGRAPH_BREAK
        text.insertString(end, "Đoạn mới: " + " ".join(dice.sample(WORDS, 8)) + ".", False)
    elif kind == "gone" and after is not None:
        cursor = text.createTextCursorByRange(paragraph.Start)
        cursor.gotoRange(after.Start, True)
        cursor.setString("")
    elif kind == "split":
        text.insertControlCharacter(stretch(paragraph, span[0], span[0]), 0, False)
    elif kind == "joined" and after is not None:
        cursor = text.createTextCursorByRange(paragraph.End)
        cursor.gotoRange(after.Start, True)
        cursor.setString(" ")
    else:
        return None
    return kind


def main():
    path, dice = pathlib.Path(sys.argv[1]).resolve(), random.Random(int(sys.argv[2]))
    with office.desktop() as desk:
        document = office.opened(desk, path)
        document.RecordChanges = True
        done = [kind for kind in (edit(document, dice) for _ in range(dice.randrange(1, 5))) if kind]
        if done:
            office.stored(document, path, "MS Word 2007 XML")
        document.close(True)
    print(" ".join(done))


main()
