"""The site: one address for the page and the API, and a firewall before both."""

import json
from typing import Any

import pytest
from ministack.services.cloudfront import _MANAGED_CACHE_POLICIES, _MANAGED_ORIGIN_REQUEST_POLICIES

from infra.gateway.routes import read_routes
from infra.site.description import SECURITY_HEADERS
from infra.site.firewall import strict_prefixes
from tests.infra.program import ROOT, Program, program_of
from webapp.http.problem_types import TOO_MANY_REQUESTS
from webapp.http.problems import problem_of

MANAGED = {**_MANAGED_CACHE_POLICIES, **_MANAGED_ORIGIN_REQUEST_POLICIES}


def distribution(program: Program) -> dict[str, Any]:
    return program.one("cloudfront/distribution:Distribution").inputs


def behaviors(program: Program) -> dict[str, dict[str, Any]]:
    """Returns the behaviors by path pattern, and the default one by `*`."""
    given = distribution(program)
    ordered = {one["pathPattern"]: one for one in given["orderedCacheBehaviors"]}
    return {**ordered, "*": given["defaultCacheBehavior"]}


def name_of(policy: str) -> object:
    """Returns the name of AWS's own policy with this id, from MiniStack's lists of them.

    A wrong id fails every deployment. It is not copied here, so that a slip cannot be in both places.
    """
    return MANAGED[policy]["Config"]["Name"]


def rules(program: Program) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in program.one("wafv2/webAcl:WebAcl").inputs["rules"]}


def test_the_laptop_has_no_site() -> None:
    assert program_of("local").all("cloudfront/distribution:Distribution") == []


def test_the_api_is_not_cached_and_gets_what_the_client_sends_except_its_host(delivered: Program) -> None:
    api = behaviors(delivered)["/api/*"]

    assert name_of(api["cachePolicyId"]) == "Managed-CachingDisabled"
    assert name_of(api["originRequestPolicyId"]) == "Managed-AllViewerExceptHostHeader"
    assert set(api["allowedMethods"]) == {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
    assert api["viewerProtocolPolicy"] == "https-only"


def test_only_assets_are_cached(delivered: Program) -> None:
    """So a release needs no invalidation: the index comes from the bucket each time."""
    policies = {path: name_of(one["cachePolicyId"]) for path, one in behaviors(delivered).items()}

    assert policies == {
        "/api/*": "Managed-CachingDisabled",
        "/assets/*": "Managed-CachingOptimized",
        "*": "Managed-CachingDisabled",
    }


def test_no_error_is_replaced(delivered: Program) -> None:
    """A page in place of an error would hide the API's 404 and 403."""
    assert "customErrorResponses" not in distribution(delivered)
    assert "functionAssociations" not in behaviors(delivered)["/api/*"]


def test_the_gateway_is_asked_by_https_and_given_its_time(delivered: Program) -> None:
    (api,) = [one for one in distribution(delivered)["origins"] if one["originId"] == "api"]
    host = f"{delivered.one('apigatewayv2/api:Api').id}.execute-api.eu-west-1.amazonaws.com"

    assert api["domainName"] == host
    assert api["customOriginConfig"]["originProtocolPolicy"] == "https-only"
    assert api["customOriginConfig"]["originSslProtocols"] == ["TLSv1.2"]
    assert api["customOriginConfig"]["originReadTimeout"] > 30


def test_the_described_headers_are_of_every_file_and_replace_the_buckets(delivered: Program) -> None:
    policy = delivered.one("cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "site-files")
    security, custom = policy.inputs["securityHeadersConfig"], policy.inputs["customHeadersConfig"]["items"]
    sent = {
        "Content-Security-Policy": security["contentSecurityPolicy"]["contentSecurityPolicy"],
        "Referrer-Policy": security["referrerPolicy"]["referrerPolicy"],
        "X-Content-Type-Options": "nosniff",  # its only value
        **{one["header"]: one["value"] for one in custom},
    }

    assert sent == SECURITY_HEADERS
    assert all(one["override"] for one in (*security.values(), *custom))
    assert {behaviors(delivered)[path]["responseHeadersPolicyId"] for path in ("*", "/assets/*")} == {
        policy.id
    }


def test_browsers_use_https_alone_for_a_year(delivered: Program) -> None:
    policies = delivered.all("cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")
    seconds = [
        one.inputs["securityHeadersConfig"]["strictTransportSecurity"]["accessControlMaxAgeSec"]
        for one in policies
    ]

    assert seconds == [31_536_000] * 2
    assert {one["responseHeadersPolicyId"] for one in behaviors(delivered).values()} == {
        one.id for one in policies
    }


def test_an_address_is_limited_over_all_and_more_strictly_where_passwords_are_tried() -> None:
    program = program_of("dev", addressLimit=500, strictAddressLimit=50)
    limits = {
        name: (
            one["statement"]["rateBasedStatement"]["limit"],
            "scopeDownStatement" in one["statement"]["rateBasedStatement"],
        )
        for name, one in rules(program).items()
    }

    assert limits == {"accounts": (50, True), "requests": (500, False)}
    assert distribution(program)["webAclId"] == program.one("wafv2/webAcl:WebAcl").arn


def test_the_strict_limit_covers_each_strict_route_and_no_other(delivered: Program) -> None:
    statement = rules(delivered)["accounts"]["statement"]["rateBasedStatement"]["scopeDownStatement"]
    begins = [one["byteMatchStatement"]["searchString"] for one in statement["orStatement"]["statements"]]
    routes = read_routes(ROOT / "openapi.json")

    assert begins == strict_prefixes(routes)
    assert {route.key for route in routes if route.strict} == {
        route.key for route in routes if route.key.partition(" ")[2].startswith(tuple(begins))
    }


def test_each_address_has_a_limit_of_its_own_and_everybody_else_passes(delivered: Program) -> None:
    acl = delivered.one("wafv2/webAcl:WebAcl").inputs
    keys = {
        (one["aggregateKeyType"], one["evaluationWindowSec"])
        for one in (rule["statement"]["rateBasedStatement"] for rule in acl["rules"])
    }

    assert keys == {("IP", 300)}
    assert acl["defaultAction"] == {"allow": {}}


def test_another_spelling_of_a_path_has_the_same_limit(delivered: Program) -> None:
    """The gateway decodes a path, so `/api/v1/%73essions` and `/api/v1/./sessions` would avoid the limit."""
    statement = rules(delivered)["accounts"]["statement"]["rateBasedStatement"]["scopeDownStatement"]
    matches = [one["byteMatchStatement"] for one in statement["orStatement"]["statements"]]

    assert {one["positionalConstraint"] for one in matches} == {"STARTS_WITH"}
    assert [one["textTransformations"] for one in matches] == [
        [{"priority": 0, "type": "URL_DECODE"}, {"priority": 1, "type": "NORMALIZE_PATH"}]
    ] * len(matches)


def test_the_firewall_keeps_no_samples_of_requests(delivered: Program) -> None:
    """They have headers, and so tokens."""
    acl = delivered.one("wafv2/webAcl:WebAcl").inputs
    configs = [acl["visibilityConfig"], *(rule["visibilityConfig"] for rule in acl["rules"])]

    assert not any(config["sampledRequestsEnabled"] for config in configs)


def test_a_limited_client_gets_the_apis_own_answer(delivered: Program) -> None:
    acl = delivered.one("wafv2/webAcl:WebAcl").inputs
    (body,) = acl["customResponseBodies"]
    for rule in acl["rules"]:
        refusal = rule["action"]["block"]["customResponse"]
        assert (refusal["responseCode"], refusal["customResponseBodyKey"]) == (429, body["key"])
        assert refusal["responseHeaders"] == [{"name": "Retry-After", "value": "60"}]

    assert json.loads(body["content"]) == problem_of(TOO_MANY_REQUESTS).model_dump(exclude_none=True)


def test_the_firewall_and_the_log_are_where_cloudfront_needs_them(delivered: Program) -> None:
    kinds = (
        "logDelivery:LogDelivery",
        "logDeliveryDestination:LogDeliveryDestination",
        "logDeliverySource:LogDeliverySource",
    )
    edge = [
        delivered.one("wafv2/webAcl:WebAcl"),
        delivered.one("cloudwatch/logGroup:LogGroup", "site-access-log"),
        *(delivered.one(f"cloudwatch/{kind}") for kind in kinds),
    ]

    assert {one.inputs["region"] for one in edge} == {"us-east-1"}


@pytest.mark.parametrize("private", ["cs-uri-query", "cs(Cookie)", "cs(Referer)", "cs(User-Agent)"])
def test_the_access_log_has_the_clients_address_and_nothing_private(delivered: Program, private: str) -> None:
    fields = delivered.one("cloudwatch/logDelivery:LogDelivery").inputs["recordFields"]

    assert {"c-ip", "sc-status", "x-edge-request-id"} <= set(fields)
    assert private not in fields


def test_cloudfront_signs_every_request_to_the_bucket(delivered: Program) -> None:
    """Otherwise S3 refuses it, or takes a signature of the client's."""
    access = delivered.one("cloudfront/originAccessControl:OriginAccessControl")
    (files,) = [one for one in distribution(delivered)["origins"] if one["originId"] == "files"]

    assert files["originAccessControlId"] == access.id
    assert access.inputs["originAccessControlOriginType"] == "s3"
    assert (access.inputs["signingBehavior"], access.inputs["signingProtocol"]) == ("always", "sigv4")


def test_the_stricter_limit_is_checked_first_and_each_limit_is_counted_by_its_name(
    delivered: Program,
) -> None:
    """The alarms and the runbook of limited clients look for these names."""
    counted = {name: (one["priority"], one["visibilityConfig"]) for name, one in rules(delivered).items()}
    watched = {"cloudwatchMetricsEnabled": True, "sampledRequestsEnabled": False}

    assert counted == {
        "accounts": (0, {**watched, "metricName": "accounts"}),
        "requests": (1, {**watched, "metricName": "requests"}),
    }


def test_the_page_of_before_is_kept(delivered: Program) -> None:
    """A rollback finds it by the versions of the index."""
    bucket = delivered.one("s3/bucket:Bucket", "site-files-bucket").outputs["bucket"]
    versions = delivered.one("s3/bucketVersioning:BucketVersioning").inputs
    (rule,) = delivered.one(
        "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "site-files-forget"
    ).inputs["rules"]

    assert versions == {"bucket": bucket, "versioningConfiguration": {"status": "Enabled"}}
    assert rule["noncurrentVersionExpiration"]["newerNoncurrentVersions"] >= 10
    assert "expiration" not in rule
