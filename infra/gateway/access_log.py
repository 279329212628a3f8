"""The gateway's access log: requests and responses, without tokens, query strings and bodies."""

import json

import pulumi
from pulumi_aws import cloudwatch

__all__ = ["ACCESS_LOG_FORMAT", "access_log"]

FIELDS = {
    "requestId": "requestId",
    "time": "requestTimeEpoch",
    "ip": "identity.sourceIp",
    "routeKey": "routeKey",
    "status": "status",
    "latency": "responseLatency",
    "integrationLatency": "integrationLatency",
    "integrationError": "integrationErrorMessage",
    "authorizerError": "authorizer.error",
    "userId": "authorizer.claims.sub",
    "functionRequestId": "integration.requestId",
}
ACCESS_LOG_FORMAT = json.dumps({name: f"$context.{variable}" for name, variable in FIELDS.items()})


def access_log(name: str, retention_days: int, opts: pulumi.ResourceOptions) -> cloudwatch.LogGroup:
    """Creates the log: one JSON object per request."""
    return cloudwatch.LogGroup(
        f"{name}-access-log",
        # With this prefix AWS needs no resource policy, whose size is limited.
        name=f"/aws/vendedlogs/{pulumi.get_project()}/{pulumi.get_stack()}/access",
        retention_in_days=retention_days,
        opts=opts,
    )
