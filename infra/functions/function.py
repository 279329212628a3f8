"""A Lambda function, its role, its log, and the alias that serves."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch, iam, lambda_

from infra.functions.app import App
from infra.grants import TRACE, Grant, assumed_by, policy_document

__all__ = ["Function", "FunctionArgs"]


@dataclass(frozen=True)
class FunctionArgs:
    """`shifted`: a release moves the alias to a new version, not this program.

    `share`: concurrent executions reserved for this function, also its maximum; 0 reserves none.
    """

    app: App
    handler: str
    timeout: int  # seconds
    grants: Sequence[Grant]
    memory: int
    log_retention_days: int
    snap_start: bool = False
    shifted: bool = False
    share: int = 0


class Function(pulumi.ComponentResource):
    """Published versions of the app behind the alias `live`."""

    log: cloudwatch.LogGroup
    name: pulumi.Output[str]
    arn: pulumi.Output[str]
    version: pulumi.Output[str]
    alias_name: pulumi.Output[str]
    alias_arn: pulumi.Output[str]
    alias_invoke_arn: pulumi.Output[str]

    def __init__(self, name: str, args: FunctionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Function", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self.log = self._log()
        function = self._function(*self._role())
        alias = self._alias(function)
        self.name, self.arn, self.version = function.name, function.arn, function.version
        self.alias_name, self.alias_arn, self.alias_invoke_arn = alias.name, alias.arn, alias.invoke_arn
        self.register_outputs({"name": self.name})

    def _log(self) -> cloudwatch.LogGroup:
        return cloudwatch.LogGroup(
            f"{self._name}-log",
            name=f"/{pulumi.get_project()}/{pulumi.get_stack()}/{self._name}",
            retention_in_days=self._args.log_retention_days,
            opts=self._child,
        )

    def _role(self) -> tuple[iam.Role, iam.RolePolicy]:
        role = iam.Role(
            f"{self._name}-role",
            path=f"/{pulumi.get_project()}/{pulumi.get_stack()}/app/",
            assume_role_policy=assumed_by("lambda.amazonaws.com"),
            permissions_boundary=self._args.app.boundary_arn,
            opts=self._child,
        )
        policy = iam.RolePolicy(
            f"{self._name}-policy",
            role=role.name,
            policy=policy_document([_write_to(self.log), TRACE, *self._args.grants]),
            opts=self._child,
        )
        return role, policy

    def _function(self, role: iam.Role, policy: iam.RolePolicy) -> lambda_.Function:
        args = self._args
        return lambda_.Function(
            f"{self._name}-function",
            architectures=["arm64"],
            code=args.app.code,
            environment={"variables": args.app.variables},
            handler=args.handler,
            logging_config={"log_format": "JSON", "log_group": self.log.name},
            memory_size=args.memory,
            publish=True,
            reserved_concurrent_executions=args.share or None,
            role=role.arn,
            runtime="python3.13",
            snap_start={"apply_on": "PublishedVersions"} if args.snap_start else None,
            timeout=args.timeout,
            tracing_config={"mode": "Active"},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )

    def _alias(self, function: lambda_.Function) -> lambda_.Alias:
        shifted = ["functionVersion", "routingConfig"] if self._args.shifted else []
        return lambda_.Alias(
            f"{self._name}-live",
            name="live",
            function_name=function.name,
            function_version=function.version,
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=shifted),
        )


def _write_to(log: cloudwatch.LogGroup) -> Grant:
    """Returns the right to write streams of one log group; the platform creates the group."""
    return Grant(["logs:CreateLogStream", "logs:PutLogEvents"], [pulumi.Output.concat(log.arn, ":*")])
