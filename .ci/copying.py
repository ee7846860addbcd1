#!/usr/bin/env python3
"""Copies of a document that is signed already, with pyHanko and qpdf as readers of what comes out.

copying.py VANBAN SIGNED.pdf OUT: the program makes a copy on paper and an electronic one (tests/copies). The bytes of the
original must stand in both, its signatures must be whole and valid, and qpdf must find no fault; the copying agency signs
the electronic copy of an unsigned document in our field, and its signature must hold.
"""
import io
import logging
import pathlib
import subprocess
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

import signing

FIELD = "chu_ky_co_quan_sao"


def whole(pdf, certificates):
    """Whether what was signed is as it was, for each signature; later changes are not judged."""
    roots = [load_cert_from_pemder(str(certificate)) for certificate in certificates]
    found = []
    for signature in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots), skip_diff=True)
        found.append(status.intact and status.valid)
    return found


def main():
    logging.disable(logging.CRITICAL)
    program, signed, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    certificates = [path for path in signed.parent.glob("*.pem") if ".key" not in path.name]
    checks = {}
    for folder, more in (("giay", []), ("dien-tu", ["--dien-tu"])):
        made = out / folder
        copy = [program, "copy", str(signed), "tests/copies/sao-y.yaml", "-o", str(made), "--force", *more]
        subprocess.run(copy, check=True, capture_output=True)
        path = made / f"{signed.stem}.sao-y.pdf"
        pdf = path.read_bytes()
        checks[f"{folder}: the original stands in the copy byte for byte"] = pdf.startswith(signed.read_bytes())
        checks[f"{folder}: its signatures are whole and valid"] = whole(pdf, certificates) == [True, True]
        checks[f"{folder}: qpdf finds no fault"] = subprocess.run(["qpdf", "--check", str(path)],
                                                                capture_output=True).returncode == 0
    # As a scan would be: nobody has signed it yet.
    agency = signing.identity(out, "co-quan-sao")
    (out / "goc.yaml").write_text("loai: ke-hoach\nco_quan: UBND XÃ\nviet_tat: UBND\ndia_danh: Xã\nngay_ban_hanh: 05/01/2024\n"
                                  "trich_yeu: Thử\nnoi_dung: Lời văn.\nnguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: A}\n")
    subprocess.run([program, "build", str(out / "goc.yaml"), "--only", "pdf", "--force"], check=True, capture_output=True)
    copy = [program, "copy", str(out / "goc.pdf"), "tests/copies/sao-y.yaml", "--dien-tu", "--force"]
    subprocess.run(copy, check=True, capture_output=True)
    pdf = signing.sign((out / "goc.sao-y.pdf").read_bytes(), FIELD, agency, certify=False)
    (out / "da-sao.pdf").write_bytes(pdf)
    checks["the copying agency's signature holds"] = signing.judge(pdf, [agency[1]]) == {FIELD: True}
    for words, well in checks.items():
        print(f"{'ok' if well else 'FAULT'}  {words}")
    sys.exit(0 if all(checks.values()) else 1)


if __name__ == "__main__":
    main()
