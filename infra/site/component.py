"""The site: the page and the API under one address, by CloudFront.

An operator deploys this part: the pipeline uploads the page, and cannot change what protects it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import cloudfront

from infra.functions.api import CONTRACT, Api
from infra.gateway.routes import read_routes
from infra.settings.stack import Settings
from infra.site.access_log import log_access
from infra.site.description import API_PATTERN, ASSETS
from infra.site.files import Files
from infra.site.firewall import Firewall, FirewallArgs
from infra.site.headers import headers_of_api, headers_of_files
from infra.site.origin_secret import HEADER, OriginSecret
from infra.site.routes import routes

__all__ = ["Site", "SiteArgs"]

# AWS's own policies:
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
CACHED = "658327ea-f89d-4fab-a63d-7e88639e58f6"  # CachingOptimized: as long as the file says, compressed
UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # CachingDisabled
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"  # AllViewerExceptHostHeader: the gateway needs its own

SAFE = ["GET", "HEAD"]
ALL_METHODS = [*SAFE, "DELETE", "OPTIONS", "PATCH", "POST", "PUT"]
API, FILES = "api", "files"
GATEWAY_SECONDS = 35  # the gateway answers within 30


@dataclass(frozen=True)
class SiteArgs:
    settings: Settings
    api: Api
    origin: OriginSecret


class Site(pulumi.ComponentResource):
    """A distribution at `url`: `/api/*` is the API's, everything else the page's `files`.

    A domain name of one's own needs a CNAME record for `target`.
    """

    url: pulumi.Output[str]
    target: pulumi.Output[str]
    distribution_id: pulumi.Output[str]
    files: Files
    firewall: Firewall

    def __init__(self, name: str, args: SiteArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Site", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self.files = Files(f"{name}-files", opts=self._child)
        firewall_args = FirewallArgs(read_routes(CONTRACT), args.settings)
        self.firewall = Firewall(name, firewall_args, opts=self._child)
        distribution = self._distribution()
        self.files.open_to(distribution)
        log_access(name, distribution, args.settings.log_retention_days, self._child)
        self.target, self.distribution_id = distribution.domain_name, distribution.id
        self.url = pulumi.Output.concat("https://", args.settings.domain_name or self.target)
        self.register_outputs({"url": self.url})

    def _distribution(self) -> cloudfront.Distribution:
        settings = self._args.settings
        of_files = headers_of_files(self._name, self._child)
        return cloudfront.Distribution(
            f"{self._name}-distribution",
            comment=f"{pulumi.get_project()} {pulumi.get_stack()}",
            enabled=True,
            is_ipv6_enabled=True,
            http_version="http2and3",
            aliases=[settings.domain_name] if settings.domain_name else None,
            viewer_certificate=_certificate(settings),
            web_acl_id=self.firewall.arn,
            origins=[self._files_origin(), self._api_origin()],
            ordered_cache_behaviors=[
                {"path_pattern": API_PATTERN, **self._api_behavior()},
                {"path_pattern": f"{ASSETS}*", **_files_behavior(CACHED, of_files)},
            ],
            default_cache_behavior={
                **_files_behavior(UNCACHED, of_files),
                "function_associations": [
                    {
                        "event_type": "viewer-request",
                        "function_arn": routes(self._name, self._child).arn,
                    }
                ],
            },
            restrictions={"geo_restriction": {"restriction_type": "none"}},
            opts=self._child,
        )

    def _files_origin(self) -> Mapping[str, Any]:
        access = cloudfront.OriginAccessControl(
            f"{self._name}-access",
            origin_access_control_origin_type="s3",
            signing_behavior="always",
            signing_protocol="sigv4",
            opts=self._child,
        )
        return {
            "origin_id": FILES,
            "domain_name": self.files.bucket.bucket_regional_domain_name,
            "origin_access_control_id": access.id,
        }

    def _api_origin(self) -> Mapping[str, Any]:
        host = self._args.api.gateway.url.apply(lambda url: url.removeprefix("https://"))
        return {
            "origin_id": API,
            "domain_name": host,
            "custom_headers": [{"name": HEADER, "value": self._args.origin.value}],
            "custom_origin_config": {
                "http_port": 80,
                "https_port": 443,
                "origin_protocol_policy": "https-only",
                "origin_read_timeout": GATEWAY_SECONDS,
                "origin_ssl_protocols": ["TLSv1.2"],
            },
        }

    def _api_behavior(self) -> Mapping[str, Any]:
        """Over http the API answers 403: a redirect would come after a token was sent in clear text."""
        return {
            "target_origin_id": API,
            "allowed_methods": ALL_METHODS,
            "cached_methods": SAFE,
            "cache_policy_id": UNCACHED,
            "origin_request_policy_id": ALL_BUT_HOST,
            "response_headers_policy_id": headers_of_api(self._name, self._child).id,
            "viewer_protocol_policy": "https-only",
        }


def _files_behavior(cache: str, headers: cloudfront.ResponseHeadersPolicy) -> Mapping[str, Any]:
    return {
        "target_origin_id": FILES,
        "allowed_methods": SAFE,
        "cached_methods": SAFE,
        "cache_policy_id": cache,
        "compress": True,
        "response_headers_policy_id": headers.id,
        "viewer_protocol_policy": "redirect-to-https",
    }


def _certificate(settings: Settings) -> Mapping[str, Any]:
    if not settings.domain_name:
        return {"cloudfront_default_certificate": True}
    return {
        "acm_certificate_arn": settings.certificate_arn,
        "minimum_protocol_version": "TLSv1.2_2021",
        "ssl_support_method": "sni-only",
    }
