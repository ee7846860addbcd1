"""Has LibreOffice lay documents out anew before it makes their PDF; run by the Python that has LibreOffice's `uno`.

    python3 .ci/settle.py OUT DOCX [DOCX ...]

LibreOffice guesses pages before it lays a document out: so many paragraphs or rows of a table to a page
(`SwLayHelper::CheckInsert`). Where a table is moved whole to the next page it may keep that guess, and leave rows overleaf
for which there is room; footnotes that were on a page for a moment leave such gaps, too. Any edit of the page undoes
that. So here the pages are made 30 mm shorter and their old height again, which lays out everything from what is there,
and only then is the PDF written.
"""

import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

SHORTER = 3000  # hundredths of a millimetre


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    sys.exit("LibreOffice does not answer")


def settle(desktop, source, target):
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (prop("Hidden", True),))
    styles = document.StyleFamilies.getByName("PageStyles")
    pages = [styles.getByIndex(index) for index in range(styles.Count)]
    margins = [page.BottomMargin for page in pages]
    for change in (SHORTER, 0):
        for page, margin in zip(pages, margins):
            page.BottomMargin = margin + change
        document.CurrentController.PageCount  # asking for it lays the document out
    document.storeToURL(target.as_uri(), (prop("FilterName", "writer_pdf_Export"),))
    document.close(True)


def main():
    out = pathlib.Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        pipe = pathlib.Path(home).name
        office = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore",
                                   f"--accept=pipe,name={pipe};urp"], stderr=subprocess.DEVNULL)
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        for name in sys.argv[2:]:
            source = pathlib.Path(name).resolve()
            settle(desktop, source, out / f"{source.stem}.pdf")
        try:
            desktop.terminate()
        except DisposedException:
            pass
        office.wait(60)


main()
