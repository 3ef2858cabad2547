"""evidence.py RECORD DATA ROOTS: whether an evidence record (RFC 4998) proves a file.

Reads the record with asn1crypto, builds the hash trees with hashlib, and lets `openssl ts` judge
the tokens. No word of the archive's own code: this is the judge. Certificates are judged by
openssl as of today, so it says nothing of records whose first tokens have ended.
"""

import hashlib
import pathlib
import subprocess
import sys
import tempfile

from asn1crypto import algos, cms, core, tsp  # noqa: F401  (tsp registers TSTInfo)


class PartialHashtree(core.SequenceOf):
    _child_spec = core.OctetString


class PartialHashtrees(core.SequenceOf):
    _child_spec = PartialHashtree


class ArchiveTimeStamp(core.Sequence):
    _fields = [
        ("digest_algorithm", algos.DigestAlgorithm, {"implicit": 0, "optional": True}),
        ("attributes", cms.CMSAttributes, {"implicit": 1, "optional": True}),
        ("reduced_hashtree", PartialHashtrees, {"implicit": 2, "optional": True}),
        ("time_stamp", cms.ContentInfo),
    ]


class ArchiveTimeStampChain(core.SequenceOf):
    _child_spec = ArchiveTimeStamp


class ArchiveTimeStampSequence(core.SequenceOf):
    _child_spec = ArchiveTimeStampChain


class DigestAlgorithms(core.SequenceOf):
    _child_spec = algos.DigestAlgorithm


class EvidenceRecord(core.Sequence):
    _fields = [
        ("version", core.Integer),
        ("digest_algorithms", DigestAlgorithms),
        ("sequence", ArchiveTimeStampSequence),
    ]


def root(kind, own, lists):
    """The root to which the lists lead from a digest, RFC 4998 section 4.3."""
    if not lists:
        return own
    assert own in lists[0], "the digest is not in the first list"
    reached = []
    for one in lists:
        reached = [hashlib.new(kind, b"".join(sorted(one + reached))).digest()]
    return reached[0]


def judge(token, imprint, roots):
    with tempfile.NamedTemporaryFile() as file:
        file.write(token)
        file.flush()
        asked = ["-token_in", "-in", file.name, "-digest", imprint.hex(), "-CAfile", roots]
        subprocess.run(["openssl", "ts", "-verify", *asked], check=True, capture_output=True)


def main(record, data, roots):
    record = EvidenceRecord.load(pathlib.Path(record).read_bytes(), strict=True)
    data = pathlib.Path(data).read_bytes()
    before = []
    count = 0
    for chain in record["sequence"]:
        own = None
        for stamp in chain:
            kind = stamp["digest_algorithm"]["algorithm"].native
            if own is None:
                own = hashlib.new(kind, data).digest()
                if before:
                    older = ArchiveTimeStampSequence(before).dump()
                    own = hashlib.new(kind, own + hashlib.new(kind, older).digest()).digest()
            imprint = root(kind, own, stamp["reduced_hashtree"].native or [])
            token = stamp["time_stamp"]
            said = token["content"]["encap_content_info"]["content"].parsed
            assert said["message_imprint"]["hashed_message"].native == imprint, "another root"
            judge(token.dump(), imprint, roots)
            own = hashlib.new(kind, token.dump()).digest()
            count += 1
        before.append(chain)
    print(count)


main(*sys.argv[1:])
