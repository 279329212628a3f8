"""The CloudFront Function that answers the page's routes with the index, from the site's description."""

import json

import pulumi
from pulumi_aws import cloudfront

from infra.site.description import INDEX

__all__ = ["CODE", "routes"]

# What `fallback` of the description does, for paths that are neither the API's nor assets: those have behaviors
# without it. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
CODE = f"""\
function handler(event) {{
    var request = event.request;
    if (!request.uri.split('/').pop().includes('.')) {{
        request.uri = {json.dumps(f"/{INDEX}")};
    }}
    return request;
}}
"""


def routes(name: str, opts: pulumi.ResourceOptions) -> cloudfront.Function:
    """Creates the function."""
    return cloudfront.Function(
        f"{name}-routes",
        runtime="cloudfront-js-2.0",
        comment="Answers the page's routes with the index",
        code=CODE,
        publish=True,
        opts=opts,
    )
