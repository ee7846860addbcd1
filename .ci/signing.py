#!/usr/bin/env python3
"""A document's way through the office, with pyHanko in the part of everybody's software.

signing.py DRAFT.pdf OUT VERAPDF [APPENDIX.pdf [SEVERAL.pdf …]]: the leader certifies in our field (DocMDP 2), the registry
fills number and day into our fields, the agency signs in its field, with pictures that let the page shine through. Both
signatures must be valid and all changes permitted; filling a field after that must be told as a forbidden change. An
appendix in a file of its own is signed by the agency in its corner, which then shows number, symbol and time (III.1.d).
A draft of several signatories, agencies or closings is signed twice: once all sign, the first as certification, then
numbers are filled in and each agency seals; once agency by agency, each when its own have signed. Each seal leaves open
what the others still have to do, and nothing else.
Every signed file, and one with letters of Vietnamese in its fields, must still be PDF/A and PDF/UA (veraPDF), and pdfsig
must find each signature valid. Leaves the signed files in OUT to be looked at.
"""
import datetime
import io
import logging
import math
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfResources, RawContent
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import (DEFAULT_DIFF_POLICY, FormUpdatingRule, GenericFieldModificationRule,
                                        SigFieldCreationRule, SigFieldModificationRule, StandardDiffPolicy)
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

LEADER, AGENCY = "chu_ky_lanh_dao", "chu_ky_co_quan"

# pyHanko takes the appearance of a field that was filled in before the last revision but one for one that is changed
# where it stands, though it is the same object, and refuses it where the field is locked (`_allow_in_place_appearance_update`
# asks whether it was changed in the revision before, not whether it was changed since). Such changes are not allowed here at
# all: everything else is judged as strictly as ever.
POLICY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(field_rules=[
        SigFieldCreationRule(), SigFieldModificationRule(allow_in_place_appearance_stream_changes=False),
        GenericFieldModificationRule(allow_in_place_appearance_stream_changes=False)]))


def identity(folder, name):
    """A key and a certificate of its own for somebody."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
                   .public_key(key.public_key()).serial_number(x509.random_serial_number())
                   .not_valid_before(now - datetime.timedelta(days=1))
                   .not_valid_after(now + datetime.timedelta(days=30))
                   .add_extension(usage, critical=True).sign(key, hashes.SHA256()))
    key_file, certificate_file = folder / f"{name}.key.pem", folder / f"{name}.pem"
    key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                           serialization.NoEncryption()))
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(key_file), str(certificate_file)


def field_of(pdf_or_writer, name):
    fields = pdf_or_writer.root["/AcroForm"]["/Fields"]
    return next(f.get_object() for f in fields if f.get_object()["/T"] == name)


def picture(writer, field, colour):
    """A ring in a colour, as wide as its field or as high, that lets the page shine through."""
    left, lower, right, upper = (float(x) for x in field["/Rect"])
    wide, high = int(right - left), int(upper - lower)  # pyHanko's boxes are of whole points
    side = 120
    far = [math.hypot(x - side / 2 + 0.5, y - side / 2 + 0.5) for y in range(side) for x in range(side)]
    opaque = bytes(230 if 0.4 * side < radius < 0.49 * side or radius < 0.1 * side else 0 for radius in far)

    def image(space, data, more=()):
        entries = {"/Type": pdf_name("/XObject"), "/Subtype": pdf_name("/Image"), "/ColorSpace": pdf_name(space),
                   "/Width": generic.NumberObject(side), "/Height": generic.NumberObject(side),
                   "/BitsPerComponent": generic.NumberObject(8), **dict(more)}
        entries = {pdf_name(key): value for key, value in entries.items()}
        return writer.add_object(generic.StreamObject(dict_data=entries, stream_data=data))

    mask = image("/DeviceGray", opaque)
    drawn = image("/DeviceRGB", bytes(colour) * side * side, {"/SMask": mask}.items())
    resources = PdfResources()
    resources.xobject = generic.DictionaryObject({pdf_name("/Picture"): drawn})
    size = min(wide, high)
    place = f"{size} 0 0 {size} {(wide - size) / 2:.3f} {(high - size) / 2:.3f}"
    content = RawContent(f"q {place} cm /Picture Do Q".encode(), resources, BoxConstraints(width=wide, height=high))
    return stamp_style(content)


def stamp_style(content):
    """A stamp of that content alone: no border, no words in a font of pyHanko's."""
    layout = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN)
    return StaticStampStyle(border_width=0, background=content, background_opacity=1, background_layout=layout)


def sign(pdf, field, who, certify):
    """Somebody signs in a field with a picture: blue, an agency's red (II.7.d, II.8.a)."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    permissions = MDPPerm.FILL_FORMS if certify else None
    metadata = signers.PdfSignatureMetadata(field_name=field, certify=certify, docmdp_permissions=permissions)
    style = picture(writer, field_of(writer, field), (216, 32, 32) if field.startswith(AGENCY) else (24, 60, 180))
    signer = signers.PdfSigner(metadata, signer=signers.SimpleSigner.load(*who), stamp_style=style)
    out = io.BytesIO()
    signer.sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


def encoder(font):
    """The bytes of a text in a font of our fields, by its /ToUnicode, and the width of a byte."""
    found = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>\n", font["/ToUnicode"].data)
    codes = {chr(int(unicode, 16)): int(code, 16) for code, unicode in found}
    first = int(font["/FirstChar"])
    return (lambda text: bytes(codes[letter] for letter in text)), (lambda code: float(font["/Widths"][code - first]))


def stamp(pdf, who, lines):
    """The agency signs an appendix: lines of text in the font and size of the field's /DA, no picture."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    form = writer.root["/AcroForm"]
    field = field_of(writer, AGENCY)
    left, lower, right, upper = (float(x) for x in field["/Rect"])
    wide, high = int(right - left), int(upper - lower)  # pyHanko's boxes are of whole points
    font_name, size = str(field["/DA"]).split()[0], float(str(field["/DA"]).split()[1])
    font = form["/DR"]["/Font"][font_name]
    content = ""
    for number, text in enumerate(lines, 1):
        width = sum(float(font["/Widths"][ord(c) - int(font["/FirstChar"])]) for c in text) * size / 1000
        content += (f"BT {font_name} {size} Tf 0 g {wide - width:.3f} {high - 1.15 * size * number:.3f} Td "
                    f"({text}) Tj ET ")
    resources = PdfResources()
    resources.font = generic.DictionaryObject({pdf_name(font_name): form["/DR"]["/Font"].raw_get(font_name)})
    text = RawContent(content.encode(), resources, BoxConstraints(width=wide, height=high))
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=AGENCY), signer=signers.SimpleSigner.load(*who), stamp_style=stamp_style(text))
    out = io.BytesIO()
    signer.sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


def shown_in_corner(pdf, wanted):
    """Whether the first page shows these words in the upper right, and nothing else stands there."""
    field = field_of(PdfFileReader(io.BytesIO(pdf.read_bytes())), AGENCY)
    left, lower, right, upper = (float(x) for x in field["/Rect"])
    read = subprocess.run(["pdftotext", "-bbox", "-l", "1", str(pdf), "-"], check=True, capture_output=True)
    page = ElementTree.fromstring(read.stdout).find(".//{*}page")
    width, height = float(page.get("width")), float(page.get("height"))
    inside = []
    for word in page.iterfind("{*}word"):
        x0, y0, x1, y1 = (float(word.get(key)) for key in ("xMin", "yMin", "xMax", "yMax"))
        if x1 > left and x0 < right and y1 > height - upper and y0 < height - lower:
            inside.append(word.text)
            if x0 < left or x1 > right + 0.1 or y0 < height - upper - 0.1 or y1 > height - lower:
                return False
    return inside == wanted and left > width / 3 and height - lower < 20 / 25.4 * 72


def fill(pdf, values):
    """Fills text fields in, as a form filler does: value and appearance in the field's own font."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    form = writer.root["/AcroForm"]
    filled = set()
    for reference in form["/Fields"]:
        field = reference.get_object()
        name = field.get("/T")
        if name not in values:
            continue
        text = values[name]
        left, lower, right, upper = (float(x) for x in field["/Rect"])
        font_name, size = str(field["/DA"]).split()[0], float(str(field["/DA"]).split()[1])
        font = form["/DR"]["/Font"][font_name]
        encode, width_of = encoder(font)
        shown = encode(text)
        width = sum(map(width_of, shown)) * size / 1000
        rise = -float(font["/FontDescriptor"]["/Descent"]) * size / 1000
        content = f"/Tx BMC q BT {font_name} {size} Tf 0 g {(right - left - width) / 2:.3f} {rise:.3f} Td <{shown.hex()}> Tj ET Q EMC"
        box = generic.ArrayObject([generic.FloatObject(x) for x in (0, 0, right - left, upper - lower)])
        fonts = generic.DictionaryObject({pdf_name(font_name): form["/DR"]["/Font"].raw_get(font_name)})
        appearance = generic.StreamObject(dict_data={
            pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): box,
            pdf_name("/Resources"): generic.DictionaryObject({pdf_name("/Font"): fonts})}, stream_data=content.encode())
        field["/V"] = pdf_string(text)
        field["/AP"]["/N"] = writer.add_object(appearance)
        writer.mark_update(reference)
        filled.add(name)
    assert filled == set(values), f"no fields {set(values) - filled}"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def judge(pdf, certificates):
    """For each signature by its field: whether all is well with it and with what came after."""
    roots = [load_cert_from_pemder(certificate) for certificate in certificates]
    found = {}
    for signature in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots), diff_policy=POLICY)
        found[signature.field_name] = bool(status.bottom_line)
    return found


def field_names(pdf, stem):
    """The fields of a name and its numbers, in the order of the file."""
    fields = PdfFileReader(io.BytesIO(pdf)).root["/AcroForm"]["/Fields"]
    names = [str(field.get_object()["/T"]) for field in fields]
    return [name for name in names if name == stem or name.startswith(f"{stem}_") and name[len(stem) + 1:].isdigit()]


class Several:
    """A document that several sign, for several agencies or in several closings."""

    def __init__(self, path, out):
        self.pdf = path.read_bytes()
        fields = PdfFileReader(io.BytesIO(self.pdf)).root["/AcroForm"]["/Fields"]
        self.names = [str(field.get_object()["/T"]) for field in fields]
        self.leaders, self.agencies = field_names(self.pdf, LEADER), field_names(self.pdf, AGENCY)
        self.confirmations = field_names(self.pdf, "chu_ky_xac_nhan")
        signed = self.leaders + self.agencies + self.confirmations
        assert len(self.leaders) > 1 and self.agencies, path
        first = min(map(self.names.index, signed))
        numbers = field_names(self.pdf, "so")
        # Those of the letterhead; what is behind them repeats the first.
        self.numbers = [name for name in numbers if self.names.index(name) < first]
        self.repeated = [name for name in numbers if name not in self.numbers]
        assert self.numbers, path
        self.own = len(self.numbers) > 1 and len(self.agencies) % len(self.numbers) == 0
        self.people = {field: identity(out, f"{path.stem}-{field}") for field in signed}
        self.certificates = [certificate for _, certificate in self.people.values()]

    def whole(self, pdf, signed):
        return judge(pdf, self.certificates) == dict.fromkeys(signed, True)

    def dates(self):
        return dict.fromkeys(field_names(self.pdf, "ngay"), "02") | dict.fromkeys(field_names(self.pdf, "thang"), "03")

    def numbers_of(self, agency):
        """The numbers that are filled in before an agency seals, if they are not yet."""
        at = self.agencies.index(agency)
        if not self.own:
            return dict.fromkeys(self.numbers + self.repeated, "05") if at == 0 else {}
        if at >= len(self.numbers):
            return {}
        return {self.numbers[at]: f"1018{at}"} | (dict.fromkeys(self.repeated, "10180") if at == 0 else {})


def by_agency(path, out):
    """Each agency seals when its own have signed, before the next begins; gives what is checked."""
    form = Several(path, out)
    pdf, signed, checks = form.pdf, [], {}
    for field in form.names:
        if field not in form.people or field in form.confirmations:
            continue
        if field in form.agencies:
            values = form.numbers_of(field) | (form.dates() if field == form.agencies[0] else {})
            pdf = fill(pdf, values) if values else pdf
        pdf = sign(pdf, field, form.people[field], certify=not signed)
        signed.append(field)
        checks[f"in turn, all hold when {field} has signed"] = form.whole(pdf, signed)
    for field in form.agencies if form.own else form.agencies[:1]:
        number = form.numbers[form.agencies.index(field) % len(form.numbers)]
        judged = judge(fill(pdf, {number: "06"}), form.certificates)
        checks[f"in turn, {number} stands for {field}"] = judged[field] is False
    for date in form.dates():
        judged = judge(fill(pdf, {date: "06"}), form.certificates)
        checks[f"in turn, {date} stands for every agency"] = not any(judged[field] for field in form.agencies)
    (out / f"{path.stem}-lan-luot-da-ky.pdf").write_bytes(pdf)
    return {f"{path.stem}: {words}": well for words, well in checks.items()}


def several(path, out):
    """All sign, then all agencies seal; gives what is checked."""
    form = Several(path, out)
    pdf, people, certificates = form.pdf, form.people, form.certificates
    leaders, agencies, confirmations, whole = form.leaders, form.agencies, form.confirmations, form.whole

    # The last who is named signs first: any order will do.
    signed = leaders[::-1]
    for field in signed:
        pdf = sign(pdf, field, people[field], certify=field == signed[0])
    checks = {"all who sign hold": whole(pdf, signed)}
    pdf = fill(pdf, form.dates() | form.numbers_of(agencies[0]))
    for index, field in enumerate(agencies):
        values = form.numbers_of(field) if index else {}
        pdf = fill(pdf, values) if values else pdf
        pdf = sign(pdf, field, people[field], certify=False)
        signed = signed + [field]
        checks[f"all hold when {field} has sealed"] = whole(pdf, signed)
        number = form.numbers[index % len(form.numbers) if form.own else 0]
        again = judge(fill(pdf, {number: "06"}), certificates)
        checks[f"its number stands when {field} has sealed"] = again[field] is False
    for field in confirmations:
        pdf = sign(pdf, field, people[field], certify=False)
        signed = signed + [field]
        checks["a confirmation leaves all as it is"] = whole(pdf, signed)
    (out / f"{path.stem}-da-ky.pdf").write_bytes(pdf)
    return {f"{path.stem}: {words}": well for words, well in checks.items()}


def conform(verapdf, pdfs):
    """Whether files are still what they say they are, PDF/A-2a or 3a, and PDF/UA-1."""
    checks = {}
    for flavour, part in (("2a", b"2"), ("3a", b"3"), ("ua1", b"[23]")):
        some = [pdf for pdf in pdfs if re.search(b"<pdfaid:part>" + part + b"<", pdf.read_bytes())]
        if not some:
            continue
        run = subprocess.run(["java", "-cp", verapdf, "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", flavour, *some],
                             capture_output=True)
        judged = {}
        for job in ElementTree.fromstring(run.stdout).iterfind(".//job"):
            report = job.find("validationReport")
            judged[pathlib.Path(job.findtext("item/name")).name] = \
                report is not None and report.get("isCompliant") == "true"
        for pdf in some:
            checks[f"{pdf.stem} is {flavour}"] = judged.get(pdf.name, False)
    return checks


def is_valid(pdf):
    """Whether pdfsig finds each of a file's signatures valid."""
    count = len(PdfFileReader(io.BytesIO(pdf.read_bytes())).embedded_signatures)
    found = subprocess.run(["pdfsig", "-nocert", str(pdf)], capture_output=True, text=True)
    return count > 0 and found.stdout.count("Signature is Valid") == count


def with_letters(pdf, path):
    """Fills fields in with letters of Vietnamese; whether they are read out of the file again."""
    values = {"so": "Ặỹ–07Đ", "ngay": "ễự"}
    path.write_bytes(fill(pdf, values))
    read = subprocess.run(["pdftotext", "-l", "1", "-raw", str(path), "-"], check=True, capture_output=True, text=True)
    return all(value in read.stdout for value in values.values())


def main():
    # The forbidden change at the end is expected; its trace would look like a failure.
    logging.disable(logging.CRITICAL)
    draft, out = pathlib.Path(sys.argv[1]).read_bytes(), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    leader, agency = identity(out, "lanh-dao"), identity(out, "co-quan")
    certified = sign(draft, LEADER, leader, certify=True)
    numbered = fill(certified, {"so": "05", "ngay": "02"})
    issued = sign(numbered, AGENCY, agency, certify=False)
    (out / "da-ky.pdf").write_bytes(issued)
    certificates = [leader[1], agency[1]]
    checks = {
        "the leader's signature holds after number and day are filled in": judge(numbered, certificates) == {LEADER: True},
        "both signatures hold": judge(issued, certificates) == {LEADER: True, AGENCY: True},
        "filling in after the agency has signed is forbidden":
            judge(fill(issued, {"so": "06"}), certificates)[AGENCY] is False,
    }
    checks["letters of Vietnamese are filled in and read"] = with_letters(certified, out / "chu-viet-da-ky.pdf")
    if len(sys.argv) > 4:
        zone = datetime.timezone(datetime.timedelta(hours=7))
        lines = ["05/KH-UBND", datetime.datetime.now(zone).isoformat(timespec="seconds")]
        signed = stamp(pathlib.Path(sys.argv[4]).read_bytes(), agency, lines)
        path = out / "phu-luc-da-ky.pdf"
        path.write_bytes(signed)
        checks["the agency's signature on an appendix holds"] = judge(signed, certificates) == {AGENCY: True}
        checks["it shows number, symbol and time in the corner and covers nothing"] = \
            shown_in_corner(path, lines)
    for path in map(pathlib.Path, sys.argv[5:]):
        checks.update(several(path, out) | by_agency(path, out))
    signed = sorted(out.glob("*da-ky.pdf"))
    checks.update({f"{pdf.stem} is valid to pdfsig": is_valid(pdf) for pdf in signed})
    checks.update(conform(sys.argv[3], signed))
    for words, well in checks.items():
        print(f"{'ok' if well else 'FAULT'}  {words}")
    sys.exit(0 if all(checks.values()) else 1)


if __name__ == "__main__":
    main()
