"""Simulates the rights of the pipeline's steps.

The rights that AWS requires for an operation are from its documentation: no emulator knows them.
"""

import pytest

from tests.infra.beyond import KEY_OF_STATE, STATE, beyond, state_key
from tests.infra.lifecycles import LIFECYCLES, deployed, needs_of
from tests.infra.policies import log_stream
from tests.infra.program import Program, program_of
from tests.infra.realistic import ACCOUNT, REGION
from tests.infra.simulation import role_of, roles_of

DELIVERY = (
    "deliver-deploy-role",
    "deliver-preview-role",
    "deliver-role",
    "deliver-test-role",
)


def test_a_push_may_only_start_the_pipeline(delivered: Program) -> None:
    starter = role_of(delivered, "deliver-starter")
    pipeline = delivered.one("codepipeline/pipeline:Pipeline").arn

    assert starter.may("codepipeline:StartPipelineExecution", pipeline)
    assert not starter.may("codepipeline:StartPipelineExecution", pipeline.replace(delivered.stack, "other"))
    assert not starter.may("codepipeline:UpdatePipeline", pipeline)


def test_the_pipeline_may_fetch_code_start_builds_and_ask_for_approval(delivered: Program) -> None:
    role = role_of(delivered, "deliver-role")
    bucket = delivered.one("s3/bucket:Bucket", "deliver-bucket").arn
    key = delivered.one("kms/key:Key", "deliver-key").arn
    topic = delivered.one("sns/topic:Topic", "watch-topic")

    for action in (
        "CancelUploadArchive",
        "GetBranch",
        "GetCommit",
        "GetUploadArchiveStatus",
        "UploadArchive",
    ):
        assert role.may(f"codecommit:{action}", delivered.one("codecommit/repository:Repository").arn)
    for project in delivered.all("codebuild/project:Project"):
        assert role.may("codebuild:StartBuild", project.arn)
        assert role.may("codebuild:BatchGetBuilds", project.arn)
    for action in ("s3:GetObject", "s3:PutObject"):
        assert role.may(action, f"{bucket}/dwipper/code/x")
    for action in ("kms:Decrypt", "kms:GenerateDataKey"):
        assert role.may(action, key)
        assert role.may(action, topic.inputs["kmsMasterKeyId"])
    assert role.may("sns:Publish", topic.arn)
    assert not role.may("codecommit:GitPush", delivered.one("codecommit/repository:Repository").arn)


def test_every_step_writes_its_log_and_reads_the_code(delivered: Program) -> None:
    bucket = delivered.one("s3/bucket:Bucket", "deliver-bucket").arn
    for step in ("test", "preview", "deploy"):
        role = role_of(delivered, f"deliver-{step}-role")

        assert role.may("logs:CreateLogStream", log_stream(delivered, f"deliver-{step}-log"))
        assert role.may("logs:PutLogEvents", log_stream(delivered, f"deliver-{step}-log"))
        assert role.may("s3:GetObject", f"{bucket}/dwipper/code/x")
        assert role.may("kms:Decrypt", delivered.one("kms/key:Key", "deliver-key").arn)


def test_no_step_can_write_the_files_that_another_step_reads(delivered: Program) -> None:
    """So the deployed code is the code that was tested and approved."""
    bucket, steps = delivered.one("s3/bucket:Bucket", "deliver-bucket").arn, {"test", "preview", "deploy"}
    for step in steps:
        role = role_of(delivered, f"deliver-{step}-role")
        project = delivered.one("codebuild/project:Project", f"deliver-{step}-project").inputs

        assert f"arn:aws:s3:::{project['cache']['location']}" == f"{bucket}/cache/{step}"
        assert role.may("s3:PutObject", f"{bucket}/cache/{step}/x")
        assert not role.may("s3:PutObject", f"{bucket}/dwipper/code/x")
        assert not any(role.may("s3:PutObject", f"{bucket}/cache/{other}/x") for other in steps - {step})


def test_only_preview_and_deploy_read_the_state_and_only_their_stacks(delivered: Program) -> None:
    stack, key = delivered.stack, state_key(delivered.stack)
    own, foreign = (f"{STATE}/.pulumi/stacks/dwipper/{one}.json" for one in (stack, "other"))
    for step in ("preview", "deploy"):
        role = role_of(delivered, f"deliver-{step}-role")
        assert role.may("s3:GetObject", own)
        assert role.may("s3:GetObject", f"{STATE}/.pulumi/meta.yaml")
        assert role.may("s3:GetObject", own.replace(".json", ".pulumi-tags"))
        assert role.may("s3:ListBucket", STATE, {"s3:prefix": ".pulumi/stacks/dwipper/"})
        assert role.may("s3:ListBucket", STATE), "S3 would call an object that is not there forbidden"
        assert role.may("kms:Decrypt", KEY_OF_STATE, key)
        assert not role.may("s3:GetObject", foreign)
        assert not role.may("kms:Decrypt", KEY_OF_STATE, state_key("other"))
    role = role_of(delivered, "deliver-test-role")
    assert not role.may("s3:GetObject", own)
    assert not role.may("kms:Decrypt", KEY_OF_STATE, key)


def test_the_deploy_writes_the_state_of_its_stack_and_locks_it(delivered: Program) -> None:
    role, stack = role_of(delivered, "deliver-deploy-role"), delivered.stack
    for place in (
        f"stacks/dwipper/{stack}.json",
        f"stacks/dwipper/{stack}.json.bak",
        f"stacks/dwipper/{stack}.pulumi-tags",
        f"history/dwipper/{stack}/{stack}-1.history.json",
        f"backups/dwipper/{stack}/{stack}.1.json",
        f"locks/organization/dwipper/{stack}/1.json",
    ):
        assert role.may("s3:PutObject", f"{STATE}/.pulumi/{place}"), place
        assert role.may("s3:DeleteObject", f"{STATE}/.pulumi/{place}"), place
        assert not role.may("s3:PutObject", f"{STATE}/.pulumi/{place.replace(stack, 'other')}"), place
    assert role.may("kms:GenerateDataKey", KEY_OF_STATE, state_key(stack))


def test_the_deploy_has_the_rights_to_deploy_each_resource(delivered: Program) -> None:
    role = role_of(delivered, "deliver-deploy-role")
    denied = [
        (action, resource)
        for one in deployed(delivered)
        for action, resource, context in needs_of(delivered, one)
        if not role.may(action, resource, context)
    ]

    assert denied == []


def test_only_the_deploy_uploads_the_page_and_it_deletes_nothing(delivered: Program) -> None:
    """A rollback needs the versions, and a browser with an older index its assets."""
    page = delivered.one("s3/bucket:Bucket", "site-files-bucket").arn
    role = role_of(delivered, "deliver-deploy-role")

    for action in ("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"):
        assert role.may(action, f"{page}/index.html")
        assert [one.name for one in roles_of(delivered) if one.may(action, f"{page}/index.html")] == [
            role.name
        ]
    for action in ("s3:ListBucket", "s3:ListBucketVersions"):
        assert role.may(action, page)
    for action in ("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl"):
        assert not role.may(action, f"{page}/index.html")


def test_the_deploy_may_start_a_release_and_watch_it() -> None:
    for program in (program_of("prod"), program_of("staging")):
        role = role_of(program, "deliver-deploy-role")
        group = program.one("codedeploy/deploymentGroup:DeploymentGroup").arn
        application = program.one("codedeploy/application:Application").arn
        api = program.one("lambda/function:Function", "api-function").arn

        assert role.may("codedeploy:CreateDeployment", group)
        assert role.may("codedeploy:GetDeployment", group)
        assert role.may("codedeploy:RegisterApplicationRevision", application)
        assert role.may("codedeploy:GetApplicationRevision", application)
        assert role.may("lambda:GetAlias", api)
        assert role.may("cloudwatch:DescribeAlarms", f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*")
        assert not role.may("codedeploy:CreateDeployment", group.replace(program.stack, "other"))


def test_the_deploy_may_invoke_only_new_versions_of_the_api_and_only_with_a_canary() -> None:
    for stack in ("dev", "prod", "staging"):
        program = program_of(stack)
        api = program.one("lambda/function:Function", "api-function").arn
        asking = [role.name for role in roles_of(program) if role.may("lambda:InvokeFunction", f"{api}:7")]
        role = role_of(program, "deliver-deploy-role")

        assert asking == ([] if stack == "dev" else ["deliver-deploy-role"])
        assert not role.may("lambda:InvokeFunction", api)
        assert not role.may("lambda:InvokeFunction", f"{api}:7".replace(stack, "other"))
        for name in ("jobs-function", "worker-function"):
            assert not role.may(
                "lambda:InvokeFunction", f"{program.one('lambda/function:Function', name).arn}:7"
            )


def test_the_deploy_removes_old_versions_of_every_function(delivered: Program) -> None:
    role = role_of(delivered, "deliver-deploy-role")
    for function in delivered.all("lambda/function:Function"):
        assert role.may("lambda:ListVersionsByFunction", function.arn)
        assert role.may("lambda:DeleteFunction", f"{function.arn}:1")


def test_the_rights_to_deploy_each_type_are_known(delivered: Program) -> None:
    assert {one.type.removeprefix("aws:") for one in deployed(delivered)} <= LIFECYCLES.keys()


@pytest.mark.parametrize("name", DELIVERY)
def test_no_role_of_the_pipeline_has_rights_outside_the_stack(delivered: Program, name: str) -> None:
    role = role_of(delivered, name)
    allowed = [
        (action, resource)
        for action, resource, context in beyond(delivered)
        if role.may(action, resource, context)
    ]

    assert allowed == []


def test_a_preview_changes_nothing(delivered: Program) -> None:
    """It writes only its log and its artifact."""
    role = role_of(delivered, "deliver-preview-role")
    changing = [
        (action, resource)
        for one in deployed(delivered)
        for action, resource, context in needs_of(delivered, one)
        if role.may(action, resource, context)
    ]

    assert changing == []
    for place in ("stacks/dwipper/{}.json", "locks/organization/dwipper/{}/1.json"):
        assert not role.may("s3:PutObject", f"{STATE}/.pulumi/{place.format(delivered.stack)}")
    assert not role.may("kms:Encrypt", KEY_OF_STATE, state_key(delivered.stack))
