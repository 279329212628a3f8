"""The pipeline: a failing step ends the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import codepipeline, iam

from infra.account import Account
from infra.bundle.source import Source
from infra.deliver.artifacts import Artifacts
from infra.deliver.build import Build
from infra.grants import Grant, assumed_by, policy_document
from infra.watch.topic import Topic

__all__ = ["Pipeline", "PipelineArgs"]

SOURCE_ARTIFACT = "code"


@dataclass(frozen=True)
class PipelineArgs:
    """`builds` by step: test, preview, deploy; `approval`: whether a person approves the deploy."""

    account: Account
    source: Source
    artifacts: Artifacts
    builds: Mapping[str, Build]
    approval: bool
    topic: Topic


class Pipeline(pulumi.ComponentResource):
    """A CodePipeline of type V2: source, test, preview, approval, deploy."""

    arn: pulumi.Output[str]
    name: pulumi.Output[str]

    def __init__(self, name: str, args: PipelineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Pipeline", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        role, policy = self._role()
        pipeline = codepipeline.Pipeline(
            f"{name}-pipeline",
            pipeline_type="V2",
            execution_mode="QUEUED",  # a newer commit never interrupts an update
            role_arn=role.arn,
            artifact_stores=[
                {
                    "location": args.artifacts.bucket.bucket,
                    "type": "S3",
                    "encryption_key": {"id": args.artifacts.key_arn, "type": "KMS"},
                }
            ],
            stages=self._stages(),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        self.arn, self.name = pipeline.arn, pipeline.name
        self.register_outputs({"name": self.name})

    def _stages(self) -> Sequence[Mapping[str, Any]]:
        approval = [_stage("Approve", self._ask())] if self._args.approval else []
        return [
            _stage("Source", self._fetch()),
            _stage("Test", self._run("test")),
            _stage("Preview", self._run("preview")),
            *approval,
            _stage("Deploy", self._run("deploy")),
        ]

    def _fetch(self) -> Mapping[str, Any]:
        source = self._args.source
        provider, place = "CodeCommit", {"RepositoryName": source.repository, "PollForSourceChanges": "false"}
        if source.connection_arn:
            provider = "CodeStarSourceConnection"
            place = {"FullRepositoryId": source.repository, "ConnectionArn": source.connection_arn}
        return {
            "category": "Source",
            "owner": "AWS",
            "provider": provider,
            "configuration": {"BranchName": source.branch, **place},
            "output_artifacts": [SOURCE_ARTIFACT],
        }

    def _run(self, step: str) -> Mapping[str, Any]:
        return {
            "category": "Build",
            "owner": "AWS",
            "provider": "CodeBuild",
            "configuration": {"ProjectName": self._args.builds[step].name},
            "input_artifacts": [SOURCE_ARTIFACT],
        }

    def _ask(self) -> Mapping[str, Any]:
        return {
            "category": "Approval",
            "owner": "AWS",
            "provider": "Manual",
            "configuration": {
                "NotificationArn": self._args.topic.arn,
                "CustomData": f"Read the preview's log: deploy it to {pulumi.get_stack()}?",
            },
        }

    def _role(self) -> tuple[iam.Role, iam.RolePolicy]:
        role = iam.Role(
            f"{self._name}-role",
            path=f"{self._args.account.path}delivery/",
            assume_role_policy=assumed_by("codepipeline.amazonaws.com", self._args.account.id),
            opts=self._child,
        )
        policy = iam.RolePolicy(
            f"{self._name}-policy", role=role.name, policy=policy_document(self._grants()), opts=self._child
        )
        return role, policy

    def _grants(self) -> Sequence[Grant]:
        args = self._args
        builds = [build.arn for build in args.builds.values()]
        return [
            *args.artifacts.grant_use(),
            args.source.grant_read(args.account),
            Grant(["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"], builds),
            Grant(["sns:Publish"], [args.topic.arn]),
            Grant(["kms:Decrypt", "kms:GenerateDataKey"], [args.topic.key_arn]),
        ]


def _stage(name: str, action: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"name": name, "actions": [{"name": name, "version": "1", **action}]}
