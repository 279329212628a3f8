"""The HTTP API, which validates tokens before the function runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import apigatewayv2, cloudwatch, lambda_

from infra.functions.function import Function
from infra.gateway.access_log import ACCESS_LOG_FORMAT, access_log
from infra.gateway.cors import cors
from infra.gateway.domain import Domain, DomainArgs
from infra.gateway.routes import Headers, Route
from infra.identity import Identity
from infra.settings.stack import Settings, Throttle

__all__ = ["Gateway", "GatewayArgs"]

# Only access tokens of a login have it; without it an id token would pass too.
SCOPE = "aws.cognito.signin.user.admin"


@dataclass(frozen=True)
class GatewayArgs:
    routes: Sequence[Route]
    headers: Headers
    function: Function
    identity: Identity
    settings: Settings


class Gateway(pulumi.ComponentResource):
    """One route per operation. Any other request ends here."""

    api_id: pulumi.Output[str]
    stage_name: pulumi.Output[str]
    access_log: cloudwatch.LogGroup
    url: pulumi.Output[str]
    domain_target: pulumi.Output[str] | None

    def __init__(self, name: str, args: GatewayArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Gateway", name, None, opts)
        self._name, self._args = name, args
        self._api = apigatewayv2.Api(
            f"{name}-http",
            protocol_type="HTTP",
            cors_configuration=cors(args.settings.cors_origins, args.headers),
            opts=self._child(),
        )
        self.access_log = access_log(name, args.settings.log_retention_days, self._child())
        self._allow_invoke()
        stage = self._stage(self._routes(self._integration(), self._authorizer()))
        self.api_id, self.stage_name = self._api.id, stage.name
        self.url = stage.invoke_url.apply(lambda url: url.rstrip("/"))
        self.domain_target = None
        if args.settings.api_domain_name:
            self._serve_domain(args.settings, stage)
        self.register_outputs({"api_id": self.api_id, "url": self.url})

    def _child(self, **options: Any) -> pulumi.ResourceOptions:  # noqa: ANN401  Pulumi's own
        return pulumi.ResourceOptions(parent=self, **options)

    def _allow_invoke(self) -> None:
        lambda_.Permission(
            f"{self._name}-invoke",
            action="lambda:InvokeFunction",
            function=self._args.function.name,
            qualifier=self._args.function.alias_name,
            principal="apigateway.amazonaws.com",
            source_arn=pulumi.Output.concat(self._api.execution_arn, "/*"),
            opts=self._child(),
        )

    def _integration(self) -> apigatewayv2.Integration:
        return apigatewayv2.Integration(
            f"{self._name}-function",
            api_id=self._api.id,
            integration_type="AWS_PROXY",
            integration_uri=self._args.function.alias_invoke_arn,
            payload_format_version="2.0",
            opts=self._child(),
        )

    def _authorizer(self) -> apigatewayv2.Authorizer:
        identity = self._args.identity
        return apigatewayv2.Authorizer(
            f"{self._name}-people",
            api_id=self._api.id,
            authorizer_type="JWT",
            identity_sources=["$request.header.Authorization"],
            jwt_configuration={"issuer": identity.issuer, "audiences": [identity.client_id]},
            opts=self._child(),
        )

    def _routes(
        self, integration: apigatewayv2.Integration, authorizer: apigatewayv2.Authorizer
    ) -> list[apigatewayv2.Route]:
        checked = {
            "authorization_type": "JWT",
            "authorizer_id": authorizer.id,
            "authorization_scopes": [SCOPE],
        }
        return [
            apigatewayv2.Route(
                f"{self._name}-{route.operation_id}",
                api_id=self._api.id,
                route_key=route.key,
                target=pulumi.Output.concat("integrations/", integration.id),
                **(checked if route.authorized else {"authorization_type": "NONE"}),
                opts=self._child(),
            )
            for route in self._args.routes
        ]

    def _stage(self, routes: list[apigatewayv2.Route]) -> apigatewayv2.Stage:
        return apigatewayv2.Stage(
            f"{self._name}-default",
            name="$default",
            api_id=self._api.id,
            auto_deploy=True,
            access_log_settings={"destination_arn": self.access_log.arn, "format": ACCESS_LOG_FORMAT},
            default_route_settings=_limits(self._args.settings.throttle),
            route_settings=[self._route_limits(route) for route in self._args.routes],
            opts=self._child(depends_on=routes),  # AWS refuses settings of a route that does not exist yet
        )

    def _serve_domain(self, settings: Settings, stage: apigatewayv2.Stage) -> None:
        domain = Domain(
            self._name,
            DomainArgs(
                name=settings.api_domain_name,
                certificate_arn=settings.certificate_arn,
                api=self._api,
                stage=stage,
            ),
            opts=self._child(),
        )
        self.url, self.domain_target = domain.url, domain.target

    def _route_limits(self, route: Route) -> dict[str, object]:
        settings = self._args.settings
        throttle = settings.strict_throttle if route.strict else settings.throttle
        return {"route_key": route.key, **_limits(throttle)}


def _limits(throttle: Throttle) -> dict[str, object]:
    return {"throttling_rate_limit": throttle.rate, "throttling_burst_limit": throttle.burst}
