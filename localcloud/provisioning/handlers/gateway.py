"""API Gateway, HTTP APIs."""

from typing import Any

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers.inputs import pascal, present
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_api", "create_authorizer", "create_integration", "create_route", "create_stage"]


def create_api(cloud: Cloud, resource: Resource) -> Created:
    inputs, name = resource.inputs, resource.inputs.get("name", resource.name)
    api = cloud.client("apigatewayv2").create_api(
        Name=name,
        ProtocolType=inputs["protocolType"],
        **present(CorsConfiguration=pascal(inputs.get("corsConfiguration"))),
    )
    execution_arn = f"arn:aws:execute-api:{cloud.region}:000000000000:{api['ApiId']}"
    return Created(
        api["ApiId"], {"name": name, "apiEndpoint": api["ApiEndpoint"], "executionArn": execution_arn}
    )


def create_integration(cloud: Cloud, resource: Resource) -> Created:
    inputs = resource.inputs
    made = cloud.client("apigatewayv2").create_integration(
        ApiId=inputs["apiId"],
        IntegrationType=inputs["integrationType"],
        IntegrationUri=inputs["integrationUri"],
        PayloadFormatVersion=inputs["payloadFormatVersion"],
        **present(TimeoutInMillis=inputs.get("timeoutMilliseconds")),
    )
    return Created(made["IntegrationId"], {})


def create_authorizer(cloud: Cloud, resource: Resource) -> Created:
    inputs = resource.inputs
    jwt = inputs["jwtConfiguration"]
    made = cloud.client("apigatewayv2").create_authorizer(
        ApiId=inputs["apiId"],
        Name=inputs.get("name", resource.name),
        AuthorizerType=inputs["authorizerType"],
        IdentitySource=inputs["identitySources"],
        JwtConfiguration={"Issuer": jwt["issuer"], "Audience": jwt["audiences"]},
    )
    return Created(made["AuthorizerId"], {})


def create_route(cloud: Cloud, resource: Resource) -> Created:
    inputs = resource.inputs
    made = cloud.client("apigatewayv2").create_route(
        ApiId=inputs["apiId"],
        RouteKey=inputs["routeKey"],
        Target=inputs["target"],
        **present(
            AuthorizationType=inputs.get("authorizationType"),
            AuthorizerId=inputs.get("authorizerId"),
            AuthorizationScopes=inputs.get("authorizationScopes"),
        ),
    )
    return Created(made["RouteId"], {})


def create_stage(cloud: Cloud, resource: Resource) -> Created:
    """The stage's URL is the front door's, as a custom domain's would be."""
    inputs = resource.inputs
    name = inputs.get("name", resource.name)
    cloud.client("apigatewayv2").create_stage(
        ApiId=inputs["apiId"],
        StageName=name,
        AutoDeploy=inputs.get("autoDeploy", False),
        **present(
            DefaultRouteSettings=_throttle(inputs.get("defaultRouteSettings")),
            RouteSettings={one["routeKey"]: _throttle(one) for one in inputs.get("routeSettings", [])}
            or None,
            AccessLogSettings=pascal(inputs.get("accessLogSettings")),
        ),
    )
    return Created(name, {"invokeUrl": f"{cloud.front_door_url}/"})


def _throttle(settings: dict[str, Any] | None) -> dict[str, Any] | None:
    if settings is None:
        return None
    return present(
        ThrottlingBurstLimit=settings.get("throttlingBurstLimit"),
        ThrottlingRateLimit=settings.get("throttlingRateLimit"),
        DetailedMetricsEnabled=settings.get("detailedMetricsEnabled"),
    )
