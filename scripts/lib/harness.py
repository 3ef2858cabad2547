"""What benches and campaigns share: running programs under measure, and one installation.

Python's standard library only, so that it runs wherever the archive is built.
"""

import dataclasses
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
TENANT = "campaign"


@dataclasses.dataclass
class Run:
    """One program that ended: seconds, peak memory, bytes from the medium, what it said."""

    command: list
    code: int
    seconds: float
    peak_mib: float
    read_bytes: int
    out: str
    err: str

    def events(self, kind):
        """The JSON objects on standard output of one kind."""
        lines = (line for line in self.out.splitlines() if line.startswith("{"))
        return [event for event in map(json.loads, lines) if event.get("event") == kind]


class Failed(Exception):
    """A program, or a judgement about the archive, did not end as it must."""


def archive_binary():
    """The program under test: $ARCHIVE_BIN, else the release build."""
    path = pathlib.Path(os.environ.get("ARCHIVE_BIN", ROOT / "target/release/archive"))
    if not path.is_file():
        sys.exit(f"{path} is missing; run: cargo build --release -p archive-cli")
    return path.resolve()


def fixtures_binary():
    """The generator of samples and bench data, built where missing."""
    path = ROOT / "target/release/archive-fixtures"
    if not path.is_file():
        command = ["cargo", "build", "-q", "--release", "-p", "archive-fixtures"]
        subprocess.run(command, cwd=ROOT, check=True)
    return path


def tool(name):
    """A foreign program, from .tools or the system; None where it is not there."""
    for place in (TOOLS / "bin" / name, TOOLS / "venv/bin" / name):
        if place.is_file():
            return str(place)
    return shutil.which(name)


def io_of(pid):
    """Bytes that a process caused to be read from the medium; 0 where the system hides it."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/io").read_text().splitlines()
    except OSError:
        return 0
    return int(dict(line.split(": ") for line in lines).get("read_bytes", 0))


def run(command, expect=(0,), **options):
    """Runs a program to its end under measure; any other exit code than expected is a failure."""
    command = [str(part) for part in command]
    scratch = [open_scratch() for _ in range(2)]
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=scratch[0], stderr=scratch[1], **options)
    # The zombie still has its accounts; reaping it would lose them.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    seconds = time.monotonic() - begin
    read_bytes = io_of(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    out, err = (text_of(file) for file in scratch)
    result = Run(command, process.returncode, seconds, usage.ru_maxrss / 1024, read_bytes, out, err)
    if expect is not None and result.code not in expect:
        raise Failed(f"{' '.join(command)}\nexit code {result.code}\n{err[-2000:]}{out[-2000:]}")
    return result


def open_scratch():
    """A nameless file for the output of a program: a pipe could fill up and block it."""
    import tempfile

    return tempfile.TemporaryFile()


def text_of(file):
    file.seek(0)
    text = file.read().decode("utf-8", "replace")
    file.close()
    return text


class Installation:
    """One installation of the archive with one tenant, made for a test and thrown away."""

    def __init__(self, folder, binary=None, prefix=(), options=()):
        self.folder = pathlib.Path(folder)
        self.binary = binary or archive_binary()
        self.prefix = list(prefix)
        run([*self.prefix, self.binary, "init", self.folder, "--name", "campaign", *options])
        self.archive("tenant", "add", TENANT, "--name", "Kampagne")

    def command(self, *words):
        """The words of a command on this installation."""
        return [*self.prefix, self.binary, "--archive", self.folder, *words]

    def archive(self, *words, expect=(0,)):
        """Runs a command on this installation."""
        return run(self.command(*words), expect=expect)

    def ingest(self, *paths, options=(), expect=(0,)):
        """Takes packages in."""
        words = ["ingest", *paths, "--tenant", TENANT, "--json", "--no-progress", *options]
        return self.archive(*words, expect=expect)

    def ids(self):
        """The ids of all packages, from the catalog."""
        listing = self.archive("list", "--tenant", TENANT, "--json")
        return sorted(event["aip"] for event in listing.events("package"))

    def holdings(self):
        """The OCFL storage roots of all copies, wherever they are configured to lie."""
        places = [self.folder, *getattr(self, "copies", [])]
        found = {hit.parent for place in places for hit in place.rglob("0=ocfl_1.1")}
        return sorted(found)

    def remove(self):
        """Throws the installation away."""
        shutil.rmtree(self.folder, ignore_errors=True)
