"""Source packages for campaigns: seeded, of all shapes and in all containers."""

import dataclasses
import hashlib
import io
import pathlib
import random
import tarfile
import zipfile

# A package of at least 64 MiB keeps a journal of what was read: it is continued, not begun again.
JOURNALLED = 64 << 20
CONTAINERS = ("dir", "dir", "zip", "tar", "tgz")


@dataclasses.dataclass
class Package:
    """One source package: where it lies, and the SHA-512 of each file in it."""

    number: int
    path: pathlib.Path
    digests: frozenset
    files: dict = dataclasses.field(repr=False)

    @property
    def name(self):
        return self.path.name


def sha512(content):
    return hashlib.sha512(content).hexdigest()


def bag(files):
    """The files of a BagIt 1.0 package with SHA-512."""
    lines = [f"{sha512(content)}  data/{name}\n" for name, content in files.items()]
    size = sum(map(len, files.values()))
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Payload-Oxum: {size}.{len(files)}\n",
        "manifest-sha512.txt": "".join(lines),
    }
    payload = {f"data/{name}": content for name, content in files.items()}
    return {name: text.encode() for name, text in tags.items()} | payload


def as_folder(place, name, files):
    for path, content in files.items():
        file = place / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return place / name


def as_zip(place, name, files):
    path = place / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in files.items():
            archive.writestr(f"{name}/{member}", content)
    return path


def as_tar(place, name, files, mode="w", suffix=".tar"):
    path = place / f"{name}{suffix}"
    with tarfile.open(path, mode) as archive:
        for member, content in files.items():
            info = tarfile.TarInfo(f"{name}/{member}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def as_tgz(place, name, files):
    return as_tar(place, name, files, "w:gz", ".tar.gz")


WRITERS = {"dir": as_folder, "zip": as_zip, "tar": as_tar, "tgz": as_tgz}


def shapes(number):
    """How many files of which size the package with a number has."""
    if number == 1:
        return [(520, 130_000), (3, 9_000_000)]  # more than 64 MiB: two bundles, and large files
    if number % 17 == 5:
        return [(320, 2_000)]  # small files: a bundle
    if number % 17 == 11:
        return [(2, 6_000_000)]  # large files
    return [(10, 20_000)]


def content_of(number, seed):
    """The files of a package before they are packed; every file has content of its own."""
    source = random.Random(f"{seed}/package/{number}")
    files = {}
    for count, size in shapes(number):
        least = size if number == 1 else 1
        for _ in range(count):
            at = len(files)
            name = f"Vorgang {at % 7}/Schriftstück {at:04}.bin"
            files[name] = source.randbytes(source.randint(least, size))
    return files


def write_package(folder, number, files):
    packed = files if number % 3 == 0 else bag(files)
    container = "dir" if number == 1 else CONTAINERS[number % len(CONTAINERS)]
    path = WRITERS[container](folder, f"{number:04}", packed)
    digests = frozenset(sha512(content) for content in packed.values())
    return Package(number, path, digests, files if number % 4 == 0 else {})


def write_packages(folder, count, seed):
    """Writes packages into a folder, some as folders, some as containers."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    return [write_package(folder, number, content_of(number, seed)) for number in range(count)]


def write_versions(folder, packages, seed, most=4):
    """Writes a second version of some packages: one file changed, one gone, one new."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    versions = []
    for package in [package for package in packages if package.files][:most]:
        source = random.Random(f"{seed}/version/{package.number}")
        files = dict(package.files)
        names = sorted(files)
        files[names[0]] = source.randbytes(5_000)
        del files[names[1]]
        files["Nachtrag.bin"] = source.randbytes(70_000)
        versions.append(write_package(folder, package.number, files))
    return versions
