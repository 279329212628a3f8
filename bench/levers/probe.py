"""A cold start: `python -S probe.py TASK PRELUDE` prints the milliseconds of processor time.

The prelude is code that turns levers off. The time includes the certificates, which the first call to AWS reads.
"""

import time

STARTED = time.process_time()

import importlib  # noqa: E402  it is part of what is measured
import ssl  # noqa: E402
import sys  # noqa: E402

EVENT = {
    "version": "2.0",
    "routeKey": "GET /api/v1/health",
    "rawPath": "/api/v1/health",
    "rawQueryString": "",
    "headers": {"host": "localhost"},
    "requestContext": {
        "http": {"method": "GET", "path": "/api/v1/health", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1"},
        "requestId": "JKJaXmPLvHcESHA=",
    },
    "isBase64Encoded": False,
}


class Context:
    """The attributes of Lambda's context that handlers read."""

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def main(task: str, prelude: str) -> None:
    sys.path.insert(0, task)
    exec(prelude)  # noqa: S102  one of bench/levers/levers.py
    answer = importlib.import_module("webapp.handler").handler(EVENT, Context())
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(f"{task}/botocore/cacert.pem")
    took = time.process_time() - STARTED
    assert answer["statusCode"] == 200, answer
    print(took * 1000)


if __name__ == "__main__":
    main(*sys.argv[1:])
