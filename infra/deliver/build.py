"""A step of the pipeline: a CodeBuild project that runs a buildspec of the repository."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_aws import cloudwatch, codebuild, iam

from infra.account import Account
from infra.deliver.artifacts import Artifacts
from infra.grants import Grant, assumed_by, policy_document
from infra.settings.stack import STEP_MINUTES

__all__ = ["Build", "BuildArgs"]

# Amazon Linux 2023 with Python 3.13, Node, Java and Go:
# https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html
IMAGE = "aws/codebuild/amazonlinux-x86_64-standard:5.0"


@dataclass(frozen=True)
class BuildArgs:
    """Runs buildspecs/<step>.yml with the stack's name.

    CodeBuild stops it after `minutes`. `more_grants` are further policies of the role, by name: IAM limits the size
    of one.
    """

    step: str
    account: Account
    artifacts: Artifacts
    log_retention_days: int
    size: str = "BUILD_GENERAL1_SMALL"
    minutes: int = STEP_MINUTES
    variables: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    grants: Sequence[Grant] = ()
    more_grants: Mapping[str, Sequence[Grant]] = field(default_factory=dict)


class Build(pulumi.ComponentResource):
    """A project, its log and its role."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: BuildArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Build", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        log = cloudwatch.LogGroup(
            f"{name}-log",
            name=f"{args.account.path}delivery/{args.step}",
            retention_in_days=args.log_retention_days,
            opts=self._child,
        )
        project = self._project(log, self._role(log))
        self.name, self.arn = project.name, project.arn
        self.register_outputs({"name": self.name})

    def _role(self, log: cloudwatch.LogGroup) -> iam.Role:
        args = self._args
        role = iam.Role(
            f"{self._name}-role",
            path=f"{args.account.path}delivery/",
            assume_role_policy=assumed_by("codebuild.amazonaws.com", args.account.id),
            opts=self._child,
        )
        write = Grant(["logs:CreateLogStream", "logs:PutLogEvents"], [pulumi.Output.concat(log.arn, ":*")])
        iam.RolePolicy(
            f"{self._name}-policy",
            role=role.name,
            policy=policy_document([write, *args.artifacts.grant_step(args.step), *args.grants]),
            opts=self._child,
        )
        for part, grants in args.more_grants.items():
            self._attach(role, part, grants)
        return role

    def _attach(self, role: iam.Role, part: str, grants: Sequence[Grant]) -> None:
        name = f"{self._name}-{part}"
        policy = iam.Policy(
            name,
            path=f"{self._args.account.path}delivery/",
            policy=policy_document(grants),
            opts=self._child,
        )
        iam.RolePolicyAttachment(name, role=role.name, policy_arn=policy.arn, opts=self._child)

    def _project(self, log: cloudwatch.LogGroup, role: iam.Role) -> codebuild.Project:
        args = self._args
        variables = {"STACK": pulumi.get_stack(), **args.variables}
        return codebuild.Project(
            f"{self._name}-project",
            description=f"Runs buildspecs/{args.step}.yml",
            artifacts={"type": "CODEPIPELINE"},
            source={"type": "CODEPIPELINE", "buildspec": f"buildspecs/{args.step}.yml"},
            build_timeout=args.minutes,
            cache={"type": "S3", "location": args.artifacts.cache_of(args.step)},
            encryption_key=args.artifacts.key_arn,
            environment={
                "compute_type": args.size,
                "environment_variables": [{"name": key, "value": value} for key, value in variables.items()],
                "image": IMAGE,
                "type": "LINUX_CONTAINER",
            },
            logs_config={"cloudwatch_logs": {"group_name": log.name}},
            service_role=role.arn,
            opts=self._child,
        )
