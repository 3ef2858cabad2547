"""Holds METS documents against the files beside them: `mets.py METS.xml ...`.

Knows METS and little of the archive: every reference with a digest is followed and compared,
members of ZIP files by name and size; every file below the document's own package is listed once.
What an address `urn:...#path` means lies below `schemas/`, the README below `documentation/`
(docs/format.md, section 3.5).
"""

import hashlib
import os
import pathlib
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

METS = "{http://www.loc.gov/METS/}"
HREF = "{http://www.w3.org/1999/xlink}href"


def path_of(href):
    """The path behind a reference; names need not be UTF-8."""
    if href.startswith("urn:"):
        path = href.partition("#")[2]
        href = ("documentation/" if path == "README.txt" else "schemas/") + path
    return os.fsdecode(urllib.parse.unquote_to_bytes(href))


def followed(document, element, href):
    """Compares one file with what is said of it; gives its path."""
    place = (document.parent / path_of(href)).resolve()
    content = place.read_bytes()
    if len(content) != int(element.get("SIZE")):
        raise SystemExit(f"{document}: size of {href}")
    if hashlib.sha512(content).hexdigest() != element.get("CHECKSUM").lower():
        raise SystemExit(f"{document}: digest of {href}")
    return place


def members(document, element, place):
    """Compares what METS says is in a ZIP file with what is in it."""
    listed = {}
    for member in element.findall(f"{METS}file"):
        listed[path_of(member.find(f"{METS}FLocat").get(HREF))] = int(member.get("SIZE"))
    if not listed:
        return
    with zipfile.ZipFile(place) as bundle:
        held = {entry.filename: entry.file_size for entry in bundle.infolist()}
    held.pop("index.xml", None)
    if listed != held:
        raise SystemExit(f"{document}: members of {place.name}")


def main():
    count = 0
    for name in sys.argv[1:]:
        document = pathlib.Path(name)
        root = ElementTree.parse(document).getroot()
        seen = set()
        for reference in root.iter(f"{METS}mdRef"):
            followed(document, reference, reference.get(HREF))
        for group in root.iter(f"{METS}fileGrp"):
            for file in group.findall(f"{METS}file"):
                place = followed(document, file, file.find(f"{METS}FLocat").get(HREF))
                seen.add(place)
                members(document, file, place)
        if document.parent.parent.name == "representations":
            there = {path.resolve() for path in document.parent.rglob("*") if path.is_file()}
            there.discard(document.resolve())
            if there != seen:
                raise SystemExit(f"{document}: lists others than are there: {there ^ seen}")
        else:
            uses = [group.get("USE") for group in root.iter(f"{METS}fileGrp")]
            if "Schemas" not in uses or "Documentation" not in uses:
                raise SystemExit(f"{document}: no schemas or no documentation: {uses}")
        count += len(seen)
    if count == 0:
        raise SystemExit("no file is listed")


main()
