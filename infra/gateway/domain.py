"""A custom domain name for the API."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import apigatewayv2

__all__ = ["Domain", "DomainArgs"]


@dataclass(frozen=True)
class DomainArgs:
    """`certificate_arn`: a certificate for the name, in the API's region."""

    name: str
    certificate_arn: str
    api: apigatewayv2.Api
    stage: apigatewayv2.Stage


class Domain(pulumi.ComponentResource):
    """Serves at `url` once the name has a CNAME record for `target`."""

    url: pulumi.Output[str]
    target: pulumi.Output[str]

    def __init__(self, name: str, args: DomainArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Domain", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        domain = apigatewayv2.DomainName(
            f"{name}-domain",
            domain_name=args.name,
            domain_name_configuration={
                "certificate_arn": args.certificate_arn,
                "endpoint_type": "REGIONAL",
                "security_policy": "TLS_1_2",
            },
            opts=child,
        )
        mapping = apigatewayv2.ApiMapping(
            f"{name}-domain-api",
            api_id=args.api.id,
            domain_name=domain.domain_name,
            stage=args.stage.name,
            opts=child,
        )
        self.url = pulumi.Output.concat("https://", mapping.domain_name)
        self.target = domain.domain_name_configuration.target_domain_name
        self.register_outputs({"url": self.url, "target": self.target})
