"""A Ceph of one node with an S3 gateway, for tests: everything in one folder, on loopback only.

Monitor, one store in memory and the gateway are the daemons of the Debian packages; they are ended
by their process ids.
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid

DAEMONS = ("ceph-mon", "ceph-osd", "ceph-mgr", "radosgw", "radosgw-admin", "ceph-authtool")
KEY, SECRET = "archive", "archive-secret"
# Who may do what; the gateway needs pools of its own.
ACCOUNTS = (
    ("client.admin", ("mon", "allow *", "osd", "allow *", "mgr", "allow *")),
    ("osd.0", ("mon", "allow profile osd", "osd", "allow *", "mgr", "allow profile osd")),
    ("mgr.x", ("mon", "allow profile mgr", "osd", "allow *")),
    ("client.rgw", ("mon", "allow rw", "osd", "allow rwx", "mgr", "allow rw")),
)
CONFIG = """[global]
fsid = {fsid}
mon host = v2:127.0.0.1:{mon}
mon initial members = a
keyring = {folder}/keyring
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth allow insecure global id reclaim = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data = {folder}/mon
mon data avail crit = 1
mgr data = {folder}/mgr
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = {bytes}
rgw data = {folder}/rgw
run dir = {folder}/run
pid file = {folder}/run/$name.pid
admin socket = {folder}/run/$name.asok
log file = {folder}/log/$name.log
crash dir = {folder}
setuser match path =
"""


class Missing(Exception):
    """Ceph is not installed here."""


def free_port():
    """A port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Ceph:
    """One node, started and ended by hand."""

    def __init__(self, folder, gib=4):
        missing = [name for name in DAEMONS if shutil.which(name) is None]
        if missing:
            raise Missing(", ".join(missing))
        self.folder = pathlib.Path(folder).resolve()
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("mon", "mgr", "osd", "rgw", "log", "run"):
            (self.folder / name).mkdir(parents=True)
        self.port, self.fsid = free_port(), str(uuid.uuid4())
        self.config = self.folder / "ceph.conf"
        text = CONFIG.format(fsid=self.fsid, mon=free_port(), folder=self.folder, bytes=gib << 30)
        self.config.write_text(text)
        self.environment = {**os.environ, "CEPH_CONF": str(self.config)}

    @property
    def endpoint(self):
        """Where the gateway listens."""
        return f"http://127.0.0.1:{self.port}"

    def credentials(self):
        """What a client of the gateway needs in its environment."""
        return {
            "AWS_ENDPOINT": self.endpoint, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "default",
            "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
            "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
        }

    def call(self, program, *words, seconds=60, fails=False):
        """Runs a program of Ceph to its end."""
        command = [program, "--conf", str(self.config), *map(str, words)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              timeout=seconds, check=False)
        if done.returncode and not fails:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
        return done.stdout.strip()

    def start(self):
        """Starts everything; returns once the gateway answers."""
        keyring, map_file = self.folder / "keyring", self.folder / "monmap"
        create = ["ceph-authtool", "--create-keyring", str(keyring), "--gen-key"]
        subprocess.run([*create, "-n", "mon.", "--cap", "mon", "allow *"], check=True,
                       stdout=subprocess.DEVNULL)
        for name, caps in ACCOUNTS:
            pairs = [word for kind, cap in zip(caps[::2], caps[1::2])
                     for word in ("--cap", kind, cap)]
            subprocess.run(["ceph-authtool", str(keyring), "--gen-key", "-n", name, *pairs],
                           check=True, stdout=subprocess.DEVNULL)
        address = self.config.read_text().split("mon host = ")[1].splitlines()[0]
        subprocess.run(["monmaptool", "--create", "--addv", "a", f"[{address}]", "--fsid",
                        self.fsid, str(map_file)], check=True, stdout=subprocess.DEVNULL)
        self.call("ceph-mon", "--mkfs", "-i", "a", "--monmap", map_file, "--keyring", keyring)
        self.call("ceph-mon", "-i", "a")
        for name, _ in ACCOUNTS[1:]:
            self.call("ceph", "auth", "import", "-i", keyring, fails=True)
        own = str(uuid.uuid4())
        self.call("ceph", "osd", "new", own)
        self.call("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", own)
        self.call("ceph-osd", "-i", "0")
        self.call("ceph-mgr", "-i", "x", fails=True)
        self.start_gateway()
        self.call("radosgw-admin", "user", "create", "--uid=archive", "--display-name=archive",
                  f"--access-key={KEY}", f"--secret={SECRET}")

    def start_gateway(self):
        """Starts the gateway alone, and waits until it answers."""
        keyring = self.folder / "keyring"
        self.call("radosgw", "-n", "client.rgw", "--keyring", keyring,
                  f"--rgw-frontends=beast endpoint=127.0.0.1:{self.port}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for _ in range(300):
            try:
                opener.open(self.endpoint, timeout=5)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the gateway did not answer within a minute")

    def kill_gateway(self):
        """Ends the gateway as a power cut would."""
        self.end("client.rgw", signal.SIGKILL)

    def end(self, name, how=signal.SIGTERM):
        """Ends a daemon by its process id."""
        file = self.folder / "run" / f"{name}.pid"
        if not file.is_file():
            return
        pid = int(file.read_text())
        try:
            os.kill(pid, how)
            for _ in range(100):
                os.kill(pid, 0)
                time.sleep(0.1)
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        file.unlink(missing_ok=True)

    def stop(self):
        """Ends everything and removes the folder."""
        for name in ("client.rgw", "mgr.x", "osd.0", "mon.a"):
            self.end(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def make_bucket(self, name, lock=False):
        """Makes a bucket, which can lock objects or not; the client library signs the request."""
        import boto3

        client = boto3.client("s3", endpoint_url=self.endpoint, aws_access_key_id=KEY,
                              aws_secret_access_key=SECRET, region_name="default")
        client.create_bucket(Bucket=name, ObjectLockEnabledForBucket=lock)

    def objects(self, bucket, prefix):
        """Every key below a prefix with its bytes, as another client reads them."""
        import boto3

        client = boto3.client("s3", endpoint_url=self.endpoint, aws_access_key_id=KEY,
                              aws_secret_access_key=SECRET, region_name="default")
        found = {}
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for item in page.get("Contents", []):
                body = client.get_object(Bucket=bucket, Key=item["Key"])["Body"]
                found[item["Key"][len(prefix):]] = body.read()
        return found
