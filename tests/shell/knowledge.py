"""knowledge.py CATALOG: all that a catalog knows, one row a line, in an order of its own.

Two catalogs that know the same give the same lines: internal row numbers are replaced by the rows
that they name. Search indexes are left out; what they find is asked through the program.
"""

import contextlib
import sqlite3
import sys


# A column that was added later could not be declared to refer to another table.
LATER = {"file": {"recognition": "recognition"}}


def tables(database):
    """The tables with facts: not the search indexes, nor when the schema was made."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    names = [name for (name,) in database.execute(sql)]
    ours = [name for name in names if not name.startswith(("sqlite_", "refinery_"))]
    return [name for name in ours if "_words" not in name]


def shape(database, table):
    """Names of the columns, the one that is only a row number, and what columns refer to."""
    columns = database.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [(name, kind) for _, name, kind, _, _, key in columns if key]
    number = keys[0][0] if len(keys) == 1 and keys[0][1] == "INTEGER" else None
    links = database.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    links = {link[3]: link[2] for link in links} | LATER.get(table, {})
    return [column[1] for column in columns], number, links


def rows(database, table, seen):
    """The rows of a table by row number (or by position), without any row number in them."""
    if table in seen:
        return seen[table]
    names, number, links = shape(database, table)
    parents = {name: rows(database, parent, seen) for name, parent in links.items()}
    found = {}
    for position, row in enumerate(database.execute(f'SELECT * FROM "{table}"')):
        fields = dict(zip(names, row))
        key = fields.pop(number) if number else position
        found[key] = tuple(
            (name, parents[name].get(value) if name in parents else value)
            for name, value in fields.items()
        )
    seen[table] = found
    return found


def main():
    with contextlib.closing(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)) as database:
        seen = {}
        for table in tables(database):
            for row in sorted(map(repr, rows(database, table, seen).values())):
                print(table, row)


if __name__ == "__main__":
    main()
