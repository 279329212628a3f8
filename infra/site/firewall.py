"""The firewall of the site: how many requests one address may send."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import wafv2

from infra.gateway.routes import Route
from infra.settings.stack import EDGE_REGION, Settings

__all__ = ["Firewall", "FirewallArgs", "strict_prefixes"]

ACCOUNTS, REQUESTS = "accounts", "requests"  # the rules
WINDOW_SECONDS = 300
RETRY_AFTER_SECONDS = 60
TOO_MANY = "too-many"
# As the API answers too many requests: webapp/http/problem_types.py.
PROBLEM = {
    "type": "urn:dwipper:problem:too_many_requests",
    "title": "Too many requests",
    "status": 429,
    "detail": "Wait, then retry.",
    "code": "too_many_requests",
}
# So that another spelling of a path has the same beginning.
AS_WRITTEN = [{"priority": 0, "type": "URL_DECODE"}, {"priority": 1, "type": "NORMALIZE_PATH"}]


@dataclass(frozen=True)
class FirewallArgs:
    routes: Sequence[Route]
    settings: Settings


class Firewall(pulumi.ComponentResource):
    """A web ACL, `arn`, with one limit for all requests of an address, and one for those that try passwords or codes.

    CloudWatch counts what it blocks by `metric_name` and each of `rules`. The gateway's throttles are one bucket for
    all clients.

    https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
    """

    arn: pulumi.Output[str]
    metric_name: str
    rules: Sequence[str]

    def __init__(self, name: str, args: FirewallArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Firewall", name, None, opts)
        settings = args.settings
        self.metric_name, self.rules = f"{pulumi.get_project()}-{pulumi.get_stack()}", (ACCOUNTS, REQUESTS)
        strict = {"or_statement": {"statements": [_begins(one) for one in strict_prefixes(args.routes)]}}
        acl = wafv2.WebAcl(
            f"{name}-firewall",
            scope="CLOUDFRONT",
            region=EDGE_REGION,
            default_action={"allow": {}},
            custom_response_bodies=[
                {"key": TOO_MANY, "content": json.dumps(PROBLEM), "content_type": "APPLICATION_JSON"}
            ],
            rules=[
                _rule(0, ACCOUNTS, settings.strict_address_limit, {"scope_down_statement": strict}),
                _rule(1, REQUESTS, settings.address_limit),
            ],
            visibility_config=_counted(self.metric_name),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn = acl.arn
        self.register_outputs({"arn": self.arn})


def strict_prefixes(routes: Sequence[Route]) -> Sequence[str]:
    """Returns the beginnings of the paths with the strict limit: of accounts, sessions and passwords."""
    paths = sorted({route.key.partition(" ")[2].partition("{")[0] for route in routes if route.strict})
    return [path for path in paths if not any(path != one and path.startswith(one) for one in paths)]


def _begins(path: str) -> Mapping[str, Any]:
    return {
        "byte_match_statement": {
            "field_to_match": {"uri_path": {}},
            "positional_constraint": "STARTS_WITH",
            "search_string": path,
            "text_transformations": AS_WRITTEN,
        }
    }


def _rule(priority: int, name: str, limit: int, more: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    rate = {"aggregate_key_type": "IP", "evaluation_window_sec": WINDOW_SECONDS, "limit": limit}
    refusal = {
        "response_code": 429,
        "custom_response_body_key": TOO_MANY,
        "response_headers": [{"name": "Retry-After", "value": str(RETRY_AFTER_SECONDS)}],
    }
    return {
        "name": name,
        "priority": priority,
        "action": {"block": {"custom_response": refusal}},
        "statement": {"rate_based_statement": {**rate, **(more or {})}},
        "visibility_config": _counted(name),
    }


def _counted(name: str) -> Mapping[str, Any]:
    """Without samples: they would keep requests with their headers."""
    return {"cloudwatch_metrics_enabled": True, "metric_name": name, "sampled_requests_enabled": False}
