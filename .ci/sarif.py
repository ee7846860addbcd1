#!/usr/bin/env python3
"""Holds the SARIF logs of `--message-format sarif` against the schema that OASIS publishes.

sarif.py VANBAN

Every file of tests/bad and tests/words and every batch of tests/bad-batch is built, every fixture of
tests/check is checked; each log must be valid by tests/sarif/sarif-schema-2.1.0.json. Any fault is printed and makes the exit code 1.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
vanban = pathlib.Path(sys.argv[1]).resolve()
schema = json.loads((ROOT / "tests/sarif/sarif-schema-2.1.0.json").read_text("utf-8"))
validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())

files = [("build", path) for folder in ("bad", "words") for path in sorted((ROOT / "tests" / folder).glob("*.yaml"))]
files += [("batch", path) for path in sorted((ROOT / "tests/bad-batch").glob("*/lo.yaml"))]
files += [("check", path) for path in sorted((ROOT / "tests/check").glob("*/*.yaml"))]
faults, results = [], 0
with tempfile.TemporaryDirectory() as out:
    for command, path in files:
        arguments = [vanban, command, path.relative_to(ROOT)]
        if command == "check":
            arguments += ["--format", "sarif", "--not-evaluated"]
        else:
            arguments += ["-o", out, "--message-format", "sarif"]
        run = subprocess.run(arguments, capture_output=True, cwd=ROOT)
        try:
            # What a check finds is its result, what a build says of files are its messages.
            log = json.loads(run.stdout if command == "check" else run.stderr)
        except ValueError as error:
            faults.append(f"{path}: no JSON: {error}")
            continue
        results += len(log["runs"][0]["results"])
        faults += [f"{path}: {list(error.path)}: {error.message[:300]}" for error in validator.iter_errors(log)]
print("\n".join(faults + [f"SARIF: {len(files)} logs with {results} results, {len(faults)} faults"]))
sys.exit(bool(faults or not results))
