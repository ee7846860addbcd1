"""LibreOffice, driven by its `uno`: only the Python that has it (Debian's, python3-uno) can import this."""

import contextlib
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


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


@contextlib.contextmanager
def desktop():
    """The desktop of a LibreOffice of its own, which ends with it."""
    with tempfile.TemporaryDirectory() as home:
        pipe = pathlib.Path(home).name
        office = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore",
                                   f"--accept=pipe,name={pipe};urp"], stderr=subprocess.DEVNULL)
        context = connect(pipe)
        made = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        try:
            yield made
        finally:
            with contextlib.suppress(DisposedException):
                made.terminate()
            office.wait(60)


def opened(desk, path):
    return desk.loadComponentFromURL(path.as_uri(), "_blank", 0, (prop("Hidden", True),))


def stored(document, path, form):
    document.storeToURL(path.as_uri(), (prop("FilterName", form),))
