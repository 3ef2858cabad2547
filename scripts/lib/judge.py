"""The judges after a fault: the archive's own doctor, foreign programs, and a reader of the format
that shares no code with the archive.

Everything here raises harness.Failed with a sentence that names what is wrong.
"""

import collections
import contextlib
import hashlib
import io
import json
import pathlib
import re
import sqlite3
import zipfile

from harness import TENANT, Failed, run, tool

PIECE = 1 << 20
# The logical path of a bundle (docs/format.md).
BUNDLE = re.compile(r"(^|/)(submission-)?bundles/\d{6}\.zip$")
# A file that the archive keeps in its own package of schemas.
SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "schemas/characteristics.xsd"
# Columns of the catalog that tell when or where a row was written and not what the archive holds.
VOLATILE = {"id", "indexed_at", "rebuilt_at"}


def sha512(stream):
    """The SHA-512 of a stream."""
    digest = hashlib.sha512()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def sha512_of(path):
    with open(path, "rb") as file:
        return sha512(file)


def read_object(folder):
    """Checks one OCFL object against its own words; gives the digests of all files it holds."""
    inventory_path = folder / "inventory.json"
    inventory = json.loads(inventory_path.read_text())
    sidecar = (folder / f"inventory.json.{inventory['digestAlgorithm']}").read_text()
    name = f"{folder}: {inventory.get('id')}"
    if sidecar.split() != [sha512_of(inventory_path), "inventory.json"]:
        raise Failed(f"{name}: the sidecar does not fit the inventory")
    held, promised = set(), set()
    for digest, paths in inventory["manifest"].items():
        for path in paths:
            promised.add(path)
            if not (folder / path).is_file() or sha512_of(folder / path) != digest.lower():
                raise Failed(f"{name}: {path} is missing or is not what the inventory says")
        held.add(digest.lower())
    for version in inventory["versions"].values():
        for digest, logical in version["state"].items():
            if digest not in inventory["manifest"]:
                raise Failed(f"{name}: nothing holds {logical}")
            if any(BUNDLE.search(path) for path in logical):
                held |= members(folder / inventory["manifest"][digest][0])
    on_disk = {str(p.relative_to(folder)) for p in folder.glob("v*/content/**/*") if p.is_file()}
    if on_disk != promised:
        raise Failed(f"{name}: unexpected files {sorted(on_disk - promised)[:5]}")
    return frozenset(held)


def members(bundle):
    """The digests of the files inside a bundle."""
    with zipfile.ZipFile(bundle) as archive:
        names = [name for name in archive.namelist() if name.startswith("data/")]
        return {sha512(io.BufferedReader(archive.open(name))) for name in names}


def read_root(root):
    """Every object of a storage root with the digests of its files."""
    objects = [hit.parent for hit in root.rglob("0=ocfl_object_1.*")]
    return {folder: read_object(folder) for folder in sorted(objects)}


def each_package_once(installation, packages, versions=()):
    """Every source package lies whole in exactly one object of each copy, and nothing else but the
    schemas of the archive; a later version of it lies in the same object.
    """
    roots = installation.holdings()
    if not roots:
        raise Failed("no storage root was found")
    later = {package.number: package for package in versions}
    for root in roots:
        objects = read_root(root)
        owners = collections.Counter()
        for package in packages:
            fitting = [folder for folder, held in objects.items() if package.digests <= held]
            if len(fitting) != 1:
                raise Failed(f"{package.name} lies in {len(fitting)} objects of {root}")
            owners[fitting[0]] += 1
            check_versions(fitting[0], objects[fitting[0]], later.get(package.number))
        ours = [folder for folder in objects if folder not in owners]
        if len(ours) != 1 or sha512_of(SCHEMA) not in objects[ours[0]]:
            raise Failed(f"{root} holds {len(ours)} objects beside the packages, not the schemas")
        if max(owners.values()) > 1:
            raise Failed(f"{root} holds {len(objects)} objects for {len(packages)} packages")


def check_versions(folder, held, later):
    """An object has one version, or two where a later version of its package was taken in; those
    that only describe it anew do not count.
    """
    versions = json.loads((folder / "inventory.json").read_text())["versions"].values()
    brought = [v for v in versions if not v["message"].startswith("Description changed")]
    wanted = 2 if later else 1
    if len(brought) != wanted:
        raise Failed(f"{folder}: {len(brought)} versions with files instead of {wanted}")
    if later and not later.digests <= held:
        raise Failed(f"{folder}: files of the second version are missing")


def no_leftovers(installation):
    """Nothing unfinished lies about: in the copies, in the journal, in the state folder."""
    for root in installation.holdings():
        tenant = root.parent
        for place in ("staging", "claims"):
            left = list((tenant / place).rglob("*"))
            if left:
                raise Failed(f"leftovers in {tenant / place}: {left[:5]}")
        left = [path for path in tenant.rglob("*") if path.name.endswith((".tmp", ".part"))]
        if left:
            raise Failed(f"unfinished files: {left[:5]}")
    state = installation.folder / "state"
    left = list((state / "tenants" / TENANT / "journal").rglob("*"))
    left += [path for path in state.rglob("*") if is_left_in_state(path.name)]
    if left:
        raise Failed(f"leftovers in the state folder: {left[:5]}")


def is_left_in_state(name):
    """Whether a file of the state folder belongs to work that is not finished."""
    begins = ("journal-", "catalog.rebuilt", "catalog.exchanging")
    return name.startswith(begins) or name.endswith(".tmp")


def foreign_programs(installation):
    """Validation by the archive's own validator and by rocfl; gives who was asked."""
    asked = []
    for root in installation.holdings():
        run([installation.binary, "ocfl", "validate", root])
        asked.append("archive ocfl validate")
        if rocfl := tool("rocfl"):
            verdict = run([rocfl, "-r", root, "validate"])
            if "Warnings:" in verdict.out or "Errors:" in verdict.out:
                raise Failed(f"rocfl is not content with {root}:\n{verdict.out[-2000:]}")
            asked.append("rocfl")
        # It does not know the layout of our roots: the objects are given to it themselves.
        if ocfl_py := tool("ocfl-validate.py"):
            folders = [hit.parent for hit in root.rglob("0=ocfl_object_1.1")]
            verdict = run([ocfl_py, *folders])
            said = verdict.out + verdict.err
            if re.search(r"\[[EW]\d{3}", said) or "INVALID" in said:
                raise Failed(f"ocfl-py is not content with {root}:\n{said[-2000:]}")
            asked.append("ocfl-py")
    return asked


def catalog(installation):
    """What the catalog knows, in a form that can be compared: answers, and rows."""
    answers = {}
    for aip in installation.ids():
        answers[aip] = installation.archive("show", aip, "--tenant", TENANT, "--json").out
    file = installation.folder / "state/tenants" / TENANT / "catalog.sqlite"
    return answers, rows_of(file) if file.is_file() else {}


def rows_of(file):
    """All rows of all tables in a fixed order, without columns that tell the time of writing.
    Numbers that one table gives to its rows are replaced by what they stand for elsewhere.
    """
    out = {}
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        names = names_of(database)
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        for (table,) in database.execute(tables).fetchall():
            if "_words" in table or table.startswith(("sqlite_", "refinery")):
                continue
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
            kept = [name for name in columns if name not in VOLATILE]
            listed = ", ".join(f'"{name}"' for name in kept)
            rows = database.execute(f'SELECT {listed} FROM "{table}"').fetchall()
            out[table] = sorted(
                repr([names.get(column, {}).get(value, value) for column, value in zip(kept, row)])
                for row in rows
            )
    return out


def names_of(database):
    """What the numbers in columns that point to other tables stand for."""
    packages = dict(database.execute("SELECT id, aip FROM package").fetchall())
    versions = database.execute("SELECT id, package, number FROM version").fetchall()
    return {
        "package": packages,
        "recognition": dict(database.execute("SELECT id, said FROM recognition").fetchall()),
        "version": {id: (packages[package], number) for id, package, number in versions},
    }


def catalog_equals_rebuild(installation):
    """A catalog made from storage alone knows the same."""
    before = catalog(installation)
    installation.archive("rebuild")
    after = catalog(installation)
    if before[0] != after[0]:
        raise Failed("the rebuilt catalog gives other answers")
    for table in sorted(before[1].keys() | after[1].keys()):
        old, new = before[1].get(table, []), after[1].get(table, [])
        if old != new:
            lost = [row for row in old if row not in new][:2]
            extra = [row for row in new if row not in old][:2]
            raise Failed(f"table {table} differs after a rebuild: lost {lost}, new {extra}")


def judge(installation, packages, versions=()):
    """All judges, after the work was repeated to its end. Gives who was asked."""
    no_leftovers(installation)
    installation.archive("doctor")
    each_package_once(installation, packages, versions)
    asked = foreign_programs(installation)
    catalog_equals_rebuild(installation)
    installation.archive("doctor", "--full")
    no_leftovers(installation)
    return asked
