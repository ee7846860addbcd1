"""Other people's validators, as .ci/referees.py calls them, many files to a process where they take many."""

import json
import pathlib
import subprocess
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor


def run(*args):
    return subprocess.run([str(arg) for arg in args], capture_output=True, text=True)


def validate(folder, names, verapdf, jobs):
    """Faults by document: (validator, words)."""
    faults = {name: [] for name in names}

    def judge(name):
        for office in ("Microsoft365", "Office2013"):
            result = run("ooxml-validator", folder / f"{name}.docx", "--officeVersion", office)
            if result.returncode != 0:
                faults[name].append((f"Open XML SDK {office}", result.stdout + result.stderr))
        result = run("openxml-audit", "-m", "0", "-f", "microsoft365", "-o", "json", folder / f"{name}.docx")
        try:
            json.loads(result.stdout)
            if result.returncode == 0:
                return
        except ValueError:
            pass
        faults[name].append(("openxml-audit", result.stdout + result.stderr))

    def judge_pdf(name):
        result = run("qpdf", "--check", folder / f"{name}.pdf")
        if result.returncode != 0 or "WARNING" in result.stdout + result.stderr:
            faults[name].append(("qpdf", result.stdout + result.stderr))

    def conform(flavour, some):
        result = run("java", "-cp", verapdf, "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", flavour,
                     *(folder / f"{name}.pdf" for name in some))
        try:
            found = ET.fromstring(result.stdout).findall(".//job")
        except ET.ParseError:
            found = []
        left = set(some)
        for job in found:
            name = pathlib.Path(job.findtext("item/name")).stem
            report = job.find("validationReport")
            if report is not None and report.get("isCompliant") == "true":
                left.discard(name)
            elif report is not None:
                left.discard(name)
                rules = {f"{rule.get('clause')}-{rule.get('testNumber')} ({rule.get('failedChecks')} times)" for rule in report.iter("rule")}
                faults[name].append((f"veraPDF {flavour}", " ".join(sorted(rules))))
        for name in left:
            faults[name].append((f"veraPDF {flavour}", "no verdict " + result.stderr[:300]))

    with ThreadPoolExecutor(jobs) as pool:
        work = [pool.submit(judge, name) for name in names] + [pool.submit(judge_pdf, name) for name in names]
        if verapdf:
            work += [pool.submit(conform, flavour, names[start : start + 100])
                     for flavour in ("2a", "ua1") for start in range(0, len(names), 100)]
        for one in work:
            one.result()
    return faults
