"""Source packages for campaigns: seeded, of all shapes, small enough to be taken in a second."""

import hashlib
import pathlib
import random


def write_bag(folder, files):
    """A BagIt 1.0 folder with SHA-512."""
    lines = []
    for name, content in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        lines.append(f"{hashlib.sha512(content).hexdigest()}  data/{name}\n")
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    size = sum(map(len, files.values()))
    (folder / "bag-info.txt").write_text(f"Payload-Oxum: {size}.{len(files)}\n")
    (folder / "manifest-sha512.txt").write_text("".join(lines))


def write_folder(folder, files):
    """A plain folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def shape(number):
    """How many files of which size the package with a number has."""
    if number % 17 == 5:
        return 320, 2_000  # small files: bundles
    if number % 17 == 11:
        return 2, 6_000_000  # large files
    return 10, 20_000


def write_packages(folder, count, seed):
    """Writes packages into a folder; every file has content of its own."""
    folder = pathlib.Path(folder)
    for number in range(count):
        source = random.Random(f"{seed}/package/{number}")
        files, size = shape(number)
        content = {
            f"Vorgang {n % 7}/Schriftstück {n:04}.bin": source.randbytes(source.randint(1, size))
            for n in range(files)
        }
        write = write_folder if number % 3 == 0 else write_bag
        package = folder / f"{number:04}"
        package.mkdir(parents=True)
        write(package, content)
    return sorted(folder.iterdir())
