"""The contract's routes. Tokens are checked and requests are throttled before the function runs."""

import json
import re

from infra.gateway.routes import read_routes
from tests.infra.program import ROOT, Program


def test_every_operation_has_one_route(program: Program) -> None:
    keys = [route.inputs["routeKey"] for route in program.all("apigatewayv2/route:Route")]

    assert sorted(keys) == sorted(route.key for route in read_routes(ROOT / "openapi.json"))


def test_a_route_needs_a_token_if_its_operation_does(program: Program) -> None:
    authorizer = program.one("apigatewayv2/authorizer:Authorizer").id
    authorized = {route.key: route.authorized for route in read_routes(ROOT / "openapi.json")}
    for route in program.all("apigatewayv2/route:Route"):
        if authorized[route.inputs["routeKey"]]:
            assert route.inputs["authorizationType"] == "JWT"
            assert route.inputs["authorizerId"] == authorizer
            assert route.inputs["authorizationScopes"] == ["aws.cognito.signin.user.admin"]
        else:
            assert route.inputs["authorizationType"] == "NONE"


def test_the_authorizer_trusts_only_the_stacks_pool_and_client(program: Program) -> None:
    pool = program.one("cognito/userPool:UserPool").id
    client = program.one("cognito/userPoolClient:UserPoolClient").id

    assert program.one("apigatewayv2/authorizer:Authorizer").inputs["jwtConfiguration"] == {
        "issuer": f"https://cognito-idp.eu-west-1.amazonaws.com/{pool}",
        "audiences": [client],
    }


def test_the_stage_throttles_a_route_only_after_it_exists(program: Program) -> None:
    routes = {route.name for route in program.all("apigatewayv2/route:Route")}

    assert routes <= set(program.one("apigatewayv2/stage:Stage").after)


def test_access_is_logged_without_tokens_bodies_or_query_strings(program: Program) -> None:
    settings = program.one("apigatewayv2/stage:Stage").inputs["accessLogSettings"]
    log = program.one("cloudwatch/logGroup:LogGroup", "api-access-log")

    assert settings["destinationArn"] == log.arn
    assert not any(word in settings["format"] for word in ("header", "query", "path", "body", "email"))


def test_the_gateway_calls_the_alias_and_has_permission(program: Program) -> None:
    alias = program.one("lambda/alias:Alias", "api-live")
    api = program.one("apigatewayv2/api:Api")
    permission = program.one("lambda/permission:Permission").inputs
    integration = program.one("apigatewayv2/integration:Integration").inputs

    assert (alias.inputs["name"], alias.inputs["functionVersion"]) == ("live", "1")
    assert integration["integrationUri"] == alias.outputs["invokeArn"]
    assert (permission["qualifier"], permission["principal"]) == ("live", "apigateway.amazonaws.com")
    assert permission["function"] == alias.inputs["functionName"]
    assert permission["sourceArn"] == f"{api.outputs['executionArn']}/*"


def test_a_token_is_read_from_its_header_alone(program: Program) -> None:
    authorizer = program.one("apigatewayv2/authorizer:Authorizer").inputs

    assert authorizer["identitySources"] == ["$request.header.Authorization"]


def test_the_access_log_has_the_caller_of_a_request(program: Program) -> None:
    logged = program.one("apigatewayv2/stage:Stage").inputs["accessLogSettings"]["format"]

    assert json.loads(logged)["userId"] == "$context.authorizer.claims.sub"


def test_every_route_is_throttled_and_public_account_routes_more_strictly(program: Program) -> None:
    stage = program.one("apigatewayv2/stage:Stage").inputs
    limits = {one["routeKey"]: rate_and_burst(one) for one in stage["routeSettings"]}
    strict, default = (10, 20), rate_and_burst(stage["defaultRouteSettings"])

    assert strict < default
    assert limits.keys() == {route.key for route in read_routes(ROOT / "openapi.json")}
    assert set(limits.values()) == {strict, default}
    for route in read_routes(ROOT / "openapi.json"):
        if not route.authorized and re.search("/(accounts|passwords|sessions)", route.key):
            assert limits[route.key] == strict
    assert limits["PUT /api/v1/me/password"] == strict  # it takes a guess of the current password


def rate_and_burst(settings: dict[str, float]) -> tuple[float, float]:
    return settings["throttlingRateLimit"], settings["throttlingBurstLimit"]
