"""An account with one deployed function: versions and alias in moto, its calls and its canary as stubs.

moto's CodeDeploy leaves a deployment "Created" forever, and its Lambda runs functions in Docker.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.stub import Stubber

from ops.aws import Aws
from tests.ops.api import PROBLEM
from tests.ops.pulumi import FakePulumi

__all__ = ["ALARM", "CONTRACT", "FUNCTION", "PAGES", "WORKER", "Deployed", "made"]

CONTRACT = {"info": {"version": "1.0.0"}, "paths": {}}

PAGES = "dwipper-dev-site-files-bucket-1c0ffe"
FUNCTION, WORKER = "dwipper-dev-api-function", "dwipper-dev-worker-function"
ALARM = "dwipper-dev-new-version-errors"
PAGE = 20  # of a list of deployments: the API names no size
BATCH = 25  # https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html
CANARY = {"release_application": "dwipper-dev-release", "release_group": "dwipper-dev-group"}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


class Deployed:
    def __init__(self, aws: Aws, pulumi: FakePulumi) -> None:
        self.aws = aws
        self._pulumi = pulumi
        role = aws.session.client("iam").create_role(
            RoleName="api", AssumeRolePolicyDocument=json.dumps(TRUST)
        )
        for name in (FUNCTION, WORKER):
            aws.lambda_.create_function(
                FunctionName=name,
                Role=role["Role"]["Arn"],
                Code={"ZipFile": _zip("begin")},
                Handler="webapp.handler.lambda_handler",
                Runtime="python3.13",
            )
        self.codedeploy = Stubber(aws.codedeploy)
        self.url = "https://api.example.org"
        self.shifts = False  # CodeDeploy moves the alias at once
        self._site: dict[str, str] = {}
        self.asked: list[str] = []
        self.answers: dict[str, Mapping[str, Any]] = {
            "GET /api/v1/health": made(200, {"status": "ok"}),
            "GET /api/v1/openapi.json": made(200, CONTRACT),
            "POST /api/v1/sessions": made(401, {}, PROBLEM),
            "POST /api/v1/sessions without a password": made(422, {}, PROBLEM),
        }

    def publish(self, *, serves: int, of: int, canary: bool = False) -> None:
        """Publishes `of` versions and points the alias to one of them. The stack's outputs name the newest."""
        for function, one in ((FUNCTION, serves), (WORKER, of)):
            for version in range(1, of + 1):
                self.aws.lambda_.update_function_code(FunctionName=function, ZipFile=_zip(f"{version}"))
                self.aws.lambda_.publish_version(FunctionName=function)
            self.aws.lambda_.create_alias(FunctionName=function, Name="live", FunctionVersion=str(one))
        more = CANARY if canary else {}
        self._pulumi.has_outputs(
            {
                "function_name": FUNCTION,
                "function_version": str(of),
                "functions": [FUNCTION, WORKER],
                "api_url": self.url,
                **more,
                **self._site,
            }
        )

    def has_site(self, gateway: str) -> None:
        """Creates the bucket of the page, with versions. To be called before `publish`."""
        self._site = {"page_bucket": PAGES, "gateway_url": gateway}
        place = {"LocationConstraint": "eu-west-1"}
        self.aws.s3.create_bucket(Bucket=PAGES, CreateBucketConfiguration=place)  # type: ignore[arg-type]
        self.aws.s3.put_bucket_versioning(Bucket=PAGES, VersioningConfiguration={"Status": "Enabled"})

    @property
    def page(self) -> bytes:
        """Returns the index that browsers get."""
        return self.aws.s3.get_object(Bucket=PAGES, Key="index.html")["Body"].read()

    @property
    def serves(self) -> int:
        return int(self.aws.lambda_.get_alias(FunctionName=FUNCTION, Name="live")["FunctionVersion"])

    def versions(self, function: str = FUNCTION) -> list[int]:
        found = self.aws.lambda_.list_versions_by_function(FunctionName=function)["Versions"]
        return sorted(int(one["Version"]) for one in found if one["Version"] != "$LATEST")

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Stubs the function's calls and CodeDeploy. The test fails unless every stubbed answer is used."""
        runs: Any = self.aws.lambda_.meta.events  # a handler may answer before the stub
        starts = self.aws.codedeploy.meta.events
        runs.register("before-call.lambda.Invoke", self._run)
        starts.register("before-parameter-build.codedeploy.CreateDeployment", self._shift)
        try:
            with self.codedeploy:
                yield
                self.codedeploy.assert_no_pending_responses()
        finally:
            runs.unregister("before-call.lambda.Invoke", self._run)
            starts.unregister("before-parameter-build.codedeploy.CreateDeployment", self._shift)

    def _run(self, params: Mapping[str, Any], **_: object) -> tuple[Any, Mapping[str, Any]]:
        """Returns Lambda's answer. If the function failed, it has `FunctionError` and the error as payload.

        https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax
        """
        event = json.loads(params["body"])
        request = f"{event['requestContext']['http']['method']} {event['rawPath']}"
        if event["body"] and "password" not in json.loads(event["body"]):
            request += " without a password"
        self.asked.append(f"version {params['query_string']['Qualifier']}: {request}")
        answer = self.answers[request]
        died = {"FunctionError": "Unhandled"} if "errorType" in answer else {}
        payload = io.BytesIO(json.dumps(answer).encode())
        return AWSResponse("", 200, HTTPHeaders(), None), {"StatusCode": 200, "Payload": payload, **died}

    def _shift(self, params: Mapping[str, Any], **_: object) -> None:
        if self.shifts:
            (resource,) = json.loads(params["revision"]["appSpecContent"]["content"])["Resources"]
            version = resource["api"]["Properties"]["TargetVersion"]
            self.aws.lambda_.update_alias(FunctionName=FUNCTION, Name="live", FunctionVersion=version)

    def alarm_is(self, state: Literal["ALARM", "INSUFFICIENT_DATA", "OK"]) -> None:
        """Sets the state of the deployment group's alarm."""
        self.aws.cloudwatch.put_metric_alarm(
            AlarmName=ALARM,
            ComparisonOperator="GreaterThanOrEqualToThreshold",
            EvaluationPeriods=3,
            MetricName="Errors",
            Namespace="dwipper/dev",
            Period=60,
            Statistic="Sum",
            Threshold=3,
        )
        self.aws.cloudwatch.set_alarm_state(AlarmName=ALARM, StateValue=state, StateReason="a test")

    def starts(self, deployment: str, expected: Mapping[str, Any] | None = None) -> None:
        """Expects a release to be created and to start."""
        self.has_running()
        self.has_running()  # the group's alarms
        self.codedeploy.add_response("create_deployment", {"deploymentId": deployment}, expected)

    def has_running(self, deployment: str | None = None) -> None:
        """Stubs the group's last deployment in CodeDeploy's next answer."""
        last = {"deploymentId": deployment or "d-past", "status": "InProgress" if deployment else "Succeeded"}
        self.codedeploy.add_response(
            "get_deployment_group",
            {
                "deploymentGroupInfo": {
                    "lastAttemptedDeployment": last,
                    "alarmConfiguration": {"enabled": True, "alarms": [{"name": ALARM}]},
                }
            },
            {
                "applicationName": CANARY["release_application"],
                "deploymentGroupName": CANARY["release_group"],
            },
        )

    def released(self, *descriptions: str | None) -> None:
        """Stubs the descriptions of the group's successful deployments, oldest first. None: it has none.

        The API names no order: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html
        """
        infos: list[dict[str, Any]] = [
            {
                "deploymentId": f"d-{number}",
                "createTime": datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=number),
            }
            for number in range(len(descriptions))
        ]
        for info, description in zip(infos, descriptions, strict=True):
            info |= {"description": description} if description else {}
        in_any_order = infos[1:] + infos[:1]
        pages = [in_any_order[start : start + PAGE] for start in range(0, len(infos), PAGE)] or [[]]
        asked = {
            "applicationName": CANARY["release_application"],
            "deploymentGroupName": CANARY["release_group"],
            "includeOnlyStatuses": ["Succeeded"],
        }
        for number, page in enumerate(pages, 1):
            more = {"nextToken": f"page {number}"} if number < len(pages) else {}
            ids = {"deployments": [info["deploymentId"] for info in page]}
            self.codedeploy.add_response("list_deployments", {**ids, **more}, asked)
            asked = {**asked, **more}
        for start in range(0, len(infos), BATCH):
            batch = in_any_order[start : start + BATCH]
            self.codedeploy.add_response(
                "batch_get_deployments",
                {"deploymentsInfo": batch},
                {"deploymentIds": [info["deploymentId"] for info in batch]},
            )

    def says(self, deployment: str, *statuses: str, **last: Mapping[str, str]) -> None:
        """Stubs the statuses of a deployment. `last` has further fields of its end."""
        for number, status in enumerate(statuses, 1):
            info: dict[str, Any] = {"status": status, "deploymentId": deployment}
            if number == len(statuses):
                info |= last
            self.codedeploy.add_response(
                "get_deployment", {"deploymentInfo": info}, {"deploymentId": deployment}
            )


def made(status: int, content: Any, kind: str = "application/json") -> Mapping[str, Any]:  # noqa: ANN401  any JSON
    """Returns a function's answer to API Gateway."""
    return {
        "statusCode": status,
        "headers": {"Content-Type": kind},
        "body": json.dumps(content),
        "isBase64Encoded": False,
    }


def _zip(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("handler.py", text)
    return content.getvalue()
