"""Compares lines of the example `characterise` with what pypdf, Pillow and mutagen say."""

import collections
import json
import logging
import statistics
import sys
import warnings

import mutagen
import PIL.Image
import pypdf

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
IMAGES = {"png", "jpeg", "gif", "tiff", "bmp", "webp", "jp2"}
SOUND = {"wav", "mp3", "flac", "ogg", "mp4"}


def of_pdf(path):
    reader = pypdf.PdfReader(path, strict=False)
    said = {"version": reader.pdf_header.removeprefix("%PDF-"), "encrypted": reader.is_encrypted}
    if not reader.is_encrypted:
        said["pages"] = len(reader.pages)
        said["attachments"] = len(list(reader.attachments)) > 0
    return said


def of_image(path):
    with PIL.Image.open(path) as image:
        return {"width": image.width, "height": image.height}


def of_sound(path):
    info = mutagen.File(path).info
    return {"duration-ms": round(info.length * 1000)}


def same(ours, theirs):
    if isinstance(theirs, int) and not isinstance(theirs, bool) and theirs > 100:
        return isinstance(ours, int) and abs(ours - theirs) <= theirs / 100
    return ours == theirs


def main():
    counts, times = collections.Counter(), collections.defaultdict(list)
    for line in sys.stdin:
        file = json.loads(line)
        facts = dict(reversed(file["found"]["facts"]))
        kind, state = facts.get("kind", "unknown"), file["found"]["state"]
        times[kind].append(file["micros"])
        ask = of_pdf if kind == "pdf" else of_image if kind in IMAGES else of_sound
        if kind != "pdf" and kind not in IMAGES | SOUND:
            continue
        try:
            said = ask(file["path"])
        except Exception as error:  # each library has its own ways to fail
            said = {}
            if state == "sound":
                counts["theirs fails, ours is sound"] += 1
                print(f"theirs fails on {file['path']}: {type(error).__name__}: {error}")
        for name, theirs in said.items():
            if name not in facts:
                verdict = "ours is silent"
            else:
                verdict = "equal" if same(facts[name], theirs) else "different"
            counts[f"{kind} {name}: {verdict}"] += 1
            if verdict != "equal":
                print(f"{file['path']}: {name}: {facts.get(name)} / {theirs} ({state})")
    print()
    for what, count in sorted(counts.items()):
        print(f"{count:6}  {what}")
    for kind, micros in sorted(times.items()):
        middle, worst = statistics.median(micros), max(micros)
        print(f"{len(micros):6}  {kind}: median {middle} µs, slowest {worst} µs")


main()
