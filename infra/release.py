"""The canary: a new version gets 10% of the requests for some minutes, then all."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import codedeploy, iam

from infra.account import Account
from infra.bundle.source import Source
from infra.functions.app import App
from infra.functions.function import Function
from infra.grants import Grant, assumed_by, policy_document
from infra.settings.stack import Settings
from infra.watch.alarms import Alarms, AlarmsArgs
from infra.watch.new_version import new_version_alarm
from infra.watch.topic import Topic

__all__ = ["Release", "ReleaseArgs"]

SHARE = 10  # of 100 requests


@dataclass(frozen=True)
class ReleaseArgs:
    settings: Settings
    account: Account
    app: App
    function: Function
    topic: Topic


class Release(pulumi.ComponentResource):
    """A CodeDeploy group that shifts the alias, and shifts it back if the new version fails.

    `make release` starts it. Its alarm covers only the new version: an alarm about the old one would block the fix.
    """

    application: pulumi.Output[str]
    group: pulumi.Output[str]

    def __init__(self, name: str, args: ReleaseArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Release", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        alarms = Alarms(
            name,
            AlarmsArgs(
                [new_version_alarm(name, args.function, self._child)],
                args.topic.arn,
                Source.of(args.settings),
                args.settings.region,
            ),
            opts=self._child,
        )
        application = codedeploy.Application(
            f"{name}-application", compute_platform="Lambda", opts=self._child
        )
        group = self._group(application, alarms)
        self.application, self.group = application.name, group.deployment_group_name
        self.register_outputs({"application": self.application, "group": self.group})

    def _group(self, application: codedeploy.Application, alarms: Alarms) -> codedeploy.DeploymentGroup:
        role, policy = self._role(alarms)
        return codedeploy.DeploymentGroup(
            f"{self._name}-group",
            app_name=application.name,
            deployment_group_name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
            deployment_config_name=self._pace().deployment_config_name,
            deployment_style={
                "deployment_type": "BLUE_GREEN",
                "deployment_option": "WITH_TRAFFIC_CONTROL",
            },
            service_role_arn=role.arn,
            alarm_configuration={"enabled": True, "alarms": alarms.names},
            auto_rollback_configuration={
                "enabled": True,
                "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
            },
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )

    def _pace(self) -> codedeploy.DeploymentConfig:
        return codedeploy.DeploymentConfig(
            f"{self._name}-pace",
            compute_platform="Lambda",
            traffic_routing_config={
                "type": "TimeBasedCanary",
                "time_based_canary": {"interval": self._args.settings.canary_minutes, "percentage": SHARE},
            },
            opts=self._child,
        )

    def _role(self, alarms: Alarms) -> tuple[iam.Role, iam.RolePolicy]:
        args = self._args
        role = iam.Role(
            f"{self._name}-role",
            path=f"{args.account.path}app/",
            assume_role_policy=assumed_by("codedeploy.amazonaws.com", args.account.id),
            permissions_boundary=args.app.boundary_arn,
            opts=self._child,
        )
        shift = ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"]
        policy = iam.RolePolicy(
            f"{self._name}-policy",
            role=role.name,
            policy=policy_document(
                [
                    Grant(shift, [args.function.alias_arn, args.function.arn]),
                    Grant(["cloudwatch:DescribeAlarms"], [args.account.alarms]),
                ]
            ),
            opts=self._child,
        )
        return role, policy
