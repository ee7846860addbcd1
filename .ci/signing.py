#!/usr/bin/env python3
"""A document's way through the office, with pyHanko in the part of everybody's software.

signing.py DRAFT.pdf OUT [APPENDIX.pdf [SEVERAL.pdf …]]: the leader certifies in our field (DocMDP 2), the registry fills number
and day into our fields, the agency signs in its field. Both signatures must be valid and all
changes permitted; filling a field after that must be told as a forbidden change. An appendix in a file
of its own is signed by the agency in its corner, which then shows number, symbol and time (III.1.d).
In a draft of several signatories and agencies all sign, the first as certification, then numbers are filled in and
each agency seals; each seal leaves open what the others still have to do, and nothing else.
Leaves the signed files in OUT to be looked at.
"""
import datetime
import io
import logging
import pathlib
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


def sign(pdf, field, who, certify):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    permissions = MDPPerm.FILL_FORMS if certify else None
    metadata = signers.PdfSignatureMetadata(field_name=field, certify=certify, docmdp_permissions=permissions)
    out = io.BytesIO()
    signers.sign_pdf(writer, metadata, signer=signers.SimpleSigner.load(*who), existing_fields_only=True, output=out)
    return out.getvalue()


def stamp(pdf, who, lines):
    """The agency signs an appendix: lines of text in the font and size of the field's /DA, no picture."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    form = writer.root["/AcroForm"]
    field = next(f.get_object() for f in form["/Fields"] if f.get_object()["/T"] == AGENCY)
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
        signers.PdfSignatureMetadata(field_name=AGENCY), signer=signers.SimpleSigner.load(*who),
        stamp_style=StaticStampStyle(border_width=0, background=text, background_opacity=1,
                                     background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN)))
    out = io.BytesIO()
    signer.sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


def shown_in_corner(pdf, wanted):
    """Whether the first page shows these words in the upper right, and nothing else stands there."""
    field = next(f.get_object() for f in PdfFileReader(io.BytesIO(pdf.read_bytes())).root["/AcroForm"]["/Fields"]
                 if f.get_object()["/T"] == AGENCY)
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
        first = int(font["/FirstChar"])
        width = sum(float(font["/Widths"][ord(c) - first]) for c in text) * size / 1000
        rise = -float(font["/FontDescriptor"]["/Descent"]) * size / 1000
        content = f"/Tx BMC q BT {font_name} {size} Tf 0 g {(right - left - width) / 2:.3f} {rise:.3f} Td ({text}) Tj ET Q EMC"
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


def several(path, out):
    """The way of a document that several sign, for several agencies; gives what is checked."""
    pdf = path.read_bytes()
    leaders, agencies = field_names(pdf, LEADER), field_names(pdf, AGENCY)
    numbers, confirmations = field_names(pdf, "so"), field_names(pdf, "chu_ky_xac_nhan")
    assert len(leaders) > 1 and agencies and numbers, path
    people = {field: identity(out, f"{path.stem}-{field}") for field in leaders + agencies + confirmations}
    certificates = [certificate for _, certificate in people.values()]

    def whole(pdf, signed):
        return judge(pdf, certificates) == dict.fromkeys(signed, True)

    # The last who is named signs first: any order will do.
    signed = leaders[::-1]
    for field in signed:
        pdf = sign(pdf, field, people[field], certify=field == signed[0])
    checks = {"all who sign hold": whole(pdf, signed)}
    own = len(numbers) == len(agencies) > 1
    days = dict.fromkeys(field_names(pdf, "ngay"), "02") | dict.fromkeys(field_names(pdf, "thang"), "03")
    pdf = fill(pdf, days | (dict.fromkeys(numbers, "05") if not own else {}))
    for index, field in enumerate(agencies):
        if own:
            pdf = fill(pdf, {numbers[index]: f"1{index}"})
        pdf = sign(pdf, field, people[field], certify=False)
        signed = signed + [field]
        checks[f"all hold when {field} has sealed"] = whole(pdf, signed)
        again = judge(fill(pdf, {numbers[index if own else 0]: "06"}), certificates)
        checks[f"its number stands when {field} has sealed"] = again[field] is False
    for field in confirmations:
        pdf = sign(pdf, field, people[field], certify=False)
        signed = signed + [field]
        checks["a confirmation leaves all as it is"] = whole(pdf, signed)
    (out / f"{path.stem}-da-ky.pdf").write_bytes(pdf)
    return {f"{path.stem}: {words}": well for words, well in checks.items()}


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
    if len(sys.argv) > 3:
        zone = datetime.timezone(datetime.timedelta(hours=7))
        lines = ["05/KH-UBND", datetime.datetime.now(zone).isoformat(timespec="seconds")]
        signed = stamp(pathlib.Path(sys.argv[3]).read_bytes(), agency, lines)
        path = out / "phu-luc-da-ky.pdf"
        path.write_bytes(signed)
        checks["the agency's signature on an appendix holds"] = judge(signed, certificates) == {AGENCY: True}
        checks["it shows number, symbol and time in the corner and covers nothing"] = \
            shown_in_corner(path, lines)
    for path in sys.argv[4:]:
        checks.update(several(pathlib.Path(path), out))
    for words, well in checks.items():
        print(f"{'ok' if well else 'FAULT'}  {words}")
    sys.exit(0 if all(checks.values()) else 1)


if __name__ == "__main__":
    main()
