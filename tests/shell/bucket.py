"""bucket.py fetch FOLDER | remove KEY | damage KEY: works on the bucket of the S3 service for
tests as its operator would, past the archive. Needs boto3, which comes with moto.
"""

import os
import pathlib
import sys

import boto3

BUCKET = "archive-test"
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


if __name__ == "__main__":
    {"fetch": fetch, "remove": remove, "damage": damage}[sys.argv[1]](sys.argv[2])
