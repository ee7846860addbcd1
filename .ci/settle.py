"""Has LibreOffice lay documents out anew before it makes their PDF; run by the Python that has LibreOffice's `uno`.

    python3 .ci/settle.py OUT DOCX [DOCX ...]

LibreOffice guesses pages before it lays a document out: so many paragraphs or rows of a table to a page
(`SwLayHelper::CheckInsert`). Where a table is moved whole to the next page it may keep that guess, and leave rows overleaf
for which there is room; footnotes that were on a page for a moment leave such gaps, too. Any edit of the page undoes
that. So here the pages are made 30 mm shorter and their old height again, which lays out everything from what is there,
and only then is the PDF written.
"""

import pathlib
import sys

import uno_office as office

SHORTER = 3000  # hundredths of a millimetre


def settle(desk, source, target):
    document = office.opened(desk, source)
    styles = document.StyleFamilies.getByName("PageStyles")
    pages = [styles.getByIndex(index) for index in range(styles.Count)]
    margins = [page.BottomMargin for page in pages]
    for change in (SHORTER, 0):
        for page, margin in zip(pages, margins):
            page.BottomMargin = margin + change
        document.CurrentController.PageCount  # asking for it lays the document out
    office.stored(document, target, "writer_pdf_Export")
    document.close(True)


def main():
    out = pathlib.Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with office.desktop() as desk:
        for name in sys.argv[2:]:
            source = pathlib.Path(name).resolve()
            settle(desk, source, out / f"{source.stem}.pdf")


main()
