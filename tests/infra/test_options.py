"""The effects of settings that no stack uses now."""

import json

import pytest

from tests.infra.program import Program, program_of

CONNECTION = "arn:aws:codeconnections:eu-west-1:111122223333:connection/5a9fb5c4-5f9b-4a1c-8f2a-7b4f3e2d1c0b"
REGIONAL = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789"
CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789"
EMAIL = "on-call@dwipper.example"
MONITOR = "arn:aws:ce::111122223333:anomalymonitor/1e9d5a9e-0000-4000-8000-000000000000"
SENDER = "arn:aws:ses:eu-west-1:111122223333:identity/dwipper.example"


def with_options() -> Program:
    """Runs the program with all of them, except the source of the code."""
    return program_of(
        "dev",
        alarmEmail=EMAIL,
        anomalyMonitorArn=MONITOR,
        certificateArn=CERTIFICATE,
        corsOrigins=["https://dwipper.example"],
        domainName="dwipper.example",
        mailFrom="Dwipper <hello@dwipper.example>",
        mailIdentityArn=SENDER,
        monthlyBudget=50,
        snapStart=True,
    )


def with_a_connection() -> Program:
    return program_of("dev", sourceConnectionArn=CONNECTION, sourceRepository="owner/dwipper")


def test_snap_start_applies_to_published_versions_of_the_api() -> None:
    program = with_options()
    function = program.one("lambda/function:Function", "api-function").inputs

    assert function["snapStart"] == {"applyOn": "PublishedVersions"}
    assert function["publish"] is True


def test_with_a_domain_the_site_uses_it_and_the_target_of_its_dns_record_is_exported() -> None:
    program = with_options()
    distribution = program.one("cloudfront/distribution:Distribution")

    assert distribution.inputs["aliases"] == ["dwipper.example"]
    assert distribution.inputs["viewerCertificate"] == {
        "acmCertificateArn": CERTIFICATE,
        "minimumProtocolVersion": "TLSv1.2_2021",
        "sslSupportMethod": "sni-only",
    }
    assert program.all("apigatewayv2/domainName:DomainName") == []
    assert program.exports["api_url"] == "https://dwipper.example"
    assert program.exports["domain_target"] == distribution.outputs["domainName"]


def without_a_site() -> Program:
    return program_of("dev", certificateArn=REGIONAL, domainName="api.dwipper.example", site=False)


def test_without_a_site_the_api_uses_the_domain() -> None:
    program = without_a_site()
    mapping = program.one("apigatewayv2/apiMapping:ApiMapping").inputs
    domain = program.one("apigatewayv2/domainName:DomainName").inputs["domainNameConfiguration"]

    assert domain == {
        "certificateArn": REGIONAL,
        "endpointType": "REGIONAL",
        "securityPolicy": "TLS_1_2",
    }
    assert mapping["apiId"] == program.one("apigatewayv2/api:Api").id
    assert (mapping["stage"], mapping["domainName"]) == ("$default", "api.dwipper.example")
    assert program.exports["api_url"] == "https://api.dwipper.example"
    assert program.exports["domain_target"] == "d-abcdefghij.execute-api.eu-west-1.amazonaws.com"


def test_without_a_site_the_api_answers_at_its_own_address() -> None:
    program = without_a_site()
    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]

    assert variables["ORIGIN_SECRET_SHA256"] == "none"
    assert not any(one.name.startswith(("site", "origin")) for one in program.registered)
    assert not {"gateway_url", "page_bucket"} & program.exports.keys()


@pytest.mark.parametrize(("canary", "minutes"), [(0, 60), (10, 70), (2100, 2160)])
def test_the_deploy_step_has_time_for_its_canary(canary: int, minutes: int) -> None:
    """CodeBuild would end it, and the canary would go on unwatched. It takes at most 2,160 minutes."""
    program = program_of("dev", canaryMinutes=canary)
    timeouts = {one.name: one.inputs["buildTimeout"] for one in program.all("codebuild/project:Project")}

    assert timeouts == {
        "deliver-deploy-project": minutes,
        "deliver-preview-project": 60,
        "deliver-test-project": 60,
    }


def test_only_pages_of_the_listed_origins_may_call_the_api() -> None:
    program = with_options()
    cors = program.one("apigatewayv2/api:Api").inputs["corsConfiguration"]

    assert cors["allowOrigins"] == ["https://dwipper.example"]
    assert {"if-match", "if-none-match", "idempotency-key"} <= set(cors["allowHeaders"])
    assert {"apigw-requestid", "etag", "retry-after", "www-authenticate"} <= set(cors["exposeHeaders"])
    assert "dwipper-client" not in cors["allowHeaders"], "other origins could use the cookie"
    assert cors.get("allowCredentials") in {None, False}
    assert "corsConfiguration" not in program_of("dev").one("apigatewayv2/api:Api").inputs


def test_mails_are_sent_by_the_configured_sender() -> None:
    program = with_options()

    assert program.one("cognito/userPool:UserPool").inputs["emailConfiguration"] == {
        "emailSendingAccount": "DEVELOPER",
        "fromEmailAddress": "Dwipper <hello@dwipper.example>",
        "sourceArn": SENDER,
    }


def test_alarms_are_mailed_only_to_the_configured_address() -> None:
    program = with_options()
    subscriptions = {
        one.inputs["topic"]: one.inputs for one in program.all("sns/topicSubscription:TopicSubscription")
    }

    assert subscriptions.keys() == {one.arn for one in program.all("sns/topic:Topic")}
    for one in subscriptions.values():
        assert (one["protocol"], one["endpoint"]) == ("email", "on-call@dwipper.example")
    assert program_of("dev").all("sns/topicSubscription:TopicSubscription") == []


def test_code_from_a_connection_needs_no_repository_and_no_rule_for_pushes() -> None:
    program = with_a_connection()
    (fetch,) = program.one("codepipeline/pipeline:Pipeline").inputs["stages"][0]["actions"]

    assert program.all("codecommit/repository:Repository") == []
    assert [one.name for one in program.all("cloudwatch/eventRule:EventRule")] == ["deliver-failed"]
    assert program.exports["repository_url"] is None
    assert fetch["provider"] == "CodeStarSourceConnection"
    assert fetch["configuration"] == {
        "BranchName": "main",
        "ConnectionArn": CONNECTION,
        "FullRepositoryId": "owner/dwipper",
    }


def test_the_pipeline_may_use_its_connection_but_no_repository_of_the_account() -> None:
    program = with_a_connection()
    policy = program.one("iam/rolePolicy:RolePolicy", "deliver-policy").inputs["policy"]
    granted = {
        action: statement["Resource"]
        for statement in json.loads(policy)["Statement"]
        for action in statement["Action"]
    }

    assert granted["codeconnections:UseConnection"] == [CONNECTION]
    assert not any(action.startswith("codecommit:") for action in granted)


def test_links_to_runbooks_point_to_the_repository_of_the_code() -> None:
    program = with_a_connection()
    alarm = program.one("cloudwatch/metricAlarm:MetricAlarm", "watch-api-5xx").inputs

    assert alarm["alarmDescription"].endswith(
        "https://github.com/owner/dwipper/blob/main/docs/runbooks/api-5xx.md"
    )


def test_the_deploy_needs_an_approval_that_the_topic_asks_for() -> None:
    pipeline = program_of("prod").one("codepipeline/pipeline:Pipeline").inputs
    names = [stage["name"] for stage in pipeline["stages"]]
    (asked,) = (
        action for stage in pipeline["stages"] for action in stage["actions"] if stage["name"] == "Approve"
    )

    assert names == ["Source", "Test", "Preview", "Approve", "Deploy"]
    assert (
        asked["configuration"]["NotificationArn"]
        == program_of("prod").one("sns/topic:Topic", "watch-topic").arn
    )


def test_without_a_canary_the_program_moves_the_alias_itself() -> None:
    dev, prod = (program_of(stack).one("lambda/alias:Alias", "api-live") for stack in ("dev", "prod"))

    assert dev.ignored == []
    assert prod.ignored == ["functionVersion", "routingConfig"]


def test_a_budget_mails_when_costs_are_forecast_to_exceed_it_and_when_they_do() -> None:
    program = program_of("dev", alarmEmail=EMAIL, monthlyBudget=50)
    budget = program.one("budgets/budget:Budget").inputs

    assert (budget["budgetType"], budget["timeUnit"]) == ("COST", "MONTHLY")
    assert (budget["limitAmount"], budget["limitUnit"]) == ("50", "USD")
    assert {(one["notificationType"], one["threshold"]) for one in budget["notifications"]} == {
        ("ACTUAL", 80),
        ("ACTUAL", 100),
        ("FORECASTED", 100),
    }
    for one in budget["notifications"]:
        assert one["subscriberEmailAddresses"] == [EMAIL]
        assert (one["thresholdType"], one["comparisonOperator"]) == ("PERCENTAGE", "GREATER_THAN")


def test_the_accounts_anomaly_monitor_mails_above_the_threshold() -> None:
    program = program_of("dev", alarmEmail=EMAIL, anomalyMonitorArn=MONITOR)
    subscription = program.one("costexplorer/anomalySubscription:AnomalySubscription").inputs

    assert subscription["monitorArnLists"] == [MONITOR]
    assert subscription["subscribers"] == [{"type": "EMAIL", "address": EMAIL}]
    assert subscription["frequency"] == "DAILY"  # IMMEDIATE is only for topics
    assert [
        (one["dimension"]["key"], one["dimension"]["values"])
        for one in subscription["thresholdExpression"]["ands"]
    ] == [("ANOMALY_TOTAL_IMPACT_ABSOLUTE", ["20"]), ("ANOMALY_TOTAL_IMPACT_PERCENTAGE", ["40"])]


def test_costs_are_mailed_only_if_it_is_set(program: Program) -> None:
    assert program.all("budgets/budget:Budget") == []
    assert program.all("costexplorer/anomalySubscription:AnomalySubscription") == []


def test_a_stack_creates_no_anomaly_monitor() -> None:
    """An account can have one for services, and new accounts have it from the start.

    https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2515
    """
    program = program_of("dev", alarmEmail=EMAIL, anomalyMonitorArn=MONITOR)

    assert program.all("costexplorer/anomalyMonitor:AnomalyMonitor") == []


def test_the_accounts_concurrency_alarm_excludes_reserved_concurrency() -> None:
    """Of 1,000, 25 are reserved, so other functions are throttled at 975."""
    program = program_of("dev", workerConcurrency=20, jobsConcurrency=5)
    alarm = program.one("cloudwatch/metricAlarm:MetricAlarm", "watch-concurrency").inputs
    (metric,) = [one["metric"]["metricName"] for one in alarm["metricQueries"] if "metric" in one]

    assert (metric, alarm["threshold"]) == ("UnreservedConcurrentExecutions", 780)
