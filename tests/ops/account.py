"""An account that has one deployed function: its versions and alias in moto, its canary by a CodeDeploy of our own.

moto's CodeDeploy leaves a deployment "Created" for ever.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from botocore.stub import Stubber

from ops.aws import Aws
from tests.ops.pulumi import FakePulumi

__all__ = ["FUNCTION", "Deployed"]

FUNCTION = "dwipper-dev-api-function"
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
        aws.lambda_.create_function(
            FunctionName=FUNCTION,
            Role=role["Role"]["Arn"],
            Code={"ZipFile": _zip("begin")},
            Handler="webapp.handler.lambda_handler",
            Runtime="python3.13",
        )
        self.codedeploy = Stubber(aws.codedeploy)

    def publish(self, *, serves: int, of: int, canary: bool = False) -> None:
        """As many versions as `of`, one of them behind the alias; the stack's outputs name the newest."""
        for version in range(1, of + 1):
            self.aws.lambda_.update_function_code(FunctionName=FUNCTION, ZipFile=_zip(f"{version}"))
            self.aws.lambda_.publish_version(FunctionName=FUNCTION)
        self.aws.lambda_.create_alias(FunctionName=FUNCTION, Name="live", FunctionVersion=str(serves))
        more = CANARY if canary else {}
        self._pulumi.has_outputs({"function_name": FUNCTION, "function_version": str(of), **more})

    @property
    def serves(self) -> int:
        return int(self.aws.lambda_.get_alias(FunctionName=FUNCTION, Name="live")["FunctionVersion"])

    def has_running(self, deployment: str | None = None) -> None:
        """What CodeDeploy says when it is asked next for the group's last deployment."""
        last = {"deploymentId": deployment or "d-past", "status": "InProgress" if deployment else "Succeeded"}
        self.codedeploy.add_response(
            "get_deployment_group",
            {"deploymentGroupInfo": {"lastAttemptedDeployment": last}},
            {
                "applicationName": CANARY["release_application"],
                "deploymentGroupName": CANARY["release_group"],
            },
        )

    def says(self, deployment: str, *statuses: str, **last: Mapping[str, str]) -> None:
        """How a deployment goes on; `last` is what else it says when it ends."""
        for number, status in enumerate(statuses, 1):
            info: dict[str, Any] = {"status": status, "deploymentId": deployment}
            if number == len(statuses):
                info |= last
            self.codedeploy.add_response(
                "get_deployment", {"deploymentInfo": info}, {"deploymentId": deployment}
            )


def _zip(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("handler.py", text)
    return content.getvalue()
