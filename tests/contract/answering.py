"""Whether there is a platform to test."""

import sys

import requests

from ops.address import address_of
from ops.errors import OpsError

__all__ = ["answering"]

SECONDS = 10


def answering(url: str) -> str:
    """Returns the address of a platform that answers. Exits with one line if there is none."""
    try:
        url = address_of(url)
        requests.get(url, timeout=SECONDS, allow_redirects=False)
    except OpsError as error:
        sys.exit(str(error))
    except requests.RequestException as error:
        sys.exit(f"nothing answers at {url} ({type(error).__name__}): is the platform up?")
    return url
