"""The headers that CloudFront adds to responses, from the site's description."""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi_aws import cloudfront

from infra.site.description import HTTPS_HEADERS, SECURITY_HEADERS

__all__ = ["headers_of_api", "headers_of_files"]

HSTS = "Strict-Transport-Security"


def headers_of_files(name: str, opts: pulumi.ResourceOptions) -> cloudfront.ResponseHeadersPolicy:
    """Creates the policy for the page's files. Cache-Control comes with each file: a 404 has none."""
    given = dict(SECURITY_HEADERS)
    security = {
        "content_security_policy": _always(content_security_policy=given.pop("Content-Security-Policy")),
        "referrer_policy": _always(referrer_policy=given.pop("Referrer-Policy")),
        "content_type_options": _always(),
        **_over_https(),
    }
    del given["X-Content-Type-Options"]
    others = [{"header": header, "value": value, "override": True} for header, value in given.items()]
    return cloudfront.ResponseHeadersPolicy(
        f"{name}-files",
        security_headers_config=security,
        custom_headers_config={"items": others},
        opts=opts,
    )


def headers_of_api(name: str, opts: pulumi.ResourceOptions) -> cloudfront.ResponseHeadersPolicy:
    """Creates the policy for the API, which sends its other headers itself."""
    return cloudfront.ResponseHeadersPolicy(f"{name}-api", security_headers_config=_over_https(), opts=opts)


def _over_https() -> Mapping[str, Any]:
    seconds = int(HTTPS_HEADERS[HSTS].removeprefix("max-age="))
    return {"strict_transport_security": _always(access_control_max_age_sec=seconds)}


def _always(**header: object) -> Mapping[str, object]:
    """Returns a header that replaces the origin's."""
    return {**header, "override": True}
