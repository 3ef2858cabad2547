"""bucket.py fetch FOLDER | remove KEY | damage KEY | list PREFIX | unlocked PREFIX | purge KEY:
works on a bucket of the S3 service for tests as its operator would, past the archive: on
archive-test, or on the one that BUCKET names. Needs boto3, which comes with moto.
"""

import os
import pathlib
import sys

import boto3
import botocore.exceptions

BUCKET = os.environ.get("BUCKET", "archive-test")
CLIENT = boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT"])


def fetch(folder):
    """Copies everything in the bucket into a folder."""
    for page in CLIENT.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
        for entry in page.get("Contents", []):
            path = pathlib.Path(folder, entry["Key"])
            path.parent.mkdir(parents=True, exist_ok=True)
            CLIENT.download_file(BUCKET, entry["Key"], str(path))


def remove(key):
    CLIENT.delete_object(Bucket=BUCKET, Key=key)


def damage(key):
    """Flips the last byte."""
    body = bytearray(CLIENT.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    body[-1] ^= 0xFF
    CLIENT.put_object(Bucket=BUCKET, Key=key, Body=bytes(body))


def keys(prefix):
    for page in CLIENT.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix):
        yield from (entry["Key"] for entry in page.get("Contents", []))


def show(prefix):
    """Prints what lies below a prefix."""
    print(*keys(prefix), sep="\n")


def unlocked(prefix):
    """Prints what below a prefix has no lock."""
    for key in keys(prefix):
        if "ObjectLockMode" not in CLIENT.head_object(Bucket=BUCKET, Key=key):
            print(key)


def purge(key):
    """Tries to remove every version of an object for good; fails where one stays."""
    listed = CLIENT.list_object_versions(Bucket=BUCKET, Prefix=key)
    for version in listed["Versions"]:
        try:
            CLIENT.delete_object(Bucket=BUCKET, Key=key, VersionId=version["VersionId"])
        except botocore.exceptions.ClientError as refused:
            sys.exit(f"{key} stays: {refused}")


if __name__ == "__main__":
    COMMANDS = {"fetch": fetch, "list": show, "remove": remove, "damage": damage,
                "unlocked": unlocked, "purge": purge}
    COMMANDS[sys.argv[1]](sys.argv[2])
