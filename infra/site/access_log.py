"""The site's access log: who asked for what, without query strings, cookies and user agents.

The gateway's access log has CloudFront's addresses, this one the clients'.
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
"""

import pulumi
from pulumi_aws import cloudfront, cloudwatch

from infra.settings.stack import EDGE_REGION

__all__ = ["log_access"]

FIELDS = (
    "date",
    "time",
    "c-ip",
    "cs-method",
    "cs-uri-stem",
    "sc-status",
    "time-taken",
    "x-edge-location",
    "x-edge-detailed-result-type",
    "x-edge-request-id",
)


def log_access(
    name: str, distribution: cloudfront.Distribution, retention_days: int, opts: pulumi.ResourceOptions
) -> None:
    """Creates the log, one JSON object per request, and its delivery."""
    log = cloudwatch.LogGroup(
        f"{name}-access-log",
        # With this prefix AWS needs no resource policy, whose size is limited.
        name=f"/aws/vendedlogs/{pulumi.get_project()}/{pulumi.get_stack()}/site",
        retention_in_days=retention_days,
        region=EDGE_REGION,
        opts=opts,
    )
    source = cloudwatch.LogDeliverySource(
        f"{name}-access",
        log_type="ACCESS_LOGS",
        resource_arn=distribution.arn,
        region=EDGE_REGION,
        opts=opts,
    )
    destination = cloudwatch.LogDeliveryDestination(
        f"{name}-access",
        delivery_destination_configuration={"destination_resource_arn": log.arn},
        output_format="json",
        region=EDGE_REGION,
        opts=opts,
    )
    cloudwatch.LogDelivery(
        f"{name}-access",
        delivery_source_name=source.name,
        delivery_destination_arn=destination.arn,
        record_fields=list(FIELDS),
        region=EDGE_REGION,
        opts=opts,
    )
