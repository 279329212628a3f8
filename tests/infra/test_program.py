"""What the Pulumi program describes, for each stack."""

import json
from typing import Any

import pytest

from infra.contract import read_routes
from infra.tables import TABLES
from localcloud.provisioning.handlers import HANDLERS
from tests.infra.program import ROOT, Program, Registered, program_of

STACKS = sorted(path.name.split(".")[1] for path in ROOT.glob("Pulumi.*.yaml"))
GATEWAY_SECONDS = 30  # what an HTTP API waits for at most
LAMBDA_SECONDS = 15 * 60  # what Lambda lets a function run at most
STREAM_READING = {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"}


@pytest.fixture(scope="module", params=STACKS)
def program(request: pytest.FixtureRequest) -> Program:
    # The packages are left out: fetching them is the bundle's matter.
    return program_of(request.param, bundleDependencies=False)


def statements(policy: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(policy)["Statement"]
    return found


def rights(program: Program, function: str) -> dict[str, set[str]]:
    """What a function's role may do: actions by resource, those on data without `dynamodb:`."""
    policy = program.one("iam/rolePolicy:RolePolicy", f"{function}-policy")
    found: dict[str, set[str]] = {}
    for statement in statements(policy.inputs["policy"]):
        for resource in statement["Resource"]:
            actions = {action.removeprefix("dynamodb:") for action in statement["Action"]}
            found.setdefault(resource, set()).update(actions)
    return found


def test_there_are_stacks_for_the_laptop_and_for_aws() -> None:
    assert {"dev", "local"} <= set(STACKS)


def test_every_operation_has_one_route(program: Program) -> None:
    keys = [route.inputs["routeKey"] for route in program.all("apigatewayv2/route:Route")]

    assert sorted(keys) == sorted(route.key for route in read_routes(ROOT / "openapi.json"))


def test_a_route_asks_for_a_token_exactly_where_its_operation_does(program: Program) -> None:
    authorizer = program.one("apigatewayv2/authorizer:Authorizer").name + "-id"
    authorized = {route.key: route.authorized for route in read_routes(ROOT / "openapi.json")}
    for route in program.all("apigatewayv2/route:Route"):
        if authorized[route.inputs["routeKey"]]:
            assert route.inputs["authorizationType"] == "JWT"
            assert route.inputs["authorizerId"] == authorizer
            assert route.inputs["authorizationScopes"] == ["aws.cognito.signin.user.admin"]
        else:
            assert route.inputs["authorizationType"] == "NONE"


def test_the_authorizer_trusts_our_pool_and_our_client_alone(program: Program) -> None:
    jwt = program.one("apigatewayv2/authorizer:Authorizer").inputs["jwtConfiguration"]

    assert jwt == {
        "issuer": "https://cognito-idp.eu-west-1.amazonaws.com/identity-users-id",
        "audiences": ["identity-app-id"],
    }


def test_every_route_is_throttled_and_those_that_take_a_password_or_code_strictly(program: Program) -> None:
    stage = program.one("apigatewayv2/stage:Stage").inputs
    limits = {one["routeKey"]: one["throttlingRateLimit"] for one in stage["routeSettings"]}
    default = stage["defaultRouteSettings"]["throttlingRateLimit"]

    assert set(limits) == {route.inputs["routeKey"] for route in program.all("apigatewayv2/route:Route")}
    for key, rate in limits.items():
        assert (rate < default) == any(f"/{word}" in key for word in ("accounts", "sessions", "password"))


def test_the_stage_limits_no_route_before_it_is_there(program: Program) -> None:
    routes = {route.name for route in program.all("apigatewayv2/route:Route")}

    assert routes <= set(program.one("apigatewayv2/stage:Stage").after)


def test_access_is_logged_without_tokens_bodies_or_query_strings(program: Program) -> None:
    settings = program.one("apigatewayv2/stage:Stage").inputs["accessLogSettings"]

    assert settings["destinationArn"] == "arn:api-access-log"
    assert not any(word in settings["format"] for word in ("header", "query", "path", "body", "email"))


def test_the_gateway_calls_the_alias_and_is_allowed_to(program: Program) -> None:
    alias = program.one("lambda/alias:Alias", "api-live")
    permission = program.one("lambda/permission:Permission").inputs
    integration = program.one("apigatewayv2/integration:Integration").inputs

    assert (alias.inputs["name"], alias.inputs["functionVersion"]) == ("live", "1")
    assert integration["integrationUri"] == f"invoke:{alias.name}"
    assert (permission["qualifier"], permission["principal"]) == ("live", "apigateway.amazonaws.com")
    assert permission["sourceArn"] == "execute:api-http/*"


@pytest.mark.parametrize(
    ("name", "handler", "seconds"),
    [("api", "webapp.handler.handler", GATEWAY_SECONDS), ("worker", "webapp.worker.handler", LAMBDA_SECONDS)],
)
def test_a_function_runs_the_app_in_the_time_that_its_caller_waits(
    program: Program, name: str, handler: str, seconds: int
) -> None:
    function = program.one("lambda/function:Function", f"{name}-function").inputs
    logs = {one.name: one.inputs["name"] for one in program.all("cloudwatch/logGroup:LogGroup")}

    assert (function["handler"], function["runtime"]) == (handler, "python3.13")
    assert (function["architectures"], function["publish"]) == (["arm64"], True)
    assert function["timeout"] < seconds
    assert function["role"] == f"arn:{name}-role"
    assert function["loggingConfig"] == {"logFormat": "JSON", "logGroup": logs[f"{name}-log"]}


def test_the_functions_are_one_zip_with_one_set_of_variables(program: Program) -> None:
    api, worker = (one.inputs for one in program.all("lambda/function:Function"))
    variables = api["environment"]["variables"]

    assert api["code"] == worker["code"]
    assert variables == worker["environment"]["variables"]
    assert variables.keys() == {f"{table.upper()}_TABLE" for table in TABLES} | {
        "CURSOR_KEY_PARAMETER",
        "FEED_SHARDS",
        "USER_POOL_CLIENT_ID",
        "USER_POOL_ID",
    }


def test_every_table_has_its_keys_indexes_and_expiry(program: Program) -> None:
    tables = {one.name.removeprefix("storage-"): one.inputs for one in program.all("dynamodb/table:Table")}

    assert set(tables) == set(TABLES)
    for name, shape in TABLES.items():
        table = tables[name]
        assert (table["hashKey"], table.get("rangeKey")) == (shape.hash_key, shape.range_key)
        assert [one["name"] for one in table.get("globalSecondaryIndexes", [])] == [
            one.name for one in shape.indexes
        ]
        assert (table.get("ttl") or {}).get("attributeName") == shape.expires
        assert table["streamEnabled"] == shape.stream
        assert table.get("streamViewType") == ("NEW_AND_OLD_IMAGES" if shape.stream else None)
        assert table["billingMode"] == "PAY_PER_REQUEST"
        assert table["serverSideEncryption"] == {"enabled": True}


def test_keys_are_strings_but_for_the_shard(program: Program) -> None:
    types = {
        (table.name, attribute["name"]): attribute["type"]
        for table in program.all("dynamodb/table:Table")
        for attribute in table.inputs["attributes"]
    }

    assert {key for key, kind in types.items() if kind != "S"} == {("storage-dwipps", "shard")}
    assert types["storage-dwipps", "shard"] == "N"


def test_the_lists_of_dwipps_are_read_from_indexes_alone_and_those_of_reactions_hold_keys(
    program: Program,
) -> None:
    projections = {
        (table.name, index["name"]): index["projectionType"]
        for table in program.all("dynamodb/table:Table")
        for index in table.inputs.get("globalSecondaryIndexes", [])
    }

    assert projections == {
        ("storage-dwipps", "by_author"): "ALL",
        ("storage-dwipps", "feed"): "ALL",
        ("storage-favorites", "by_dwipp"): "KEYS_ONLY",
        ("storage-profiles", "leaving"): "KEYS_ONLY",
        ("storage-upvotes", "by_dwipp"): "KEYS_ONLY",
    }


def test_the_api_may_do_exactly_this(program: Program) -> None:
    assert rights(program, "api") == {
        "arn:api-log:*": {"logs:CreateLogStream", "logs:PutLogEvents"},
        "arn:storage-profiles": {"BatchGetItem", "ConditionCheckItem", "GetItem", "PutItem"},
        "arn:storage-profiles/index/leaving": {"Query"},
        "arn:storage-dwipps": {"BatchGetItem", "DeleteItem", "GetItem", "PutItem", "UpdateItem"},
        "arn:storage-dwipps/index/feed": {"Query"},
        "arn:storage-dwipps/index/by_author": {"Query"},
        "arn:storage-upvotes": {"BatchGetItem", "DeleteItem", "PutItem", "Query"},
        "arn:storage-favorites": {"BatchGetItem", "DeleteItem", "PutItem", "Query"},
        "arn:storage-favorites/index/by_dwipp": {"Query"},
        "arn:storage-idempotency": {"GetItem", "PutItem"},
        "arn:storage-cursor-key": {"ssm:GetParameter"},
    }


def test_the_worker_may_do_exactly_this(program: Program) -> None:
    assert rights(program, "worker") == {
        "arn:worker-log:*": {"logs:CreateLogStream", "logs:PutLogEvents"},
        "arn:storage-profiles": {"GetItem", "UpdateItem"},
        "stream:storage-profiles": STREAM_READING,
        "arn:storage-dwipps": {"BatchWriteItem", "UpdateItem"},
        "arn:storage-dwipps/index/by_author": {"Query"},
        "stream:storage-dwipps": STREAM_READING,
        "arn:storage-upvotes": {"BatchWriteItem", "DeleteItem", "Query"},
        "arn:storage-upvotes/index/by_dwipp": {"Query"},
        "arn:storage-favorites": {"BatchWriteItem", "DeleteItem", "Query"},
        "arn:storage-favorites/index/by_dwipp": {"Query"},
        "arn:identity-users": {"cognito-idp:AdminDeleteUser"},
        "arn:worker-failures": {"sqs:SendMessage"},
    }


def test_no_policy_has_a_wildcard_for_an_action_or_for_every_resource(program: Program) -> None:
    for statement in (
        statement
        for policy in program.all("iam/rolePolicy:RolePolicy")
        for statement in statements(policy.inputs["policy"])
    ):
        assert not any("*" in action for action in statement["Action"])
        assert "*" not in statement["Resource"]


def test_only_lambda_takes_on_the_roles(program: Program) -> None:
    for role in program.all("iam/role:Role"):
        (statement,) = statements(role.inputs["assumeRolePolicy"])

        assert statement["Action"] == "sts:AssumeRole"
        assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_the_worker_is_fed_by_the_changes_that_have_consequences(program: Program) -> None:
    mappings = program.all("lambda/eventSourceMapping:EventSourceMapping")

    assert {one.inputs["eventSourceArn"]: patterns(one) for one in mappings} == {
        "stream:storage-dwipps": [{"eventName": ["REMOVE"]}],
        "stream:storage-profiles": [{"eventName": ["INSERT", "MODIFY"]}],
    }
    assert {one.inputs["functionName"] for one in mappings} == {"arn:worker-live"}
    assert {one.inputs["startingPosition"] for one in mappings} == {"TRIM_HORIZON"}


def test_a_change_that_fails_is_tried_again_alone_and_at_last_told_to_a_queue(program: Program) -> None:
    queue = program.one("sqs/queue:Queue")
    for mapping in program.all("lambda/eventSourceMapping:EventSourceMapping"):
        assert mapping.inputs["maximumRetryAttempts"] == 20
        assert mapping.inputs["bisectBatchOnFunctionError"] is True
        assert mapping.inputs["destinationConfig"] == {"onFailure": {"destinationArn": f"arn:{queue.name}"}}

    assert queue.inputs["messageRetentionSeconds"] == 14 * 24 * 60 * 60
    assert queue.inputs["sqsManagedSseEnabled"] is True


def patterns(mapping: Registered) -> list[dict[str, Any]]:
    return [json.loads(one["pattern"]) for one in mapping.inputs["filterCriteria"]["filters"]]


def test_the_laptop_can_create_every_type_of_its_stack() -> None:
    registered = program_of("local").registered

    assert {one.type for one in registered if one.type.startswith("aws:")} <= HANDLERS.keys()


def test_every_log_is_kept_for_a_time(program: Program) -> None:
    assert all(one.inputs["retentionInDays"] > 0 for one in program.all("cloudwatch/logGroup:LogGroup"))


def test_people_sign_in_by_an_email_in_any_case_with_a_sound_password(program: Program) -> None:
    pool = program.one("cognito/userPool:UserPool").inputs

    assert pool["usernameAttributes"] == ["email"]
    assert pool["usernameConfiguration"] == {"caseSensitive": False}
    assert pool["autoVerifiedAttributes"] == ["email"]
    assert pool["passwordPolicy"] == {
        "minimumLength": 8,
        "requireLowercase": True,
        "requireNumbers": True,
        "requireSymbols": False,
        "requireUppercase": True,
        "temporaryPasswordValidityDays": 7,
    }


def test_the_client_has_no_secret_and_tells_nobody_who_exists(program: Program) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient").inputs

    assert client["generateSecret"] is False
    assert client["preventUserExistenceErrors"] == "ENABLED"
    assert set(client["explicitAuthFlows"]) == {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
    assert client["readAttributes"] == client["writeAttributes"] == ["email", "name"]
    assert client["enableTokenRevocation"] is True


def test_access_lasts_an_hour_and_a_session_thirty_days(program: Program) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient").inputs
    units = client["tokenValidityUnits"]

    assert (client["accessTokenValidity"], units["accessToken"]) == (60, "minutes")
    assert (client["idTokenValidity"], units["idToken"]) == (60, "minutes")
    assert (client["refreshTokenValidity"], units["refreshToken"]) == (30, "days")


def test_the_cursor_key_is_a_secret_and_in_no_output_or_variable(program: Program) -> None:
    key = program.one("ssm/parameter:Parameter")
    variables = [one.inputs["environment"] for one in program.all("lambda/function:Function")]

    assert (key.inputs["type"], key.secret) == ("SecureString", ["value"])
    assert key.inputs["value"] not in json.dumps([variables, program.exports])


def test_the_cursor_key_and_the_pools_schema_stay_as_they_were_made(program: Program) -> None:
    assert program.one("ssm/parameter:Parameter").ignored == ["value"]
    assert program.one("cognito/userPool:UserPool").ignored == ["schemas"]


def test_the_exports_say_where_everything_is(program: Program) -> None:
    assert program.exports == {
        "api_url": "https://api.example",
        "api_id": "api-http-id",
        "function_name": "api-function",
        "user_pool_id": "identity-users-id",
        "user_pool_client_id": "identity-app-id",
    }


def test_where_data_is_to_be_protected_it_is() -> None:
    program = program_of("dev", protect=True, bundleDependencies=False)

    assert program.one("cognito/userPool:UserPool").inputs["deletionProtection"] == "ACTIVE"
    for table in program.all("dynamodb/table:Table"):
        assert table.inputs["pointInTimeRecovery"] == {"enabled": True}
        assert table.inputs["deletionProtectionEnabled"] is True


def test_where_data_is_to_be_protected_pulumi_does_not_delete_what_holds_it() -> None:
    program = program_of("dev", protect=True, bundleDependencies=False)

    assert {one.type for one in program.registered if one.protected} == {
        "aws:cognito/userPool:UserPool",
        "aws:cognito/userPoolClient:UserPoolClient",
        "aws:dynamodb/table:Table",
    }
