"""Whether a request came through the site, which limits the requests of each client address.

API Gateway's HTTP APIs have neither firewalls nor resource policies, and their own address cannot be disabled without
another public one: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
"""

from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from webapp.environment import environment
from webapp.http.problems import Kind

__all__ = ["USE_THE_SITE", "NO_SITE", "came_through_the_site"]

NO_SITE = "none"
HEADER = "dwipper-origin"  # infra/site/origin_secret.py sends it

# No client of the site gets it, so it is not in the contract.
USE_THE_SITE = Kind(
    403,
    "use_the_site",
    "Use the site",
    "Use the site's address: the API does not respond at this one.",
)


def came_through_the_site(event: Mapping[str, Any]) -> bool:
    """Returns whether the event has a secret of the site. Events that did not come by the gateway need none.

    The gateway names its domain in each event: whoever invokes the function directly has AWS's right to do so.
    """
    digests = environment().origin_secret_sha256
    if NO_SITE in digests or "domainName" not in event.get("requestContext", {}):
        return True
    sent = event.get("headers", {}).get(HEADER, "")
    of_sent = sha256(sent.encode(errors="surrogatepass")).hexdigest()
    return any(compare_digest(of_sent, digest) for digest in digests)
