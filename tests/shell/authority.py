"""authority.py FOLDER DAYS: a timestamp authority (RFC 3161) on loopback, for tests.

Makes a root and a certificate for timestamps that ends in so many days, writes its address to
FOLDER/url, and answers each request by `openssl ts -reply`.
"""

import http.server
import pathlib
import subprocess
import sys
import threading

SETTINGS = """
[req]
distinguished_name = none
[none]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[stamps]
basicConstraints = CA:false
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
[tsa]
default_tsa = t
[t]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha512
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""

LIMIT = 64 << 10


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make(folder, days):
    folder.mkdir()
    (folder / "c.cnf").write_text(SETTINGS)
    (folder / "serial").write_text("01\n")
    for key in ("ca.key", "tsa.key"):
        curve = "ec_paramgen_curve:P-256"
        openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", curve, "-out", key)
    request = ["req", "-new", "-config", "c.cnf"]
    root = ["-x509", "-subj", "/CN=" + folder.name, "-extensions", "root", "-days", "9000"]
    openssl(folder, *request, *root, "-key", "ca.key", "-out", "ca.pem")
    openssl(folder, *request, "-subj", "/CN=TSA", "-key", "tsa.key", "-out", "tsa.csr")
    signed = ["-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
    use = ["-extfile", "c.cnf", "-extensions", "stamps", "-days", days, "-out", "tsa.pem"]
    openssl(folder, "x509", "-req", *signed, *use)


class Handler(http.server.BaseHTTPRequestHandler):
    turn = threading.Lock()
    folder = None

    def do_POST(self):
        asked = self.rfile.read(min(int(self.headers["Content-Length"]), LIMIT))
        with self.turn:
            (self.folder / "asked").write_bytes(asked)
            reply = ["-reply", "-config", "c.cnf", "-queryfile", "asked", "-out", "reply"]
            openssl(self.folder, "ts", *reply)
            answer = (self.folder / "reply").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def main(folder, days):
    Handler.folder = pathlib.Path(folder)
    make(Handler.folder, days)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Handler.folder / "url.new"
    made.write_text(f"http://127.0.0.1:{server.server_port}/")
    made.rename(Handler.folder / "url")
    server.serve_forever()


main(*sys.argv[1:])
