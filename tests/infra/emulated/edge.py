"""CloudFront, its firewall and its log."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from localcloud.provisioning.handlers.inputs import pascal
from tests.infra.emulated.call import AwsCall, key_values, whole
from tests.infra.program import Registered

__all__ = [
    "access",
    "distribution",
    "firewall",
    "function",
    "headers",
    "log_delivery",
    "log_destination",
    "log_source",
]

# What the API spells in another way.
SPELT = {
    "AcmCertificateArn": "ACMCertificateArn",
    "CloudfrontDefaultCertificate": "CloudFrontDefaultCertificate",
    "FunctionArn": "FunctionARN",
    "HttpPort": "HTTPPort",
    "HttpsPort": "HTTPSPort",
    "IsIpv6Enabled": "IsIPV6Enabled",
    "OriginId": "Id",
    "SslSupportMethod": "SSLSupportMethod",
    "WebAclId": "WebACLId",
}


def access(one: Registered) -> Iterator[AwsCall]:
    config = {
        "Name": one.outputs["name"],
        "OriginAccessControlOriginType": one.inputs["originAccessControlOriginType"],
        "SigningBehavior": one.inputs["signingBehavior"],
        "SigningProtocol": one.inputs["signingProtocol"],
    }
    yield AwsCall("cloudfront", "CreateOriginAccessControl", {"OriginAccessControlConfig": config})


def headers(one: Registered) -> Iterator[AwsCall]:
    config = _counted({key: one.inputs[key] for key in one.inputs if key.endswith("HeadersConfig")})
    config["Name"] = one.outputs["name"]
    yield AwsCall("cloudfront", "CreateResponseHeadersPolicy", {"ResponseHeadersPolicyConfig": config})


def function(one: Registered) -> Iterator[AwsCall]:
    config = {"Comment": one.inputs["comment"], "Runtime": one.inputs["runtime"]}
    code = one.inputs["code"].encode()
    yield AwsCall(
        "cloudfront",
        "CreateFunction",
        {"Name": one.outputs["name"], "FunctionConfig": config, "FunctionCode": code},
    )


def distribution(one: Registered) -> Iterator[AwsCall]:
    given = dict(one.inputs)
    tags = given.pop("tags")
    behaviors = [_behavior(behavior) for behavior in given.pop("orderedCacheBehaviors")]
    config = {
        **_counted(
            {key: given[key] for key in ("comment", "enabled", "isIpv6Enabled", "httpVersion", "webAclId")}
        ),
        "CallerReference": one.name,
        "Aliases": _items(given.get("aliases", [])),
        "ViewerCertificate": _counted(given["viewerCertificate"]),
        "Origins": _items([_origin(origin) for origin in given["origins"]]),
        "DefaultCacheBehavior": _behavior(given["defaultCacheBehavior"]),
        "CacheBehaviors": _items(behaviors),
        "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
    }
    described = {"DistributionConfig": config, "Tags": {"Items": key_values(tags)}}
    yield AwsCall("cloudfront", "CreateDistributionWithTags", {"DistributionConfigWithTags": described})


def _origin(origin: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(origin)
    sent = [
        {"HeaderName": one["name"], "HeaderValue": one["value"]} for one in given.pop("customHeaders", [])
    ]
    files = {} if "customOriginConfig" in given else {"S3OriginConfig": {"OriginAccessIdentity": ""}}
    return {**_counted(given), "CustomHeaders": _items(sent), **files}


def _behavior(behavior: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(behavior)
    allowed = _items(given.pop("allowedMethods"))
    cached = _items(given.pop("cachedMethods"))
    return {**_counted(given), "AllowedMethods": {**allowed, "CachedMethods": cached}}


def _counted(value: Any) -> Any:  # noqa: ANN401  any JSON
    """Returns the value with CloudFront's names, and each list as its items and their number."""
    if isinstance(value, dict) and value.keys() == {"items"}:
        return _counted(value["items"])
    if isinstance(value, dict):
        found = {key[:1].upper() + key[1:]: _counted(whole(item)) for key, item in value.items()}
        return {SPELT.get(key, key): item for key, item in found.items()}
    return _items([_counted(one) for one in value]) if isinstance(value, list) else value


def _items(items: list[Any]) -> dict[str, Any]:
    return {"Quantity": len(items), "Items": items} if items else {"Quantity": 0}


def firewall(one: Registered) -> Iterator[AwsCall]:
    inputs = whole(one.inputs)
    bodies = {
        body["key"]: {"ContentType": body["contentType"], "Content": body["content"]}
        for body in inputs["customResponseBodies"]
    }
    yield AwsCall(
        "wafv2",
        "CreateWebACL",
        {
            "Name": one.outputs["name"],
            "Scope": inputs["scope"],
            "DefaultAction": pascal(inputs["defaultAction"]),
            "CustomResponseBodies": bodies,
            "Rules": [_rule(rule) for rule in inputs["rules"]],
            "VisibilityConfig": _spelt(inputs["visibilityConfig"]),
            "Tags": key_values(inputs["tags"]),
        },
    )


def _rule(rule: Mapping[str, Any]) -> Any:  # noqa: ANN401  JSON
    found = _spelt(rule)
    _encode(found)
    return found


def _spelt(value: Any) -> Any:  # noqa: ANN401  JSON
    text = json.dumps(pascal(value)).replace('"CloudwatchMetricsEnabled"', '"CloudWatchMetricsEnabled"')
    return json.loads(text)


def _encode(value: Any) -> None:  # noqa: ANN401  JSON
    """Turns searched strings into bytes, as the API takes them."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _encode(item)
    if isinstance(value, dict) and "SearchString" in value:
        value["SearchString"] = value["SearchString"].encode()


def log_source(one: Registered) -> Iterator[AwsCall]:
    given = _inputs(one, "resourceArn", "logType", "tags")
    yield AwsCall("logs", "PutDeliverySource", {"name": one.outputs["name"], **given})


def log_destination(one: Registered) -> Iterator[AwsCall]:
    given = _inputs(one, "outputFormat", "deliveryDestinationConfiguration", "tags")
    yield AwsCall("logs", "PutDeliveryDestination", {"name": one.outputs["name"], **given})


def log_delivery(one: Registered) -> Iterator[AwsCall]:
    given = _inputs(one, "deliverySourceName", "deliveryDestinationArn", "recordFields", "tags")
    yield AwsCall("logs", "CreateDelivery", given)


def _inputs(one: Registered, *names: str) -> dict[str, Any]:
    return {name: one.inputs[name] for name in names}
