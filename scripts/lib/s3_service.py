"""s3_service.py PORT: moto as an S3 service on loopback that keeps the promise of S3 that counts
here: of several writers who create one key at the same moment, one wins.

moto looks whether a key is there and writes it in two steps, and answers requests side by side; so
a request here waits for the one before it.
"""

import sys
import threading

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple


class OneAtATime:
    """An application that answers one request after the other."""

    def __init__(self, application):
        self.application = application
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            return self.application(environ, start_response)


if __name__ == "__main__":
    service = OneAtATime(DomainDispatcherApplication(create_backend_app))
    run_simple("127.0.0.1", int(sys.argv[1]), service, threaded=True)
