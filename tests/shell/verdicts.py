#!/usr/bin/env python3
"""verdicts.py ARCHIVE SHARED: what the archive says of each published XML file.

Runs every command that judges a file over each of them and holds exit code, memory and time; then,
by a rule that shares no code with the archive, which documents must be refused: what Python's own
parser cannot read, and whatever has a document type declaration.
"""

import json
import pathlib
import sys
import xml.parsers.expat

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts/lib"))
from harness import run  # noqa: E402

MOST_MIB, MOST_SECONDS = 64, 60
VALID, INVALID = 0, 6
# Exit codes of an answer about the file; all others tell that the archive failed.
COMMANDS = {
    "check": (["check"], {VALID}),
    "identify": (["identify"], {VALID}),
    "schemas check": (["schemas", "check"], {VALID, INVALID}),
    "schemas check, by schema": (["schemas", "check"], {VALID, INVALID}),
}


class Refused(Exception):
    """A document that no guarded reader may take."""


def refuse(*_):
    raise Refused


def is_refused(content):
    """Whether a document has a document type declaration or is not well-formed."""
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (Refused, xml.parsers.expat.ExpatError):
        return True
    return False


def judge(binary, name, path, schemas):
    """What is wrong with how the archive judged a file, and the peak in MiB."""
    words, allowed = COMMANDS[name]
    if name.endswith("by schema"):
        words = [*words, "--schemas", schemas]
    command = [binary, *words, path, "--json", "--no-progress"]
    result = run(["timeout", str(MOST_SECONDS), *command], expect=None)
    faults = []
    if result.code not in allowed:
        faults.append(f"exit code {result.code}: {result.err[-300:]}")
    if result.peak_mib > MOST_MIB:
        faults.append(f"{result.peak_mib:.0f} MiB")
    if not verdicts(result):
        faults.append("no verdict")
    if name == "schemas check" and (result.code == INVALID) != is_refused(path.read_bytes()):
        faults.append(f"exit code {result.code}, and another parser says otherwise")
    return [f"{name} {path}: {fault}" for fault in faults], result.peak_mib


def verdicts(result):
    """The events about a file, each of which says what it is or what is wrong with it."""
    events = [json.loads(line) for line in result.out.splitlines()]
    return [e for e in events if "status" in e or "puids" in e or "valid" in e or "code" in e]


def main():
    binary, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    folders = [shared / "corpora" / name for name in ("metadata-samples", "xml-attacks")]
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.is_file())
    names = [name for name in COMMANDS if "by" not in name or (shared / "xsd").is_dir()]
    faults, peak = [], {}
    for name in names:
        for path in files:
            found, mib = judge(binary, name, path, shared / "xsd")
            faults += found
            peak[name] = max(peak.get(name, 0), mib)
    print(f"{len(files)} files; peak " + ", ".join(f"{n} {m:.0f} MiB" for n, m in peak.items()))
    sys.exit("\n".join(faults) if faults or not files else 0)


if __name__ == "__main__":
    main()
