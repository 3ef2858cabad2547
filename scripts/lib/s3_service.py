"""s3_service.py PORT: moto as an S3 service on loopback that keeps the promises of S3 that count
here: of several writers who create one key at the same moment, one wins; and it tells the lock on
an object and never shortens it.

moto looks whether a key is there and writes it in two steps, and answers requests side by side; so
a request here waits for the one before it. It sets locks and keeps to them, but shortens them and
does not answer GetObjectRetention; that is mended here from what it knows.
"""

import io
import re

import sys
import threading

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

LOCK = ("<Retention xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><Mode>{}</Mode>"
        "<RetainUntilDate>{}</RetainUntilDate></Retention>")
ERROR = "<Error><Code>{}</Code></Error>"


def found(path):
    """The bucket and the object that a path names; None for what is not there."""
    bucket, _, name = path.lstrip("/").partition("/")
    bucket = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets.get(bucket)
    key = bucket and bucket.keys.get(name.encode("latin-1").decode())
    return bucket, key if hasattr(key, "lock_mode") else None


def told(path):
    """Status and body of the answer to GetObjectRetention."""
    bucket, key = found(path)
    if key is None:
        return "404 Not Found", ERROR.format("NoSuchKey")
    if not bucket.object_lock_enabled:
        return "400 Bad Request", ERROR.format("InvalidRequest")
    if not key.lock_mode:
        return "404 Not Found", ERROR.format("NoSuchObjectLockConfiguration")
    return "200 OK", LOCK.format(key.lock_mode, key.lock_until)


def refused(environ):
    """Status and body where PutObjectRetention asks for less than there is, else None."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    _, key = found(environ["PATH_INFO"])
    if key is None:
        return "404 Not Found", ERROR.format("NoSuchKey")
    until = re.search(rb"<RetainUntilDate>(.*?)</RetainUntilDate>", body)
    if key.lock_until and until and until[1].decode() < key.lock_until:
        return "403 Forbidden", ERROR.format("AccessDenied")
    return None


class OneAtATime:
    """An application that answers one request after the other."""

    def __init__(self, application):
        self.application = application
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            answer = None
            if environ["QUERY_STRING"] == "retention":
                asked = environ["REQUEST_METHOD"] == "GET"
                answer = told(environ["PATH_INFO"]) if asked else refused(environ)
            if answer:
                start_response(answer[0], [("Content-Type", "application/xml")])
                return [answer[1].encode()]
            return self.application(environ, start_response)


if __name__ == "__main__":
    service = OneAtATime(DomainDispatcherApplication(create_backend_app))
    run_simple("127.0.0.1", int(sys.argv[1]), service, threaded=True)
