"""compare.py KIND GIVEN RESTORED: whether a package came back as it was given.

KIND says in what form: `logical` (restored from storage by hand: NFC names, no times), `files`
(an export as files, exact names, times and empty folders) or `bagit` (an export as a bag).
GIVEN is a folder, a ZIP or a TAR. Python's standard library only, and no word of the archive's
own code: this is the judge.
"""

import dataclasses
import hashlib
import os
import pathlib
import sys
import tarfile
import unicodedata
import zipfile


@dataclasses.dataclass(frozen=True)
class File:
    """A file as given: the bytes of its name, the readable form, digest, and time in ns."""

    raw: bytes
    logical: str
    digest: str
    modified: int | None


def sha512(stream):
    return hashlib.file_digest(stream, "sha512").hexdigest()


def logical(raw):
    """docs/format.md, 3.3: the logical form of a name."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        valid = raw.replace(b"%", b"%25").decode("utf-8", "surrogateescape")
        text = "".join(f"%{ord(c) & 0xFF:02X}" if 0xDC80 <= ord(c) <= 0xDCFF else c for c in valid)
    return unicodedata.normalize("NFC", text)


def folder_files(root):
    for place, _, names in os.walk(os.fsencode(root)):
        for name in names:
            path = os.path.join(place, name)
            raw = os.path.relpath(path, os.fsencode(root))
            with open(path, "rb") as stream:
                yield File(raw, logical(raw), sha512(stream), os.stat(path).st_mtime_ns)


def zip_files(path):
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            flagged = entry.flag_bits & 0x800
            raw = entry.filename.encode("utf-8" if flagged else "cp437")
            name = raw if is_utf8(raw) else entry.filename.encode()
            yield File(raw, logical(name), sha512(archive.open(entry)), None)


def nanoseconds(entry):
    whole, _, part = str(entry.pax_headers.get("mtime", int(entry.mtime))).partition(".")
    return int(whole) * 10**9 + int(part.ljust(9, "0")[:9] or 0)


def tar_files(path):
    with tarfile.open(path, encoding="utf-8", errors="surrogateescape") as archive:
        for entry in archive:
            if entry.isfile():
                raw = os.path.normpath(entry.name.encode("utf-8", "surrogateescape"))
                digest = sha512(archive.extractfile(entry))
                yield File(raw, logical(raw), digest, nanoseconds(entry))


def cut(file, base):
    return dataclasses.replace(file, raw=file.raw[len(base):], logical=file.logical[len(base):])


def given_files(given):
    """The files of a package without the folder around a bag, and whether it is a bag."""
    if given.is_dir():
        files = list(folder_files(given))
    else:
        # A TAR that holds an office document ends like a ZIP as well.
        is_zip = given.read_bytes()[:2] == b"PK"
        files = list(zip_files(given) if is_zip else tar_files(given))
    bases = [f.raw[: -len(b"bagit.txt")] for f in files if f.raw.split(b"/")[-1] == b"bagit.txt"]
    bases = [base for base in bases if base.count(b"/") <= 1]
    if bases:
        return [cut(file, min(bases, key=len)) for file in files], True
    beside = given.with_name(given.name + ".dc.xml")
    if beside.is_file():
        with open(beside, "rb") as stream:
            raw = os.fsencode(beside.name)
            files.append(File(raw, beside.name, sha512(stream), beside.stat().st_mtime_ns))
    return files, False


def apart(files, is_bag):
    """The payload, and what accompanied it."""
    if is_bag:
        payload = [cut(f, b"data/") for f in files if f.raw.startswith(b"data/")]
        return payload, [f for f in files if not f.raw.startswith(b"data/")]
    described = {f.logical for f in files if f.logical.endswith(".dc.xml")}
    return ([f for f in files if f.logical not in described],
            [f for f in files if f.logical in described])


def differences(what, wanted, found):
    """Sentences about what two mappings of names differ in."""
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            yield f"{what} {name!r}: wanted {wanted.get(name)}, found {found.get(name)}"


def by_name(files, exact):
    return {(f.raw if exact else f.logical.encode()): f.digest for f in files}


def in_manifests(files):
    """Names as a bag can hold them: its manifests are UTF-8."""
    return [f if is_utf8(f.raw) else dataclasses.replace(f, raw=f.logical.encode()) for f in files]


def is_utf8(raw):
    try:
        return bool(raw.decode())
    except UnicodeDecodeError:
        return False


def restored(root):
    return {f.raw: f for f in folder_files(root)} if root.is_dir() else {}


def digests(files):
    return {name: file.digest for name, file in files.items()}


def empty_folders(root):
    base = os.fsencode(root)
    return {os.path.relpath(place, base): "" for place, folders, files in os.walk(base)
            if not folders and not files}


def compare_logical(root, payload, tags):
    data = restored(root / "representations/original/data")
    yield from differences("payload", by_name(payload, False), digests(data))
    beside = restored(root / "submission")
    yield from differences("submission", by_name(tags, False), digests(beside))


def compare_times(payload, found):
    wanted = {f.raw: f.modified for f in payload if f.modified is not None and f.raw in found}
    yield from differences("time of", wanted, {name: found[name].modified for name in wanted})


def compare_files(root, payload, tags, given):
    found = restored(root)
    below = b"submission/"
    ours = {n.removeprefix(below): f for n, f in found.items() if n.startswith(below)}
    found = {n: f for n, f in found.items() if not n.startswith(below)}
    yield from differences("payload", by_name(payload, True), digests(found))
    yield from differences("submission", by_name(tags, True), digests(ours))
    yield from compare_times(payload, found)
    yield from compare_times(tags, ours)
    if given.is_dir():
        base = given / "data" if (given / "bagit.txt").is_file() else given
        yield from differences("empty folder", empty_folders(base), empty_folders(root))


def compare_bag(root, payload, tags):
    for what, files, folder in [("payload", payload, "data"), ("tags", tags, "submission")]:
        wanted = by_name(in_manifests(files), True)
        yield from differences(what, wanted, digests(restored(root / folder)))


def main():
    kind, given, root = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    payload, tags = apart(*given_files(given))
    if not payload:
        sys.exit(f"{given} has no payload: nothing was compared")
    found = list({
        "logical": lambda: compare_logical(root, payload, tags),
        "files": lambda: compare_files(root, payload, tags, given),
        "bagit": lambda: compare_bag(root, payload, tags),
    }[kind]())
    for sentence in found[:10]:
        print(sentence, file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
