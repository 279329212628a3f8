"""Deployments of CodeDeploy, which shift a function's alias from one version to another."""

import hashlib
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ops.alias import ALIAS
from ops.errors import OpsError
from ops.polling import polled

if TYPE_CHECKING:
    from mypy_boto3_codedeploy import CodeDeployClient
    from mypy_boto3_codedeploy.literals import DeploymentStatusType
    from mypy_boto3_codedeploy.type_defs import DeploymentGroupInfoTypeDef, DeploymentInfoTypeDef

__all__ = ["Deployments", "Ended", "Shift"]

BATCH = 25  # https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html
RUNNING_STATUSES: "list[DeploymentStatusType]" = ["Created", "Queued", "InProgress", "Baking", "Ready"]


@dataclass(frozen=True)
class Shift:
    """A shift from one version of a function to another."""

    function: str
    current: int
    target: int

    @property
    def description(self) -> str:
        return f"{self.function}: version {self.current} to {self.target}"

    @staticmethod
    def described(description: str) -> "Shift | None":
        """Returns the shift with that description, or None: CodeDeploy describes its own rollbacks."""
        found = re.fullmatch(r"(.+): version (\d+) to (\d+)", description)
        return Shift(found[1], int(found[2]), int(found[3])) if found else None

    def app_spec(self) -> str:
        """https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html"""
        properties = {
            "Name": self.function,
            "Alias": ALIAS,
            "CurrentVersion": str(self.current),
            "TargetVersion": str(self.target),
        }
        resource = {"Type": "AWS::Lambda::Function", "Properties": properties}
        return json.dumps({"version": 0.0, "Resources": [{"api": resource}]})


@dataclass(frozen=True)
class Ended:
    succeeded: bool
    reason: str


class Deployments:
    """The deployments of one deployment group."""

    def __init__(
        self,
        client: "CodeDeployClient",
        application: str,
        group: str,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._application = application
        self._group = group
        self._pause = pause

    def running(self) -> str | None:
        """Returns the running deployment; a group has at most one."""
        last = self._info().get("lastAttemptedDeployment", {})
        return last.get("deploymentId") if last.get("status") in RUNNING_STATUSES else None

    def alarms(self) -> list[str]:
        """Returns the names of the alarms that stop a deployment, at its start if one is already in ALARM."""
        return [alarm["name"] for alarm in self._info().get("alarmConfiguration", {}).get("alarms", [])]

    def before(self, version: int) -> int | None:
        """Returns the version that served before this one was released last, or None if it was not released."""
        pages = self._client.get_paginator("list_deployments").paginate(
            applicationName=self._application,
            deploymentGroupName=self._group,
            includeOnlyStatuses=["Succeeded"],
        )
        ids = [one for page in pages for one in page["deployments"]]
        found = [
            (info["createTime"], shift.current)
            for start in range(0, len(ids), BATCH)
            for info in self._client.batch_get_deployments(deploymentIds=ids[start : start + BATCH])[
                "deploymentsInfo"
            ]
            if (shift := Shift.described(info.get("description", ""))) and shift.target == version
        ]
        return max(found)[1] if found else None

    def start(self, shift: Shift) -> str:
        content = shift.app_spec()
        made = self._client.create_deployment(
            applicationName=self._application,
            deploymentGroupName=self._group,
            description=shift.description,
            revision={
                "revisionType": "AppSpecContent",
                "appSpecContent": {
                    "content": content,
                    "sha256": hashlib.sha256(content.encode()).hexdigest(),
                },
            },
        )
        return made["deploymentId"]

    def stop(self, deployment: str) -> None:
        """Stops a deployment and points the alias back to the previous version."""
        self._client.stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)

    def wait(self, deployment: str, seconds: float, report: Callable[[str], None]) -> Ended:
        """Waits for the end of the deployment and of its rollback. Reports each new status, and one each minute.

        Raises OpsError on a timeout.
        """
        reported: str | None = None
        for waited, info in polled(lambda: self._ask(deployment), seconds, self._pause, report):
            status = info["status"]
            if status != reported or waited % 60 == 0:
                report(f"{deployment}: {status}, after {waited} s")
                reported = status
            if status not in RUNNING_STATUSES:
                self._wait_for_rollback(info, seconds - waited, report)
                return Ended(succeeded=status == "Succeeded", reason=_reason(info))
        raise OpsError(
            f"the deployment {deployment} is still under way after {seconds / 60:.0f} minutes: it continues without "
            "this command, so check it in CodeDeploy"
        )

    def _info(self) -> "DeploymentGroupInfoTypeDef":
        return self._client.get_deployment_group(
            applicationName=self._application, deploymentGroupName=self._group
        )["deploymentGroupInfo"]

    def _ask(self, deployment: str) -> "DeploymentInfoTypeDef":
        return self._client.get_deployment(deploymentId=deployment)["deploymentInfo"]

    def _wait_for_rollback(
        self, info: "DeploymentInfoTypeDef", seconds: float, report: Callable[[str], None]
    ) -> None:
        rollback = info.get("rollbackInfo", {}).get("rollbackDeploymentId")
        if rollback:
            report(f"{rollback} rolls the alias back")
            self.wait(rollback, seconds, report)


def _reason(info: "DeploymentInfoTypeDef") -> str:
    error = info.get("errorInformation", {})
    return " ".join(filter(None, (info.get("status"), error.get("code"), error.get("message"))))
