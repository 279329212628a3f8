"""The delivery from a commit to a deployed stack.

An operator deploys this part: the pipeline has no right to change itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import cloudwatch, codecommit, iam

from infra.account import Account
from infra.boundary import Boundary
from infra.bundle.source import Source
from infra.deliver.artifacts import Artifacts, ArtifactsArgs
from infra.deliver.build import Build, BuildArgs
from infra.deliver.deploy_rights import DeployedGateway, deploy_rights
from infra.deliver.pipeline import Pipeline, PipelineArgs
from infra.deliver.state import State
from infra.grants import Grant, assumed_by, policy_document
from infra.settings.stack import STEP_MINUTES, Settings
from infra.site.files import Files
from infra.watch.topic import Topic

__all__ = ["Deliver", "DeliverArgs"]

TESTS_SIZE = "BUILD_GENERAL1_LARGE"


@dataclass(frozen=True)
class DeliverArgs:
    settings: Settings
    account: Account
    boundary: Boundary
    topic: Topic
    api_id: pulumi.Input[str]
    page: Files | None


class Deliver(pulumi.ComponentResource):
    """The repository, the pipeline that each commit starts, and the notification of failed runs."""

    repository_url: pulumi.Output[str] | None

    def __init__(self, name: str, args: DeliverArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Deliver", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self._source = Source.of(args.settings)
        self.repository_url = None
        artifacts = Artifacts(name, ArtifactsArgs(args.account), opts=self._child)
        pipeline = self._pipeline(artifacts)
        self._notify_of_failures(pipeline)
        if not self._source.connection_arn:
            self.repository_url = self._repository(pipeline)
        self.register_outputs({"repository_url": self.repository_url})

    def _pipeline(self, artifacts: Artifacts) -> Pipeline:
        args = self._args
        return Pipeline(
            self._name,
            PipelineArgs(
                account=args.account,
                source=self._source,
                artifacts=artifacts,
                builds=self._builds(artifacts),
                approval=args.settings.approval,
                topic=args.topic,
            ),
            opts=self._child,
        )

    def _builds(self, artifacts: Artifacts) -> Mapping[str, Build]:
        state = State(self._args.account)
        read, write = state.grant_read(), state.grant_write()
        gateway = DeployedGateway(self._args.api_id, self._args.settings.api_domain_name)
        deploy = deploy_rights(
            self._args.account,
            self._args.boundary.arn,
            gateway,
            canary=bool(self._args.settings.canary_minutes),
        )
        page = self._args.page.grant_upload() if self._args.page else []
        backend = {"PULUMI_BACKEND_URL": state.backend}
        return {
            "test": self._build("test", artifacts, size=TESTS_SIZE),
            "preview": self._build("preview", artifacts, variables=backend, grants=read),
            "deploy": self._build(
                "deploy",
                artifacts,
                minutes=STEP_MINUTES + self._args.settings.canary_minutes,
                variables=backend,
                grants=[*read, *write, *page],
                more_grants=deploy,
            ),
        }

    def _build(self, step: str, artifacts: Artifacts, **more: Any) -> Build:  # noqa: ANN401  of BuildArgs
        args = self._args
        days = args.settings.log_retention_days
        return Build(
            f"{self._name}-{step}", BuildArgs(step, args.account, artifacts, days, **more), opts=self._child
        )

    def _repository(self, pipeline: Pipeline) -> pulumi.Output[str]:
        """Creates the stack's repository. A push to its branch starts the pipeline.

        It is not protected, so that a stack can switch to GitHub. It then stays in AWS, with all commits.
        """
        repository = codecommit.Repository(
            f"{self._name}-repository",
            repository_name=self._source.repository,
            description=f"What is deployed to {pulumi.get_stack()}",
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=self._args.settings.protect),
        )
        pushed = {
            "source": ["aws.codecommit"],
            "detail-type": ["CodeCommit Repository State Change"],
            "resources": [repository.arn],
            "detail": {
                "event": ["referenceCreated", "referenceUpdated"],
                "referenceType": ["branch"],
                "referenceName": [self._source.branch],
            },
        }
        self._rule("pushed", pushed, pipeline.arn, role_arn=self._starter(pipeline).arn)
        url: pulumi.Output[str] = repository.clone_url_http
        return url

    def _starter(self, pipeline: Pipeline) -> iam.Role:
        role = iam.Role(
            f"{self._name}-starter",
            path=f"{self._args.account.path}delivery/",
            assume_role_policy=assumed_by("events.amazonaws.com", self._args.account.id),
            opts=self._child,
        )
        start = Grant(["codepipeline:StartPipelineExecution"], [pipeline.arn])
        iam.RolePolicy(
            f"{self._name}-start", role=role.name, policy=policy_document([start]), opts=self._child
        )
        return role

    def _notify_of_failures(self, pipeline: Pipeline) -> None:
        """Sends failures to the topic as events: CodePipeline has no metric for an alarm."""
        failed = {
            "source": ["aws.codepipeline"],
            "detail-type": ["CodePipeline Pipeline Execution State Change"],
            "detail": {"pipeline": [pipeline.name], "state": ["FAILED"]},
        }
        runbook = self._source.page("docs/runbooks/pipeline-failed.md")
        message = {
            "input_paths": {"pipeline": "$.detail.pipeline", "run": "$.detail.execution-id"},
            "input_template": json.dumps(f"<pipeline> failed in its run <run>. What to do: {runbook}"),
        }
        self._rule("failed", failed, self._args.topic.arn, input_transformer=message)

    def _rule(
        self,
        name: str,
        pattern: Mapping[str, Any],
        target: pulumi.Input[str],
        **more: Any,  # noqa: ANN401
    ) -> None:
        rule = cloudwatch.EventRule(
            f"{self._name}-{name}", event_pattern=pulumi.Output.json_dumps(pattern), opts=self._child
        )
        cloudwatch.EventTarget(
            f"{self._name}-{name}-target", rule=rule.name, arn=target, **more, opts=self._child
        )
