#!/usr/bin/env python3
"""Verifies a receipt of the ledger, or a whole ledger on a copy, by docs/ledger.md and
docs/format.md, section 10, alone. Needs the Python standard library and the program openssl.

    verify_receipt.py RECEIPT.json --key VKEY
    verify_receipt.py --log FOLDER --key VKEY

Ends with 0 where everything is proven, with 1 and a sentence where anything is not."""

import argparse
import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile

# What stands before 32 bytes of Ed25519 in a public key of X.509 (RFC 8410).
PREFIX = bytes.fromhex("302a300506032b6570032100")
FULL = 256


class Keys(list):
    """The keys of a ledger in their order, and the key of the installation that the last names."""

    installation = None


class Refused(Exception):
    """What was given is not proven."""


def need(condition, reason):
    if not condition:
        raise Refused(reason)


def decode(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("not base64: " + text) from None
    need(base64.b64encode(raw).decode() == text, "base64 in another form: " + text)
    return raw


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def key_of(text):
    """Name, id and public key of a verifier key."""
    parts = text.strip().split("+", 2)
    need(len(parts) == 3, "not a key: name+id+base64")
    name, number, raw = parts[0], parts[1], decode(parts[2])
    need(len(raw) == 33 and raw[0] == 1, "not a key of Ed25519")
    own = sha256(name.encode(), b"\n", raw)[:4]
    need(own.hex() == number, "the id of the key is not its own")
    return name, own, raw[1:]


def verify_signature(public, text, signature, what="the checkpoint"):
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, content in (("key", PREFIX + public), ("text", text), ("sig", signature)):
            paths[name] = os.path.join(folder, name)
            with open(paths[name], "wb") as file:
                file.write(content)
        words = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin"]
        words += ["-inkey", paths["key"], "-in", paths["text"], "-sigfile", paths["sig"]]
        done = subprocess.run(words, capture_output=True, check=False)
    need(done.returncode == 0, f"the signature of {what} is wrong")


def checkpoint_of(note, key):
    """Size and root hash of a checkpoint that the key has signed."""
    name, number, public = key
    text, _, lines = note.rpartition("\n\n")
    need(text and lines.endswith("\n"), "not a signed checkpoint")
    text += "\n"
    signed = False
    for line in lines[:-1].split("\n"):
        words = line.split(" ")
        need(len(words) == 3 and words[0] == "\u2014", "a signature line is malformed")
        raw = decode(words[2])
        if words[1] == name and raw[:4] == number:
            verify_signature(public, text.encode(), raw[4:])
            signed = True
    need(signed, "the key has not signed the checkpoint")
    return head_of(text, name)


def head_of(text, name):
    """Size and root hash that a checkpoint of this name claims."""
    lines = text.split("\n")
    need(len(lines) > 3, "a checkpoint has three lines")
    origin, size, root = lines[:3]
    need(origin == name, "the checkpoint is of another ledger: " + origin)
    need(size.isdecimal() and str(int(size)) == size, "the size is no number")
    return int(size), decode(root)


def climb(entry, index, size, proof):
    """The root hash to which a proof leads."""
    need(0 <= index < size, "the position lies outside of the ledger")
    node, last, result = index, size - 1, sha256(b"\0", entry)
    for sibling in proof:
        need(last > 0, "the proof is too long")
        if node % 2 == 1 or node == last:
            result = sha256(b"\1", sibling, result)
            while node % 2 == 0 and node != 0:
                node, last = node // 2, last // 2
        else:
            result = sha256(b"\1", result, sibling)
        node, last = node // 2, last // 2
    need(last == 0, "the proof is too short")
    return result


def verify_receipt(path, key):
    with open(path, encoding="utf-8") as file:
        receipt = json.load(file)
    size, root = checkpoint_of(receipt["checkpoint"], key)
    entry = receipt["entry"].encode()
    proof = [decode(line) for line in receipt["proof"]]
    need(all(len(part) == 32 for part in proof), "a part of the proof is no hash")
    need(climb(entry, receipt["index"], size, proof) == root, "the proof leads elsewhere")
    said = json.loads(entry)
    need(said["event"] in ("stored", "adopted", "changed"), "the entry attests no version")
    for name in ("aip", "version", "inventory"):
        need(said[name] == receipt[name], name + " is not that of the entry")
    form = "{aip} version {version}: in the ledger since {time}, inventory {inventory}"
    return form.format(**said)


def number_path(number):
    path = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        path = f"x{number % 1000:03}/{path}"
    return path


def read_tile(folder, kind, number, count):
    width = min(FULL, count - number * FULL)
    name = f"tile/{kind}/{number_path(number)}" + ("" if width == FULL else f".p/{width}")
    try:
        with open(os.path.join(folder, name), "rb") as file:
            return name, width, file.read()
    except OSError:
        raise Refused(name + " is missing") from None


def root_of(hashes):
    """The definition of RFC 6962, section 2.1."""
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return sha256(b"\1", root_of(hashes[:half]), root_of(hashes[half:]))


def follow(said, index, name, keys):
    """Takes an entry that names a key, to which the key before must have handed over, or, where
    that was lost, the key of the installation that the entry before names."""
    new = key_of(said["key"])
    need(new[0] == name, f"entry {index} names a key of another ledger")
    if keys:
        need(said["previous"] == keys[-1], f"entry {index} follows on another key")
        rest = f"{name}\n{index}\n{said['key']}\n"
        signature = decode(said["signature"])
        try:
            text = "key handover\n" + rest
            verify_signature(key_of(keys[-1])[2], text.encode(), signature)
        except Refused:
            text = "key recovery\n" + rest
            public = key_of(keys.installation)[2]
            verify_signature(public, text.encode(), signature, f"entry {index}")
    else:
        need(index == 0 and "previous" not in said, f"entry {index} does not say what was before")
    keys.append(said["key"])
    keys.installation = said["installation"]


def verify_log(folder, given):
    with open(os.path.join(folder, "checkpoint"), encoding="utf-8", newline="") as file:
        note = file.read()
    size, root = head_of(note.rpartition("\n\n")[0] + "\n", key_of(given)[0])
    leaves, keys = [], Keys()
    for number in range((size + FULL - 1) // FULL):
        name, width, raw = read_tile(folder, "entries", number, size)
        at = 0
        for _ in range(width):
            length = int.from_bytes(raw[at : at + 2], "big")
            entry = raw[at + 2 : at + 2 + length]
            need(len(entry) == length, name + " is cut off")
            said = json.loads(entry)
            need("event" in said and "time" in said, name + " has an entry without event or time")
            if said["event"] == "key":
                follow(said, len(leaves), key_of(given)[0], keys)
            leaves.append(sha256(b"\0", entry))
            at += 2 + length
        need(at == len(raw), name + " has more than its entries")
    level, hashes = 0, leaves
    while hashes:
        for number in range((len(hashes) + FULL - 1) // FULL):
            name, width, raw = read_tile(folder, level, number, len(hashes))
            own = b"".join(hashes[number * FULL : number * FULL + width])
            need(raw == own, name + " is not what the entries give")
        full = len(hashes) // FULL
        hashes = [root_of(hashes[n * FULL : (n + 1) * FULL]) for n in range(full)]
        level += 1
    found = root_of(leaves) if leaves else sha256()
    need(given in (keys or [given]), "the key is none of this ledger")
    checkpoint_of(note, key_of(keys[-1] if keys else given))
    need(found == root, "the entries do not give the root hash of the checkpoint")
    return f"{size} entries, signed and whole"


def main():
    parser = argparse.ArgumentParser(description="Verifies a receipt, or a ledger on a copy.")
    parser.add_argument("receipt", nargs="?")
    parser.add_argument("--log", metavar="FOLDER")
    parser.add_argument("--key", metavar="VKEY", required=True)
    args = parser.parse_args()
    if bool(args.receipt) == bool(args.log):
        parser.error("give a receipt or --log")
    try:
        given = args.key.strip()
        key = key_of(given)
        print(verify_log(args.log, given) if args.log else verify_receipt(args.receipt, key))
    except (Refused, OSError, KeyError, TypeError, ValueError) as reason:
        print(f"NOT PROVEN: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
