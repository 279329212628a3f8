"""A Lambda function: its role, its log, and the alias that serves."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch, iam, lambda_

from infra.app import App
from infra.grants import Grant, policy_document

__all__ = ["Function", "FunctionArgs"]


@dataclass(frozen=True)
class FunctionArgs:
    app: App
    handler: str
    timeout: int  # seconds
    grants: Sequence[Grant]
    memory: int
    log_retention_days: int


class Function(pulumi.ComponentResource):
    """Published versions of the app behind the alias `live`."""

    name: pulumi.Output[str]
    alias_name: pulumi.Output[str]
    alias_arn: pulumi.Output[str]
    alias_invoke_arn: pulumi.Output[str]

    def __init__(self, name: str, args: FunctionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Function", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        log = cloudwatch.LogGroup(
            f"{name}-log",
            name=f"/dwipper/{pulumi.get_stack()}/{name}",
            retention_in_days=args.log_retention_days,
            opts=child,
        )
        role = iam.Role(f"{name}-role", assume_role_policy=_assumed_by_lambda(), opts=child)
        policy = iam.RolePolicy(
            f"{name}-policy",
            role=role.name,
            policy=policy_document([_write_to(log), *args.grants]),
            opts=child,
        )
        function = lambda_.Function(
            f"{name}-function",
            architectures=["arm64"],
            code=args.app.code,
            environment={"variables": args.app.variables},
            handler=args.handler,
            logging_config={"log_format": "JSON", "log_group": log.name},
            memory_size=args.memory,
            publish=True,
            role=role.arn,
            runtime="python3.13",
            timeout=args.timeout,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        alias = lambda_.Alias(
            f"{name}-live",
            name="live",
            function_name=function.name,
            function_version=function.version,
            opts=child,
        )
        self.name = function.name
        self.alias_name = alias.name
        self.alias_arn = alias.arn
        self.alias_invoke_arn = alias.invoke_arn
        self.register_outputs({"name": self.name})


def _assumed_by_lambda() -> str:
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    )


def _write_to(log: cloudwatch.LogGroup) -> Grant:
    """The streams of one group; the platform makes the group, so the function need not."""
    return Grant(["logs:CreateLogStream", "logs:PutLogEvents"], [pulumi.Output.concat(log.arn, ":*")])
