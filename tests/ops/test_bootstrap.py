"""The bootstrap completes a stack's state after any earlier failure, and changes nobody else's resources."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError
from botocore.model import OperationModel
from botocore.stub import Stubber
from moto import mock_aws

from ops import bootstrap
from ops.aws import Aws
from ops.bootstrap import main
from ops.checks.account import fault_of
from tests.ops.conftest import STACK
from tests.ops.pulumi import FakePulumi

ACCOUNT = "123456789012"
BUCKET = f"dwipper-state-{ACCOUNT}-eu-west-1"
BACKEND = f"s3://{BUCKET}?region=eu-west-1"
ALIAS = "alias/dwipper-dev-state"
PROVIDER = f"awskms://{ALIAS}?region=eu-west-1"
CLIENTS = ("kms", "s3", "sts")


@pytest.fixture(autouse=True)
def _yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YES", "1")
    monkeypatch.setattr(
        bootstrap, "fault_of", lambda file: ""
    )  # it takes a second; the last test uses the real one


class AwsCalls:
    """The calls to AWS. One of them can fail: before it takes effect, or after, when its answer is lost."""

    def __init__(self, aws: Aws, fails: int | None = None, *, done: bool = False) -> None:
        self.calls: list[str] = []
        self._fails = fails
        self._hooks = [("before-call", self._count), ("after-call" if done else "before-call", self._fail)]
        self._events = [getattr(aws, name).meta.events for name in CLIENTS]

    def __enter__(self) -> "AwsCalls":
        for events in self._events:
            for moment, hook in self._hooks:
                events.register(moment, hook)
        return self

    def __exit__(self, *_: object) -> None:
        for events in self._events:
            for moment, hook in self._hooks:
                events.unregister(moment, hook)

    def _count(self, model: OperationModel, **_: object) -> None:
        self.calls.append(model.name)

    def _fail(self, **_: object) -> None:
        if self._fails is not None and len(self.calls) == self._fails + 1:
            raise ConnectionClosedError(endpoint_url="https://aws.example.org")


def kept(aws: Aws) -> dict[str, Any]:
    """Returns everything in an account that belongs to the stack's state."""
    s3, kms = aws.s3, aws.kms
    keys = [key["KeyId"] for key in kms.list_keys()["Keys"]]
    aliases = [alias for alias in kms.list_aliases()["Aliases"] if alias["AliasName"] == ALIAS]
    return {
        "region": s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"],
        "versioning": s3.get_bucket_versioning(Bucket=BUCKET)["Status"],
        "encryption": s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"][
            0
        ]["ApplyServerSideEncryptionByDefault"],
        "public": set(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values()),
        "policy": json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["Statement"][0]["Condition"],
        "tags": s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"],
        "old": s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"][0][
            "NoncurrentVersionExpiration"
        ],
        "keys": len(keys),
        "aliased": [alias["TargetKeyId"] for alias in aliases] == keys,
        "key tags": {tag["TagKey"]: tag["TagValue"] for tag in kms.list_resource_tags(KeyId=keys[0])["Tags"]},
        "rotates": kms.get_key_rotation_status(KeyId=keys[0])["KeyRotationEnabled"],
    }


def encrypt(tree: Path, aws: Aws) -> None:
    """Replaces the value that the test's Pulumi CLI wrote by one that the stack's key has encrypted."""
    file = tree / "Pulumi.dev.yaml"
    encrypted = aws.kms.encrypt(KeyId=ALIAS, Plaintext=b"a key")["CiphertextBlob"]
    file.write_text(file.read_text().replace("AQIC", base64.b64encode(encrypted).decode()))


WHOLE = {
    "region": "eu-west-1",
    "versioning": "Enabled",
    "encryption": {"SSEAlgorithm": "AES256"},
    "public": {True},
    "policy": {"Bool": {"aws:SecureTransport": "false"}},
    "tags": [{"Key": "project", "Value": "dwipper"}],
    "old": {"NoncurrentDays": 90},
    "keys": 1,
    "aliased": True,
    "key tags": {"project": "dwipper", "stack": "dev"},
    "rotates": True,
}


def test_an_empty_account_gets_a_bucket_a_key_and_a_stack(
    tree: Path, aws: Aws, pulumi: FakePulumi, capsys: pytest.CaptureFixture[str]
) -> None:
    main("dev", root=tree, aws=aws)

    assert kept(aws) == WHOLE
    assert pulumi.calls == [
        ["login", BACKEND],
        ["stack", "select", "dev"],
        ["stack", "init", "dev", f"--secrets-provider={PROVIDER}"],
    ]
    output = capsys.readouterr().out
    assert f"bucket {BUCKET}: is created" in output
    assert "Commit Pulumi.dev.yaml: Pulumi has written secretsprovider and encryptedkey into it." in output
    assert "AQIC" not in output


def test_a_second_run_creates_nothing(
    tree: Path, aws: Aws, pulumi: FakePulumi, capsys: pytest.CaptureFixture[str]
) -> None:
    main("dev", root=tree, aws=aws)
    encrypt(tree, aws)
    before = (tree / "Pulumi.dev.yaml").read_text()
    capsys.readouterr()

    main("dev", root=tree, aws=aws)

    assert kept(aws) == WHOLE
    assert (tree / "Pulumi.dev.yaml").read_text() == before
    assert f"bucket {BUCKET}: exists" in capsys.readouterr().out


@pytest.mark.parametrize("done", [False, True], ids=["refused", "done"])
def test_a_run_continues_after_a_failure_of_any_aws_call(
    tree: Path, clients: Aws, pulumi: FakePulumi, done: bool
) -> None:
    """Each call fails once, before or after it takes effect. The next run completes everything, with one key."""
    with mock_aws(), AwsCalls(clients) as wire:
        main("dev", root=tree, aws=clients)
    assert len(wire.calls) > 10

    for number, name in enumerate(wire.calls):
        (tree / "Pulumi.dev.yaml").write_text(STACK)
        with mock_aws():  # an empty account for each call
            with (
                AwsCalls(clients, fails=number, done=done),
                pytest.raises(SystemExit, match="dwipper: cannot call AWS: Connection was closed"),
            ):
                main("dev", root=tree, aws=clients)

            main("dev", root=tree, aws=clients)

            assert kept(clients) == WHOLE, name


def refusal(code: str) -> Any:  # noqa: ANN401  botocore's own: what an event's hook answers in place of AWS
    raw: Any = None
    headers: Any = {}
    answer = {"Error": {"Code": code, "Message": "No."}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return AWSResponse("", 400, headers, raw), answer


class Delays:
    """Rejects each of some calls once, like AWS does while it does not know a new resource everywhere."""

    def __init__(self, aws: Aws, **refusals: str) -> None:
        self._events = [getattr(aws, name).meta.events for name in CLIENTS]
        self._left = dict(refusals)

    def __enter__(self) -> "Delays":
        for events in self._events:
            events.register("before-call", self._refuse)
        return self

    def __exit__(self, *_: object) -> None:
        for events in self._events:
            events.unregister("before-call", self._refuse)
        assert self._left == {}

    def _refuse(self, model: OperationModel, **_: object) -> Any:  # noqa: ANN401  an answer, or none
        code = self._left.pop(model.name, None)
        if code is None:
            return None
        return refusal(code)


def test_calls_are_retried_until_aws_knows_the_new_resource(tree: Path, aws: Aws, pulumi: FakePulumi) -> None:
    waited: list[float] = []
    refusals = {
        "TagResource": "NotFoundException",
        "EnableKeyRotation": "NotFoundException",
        "CreateAlias": "NotFoundException",
        "PutPublicAccessBlock": "NoSuchBucket",
        "PutBucketPolicy": "OperationAborted",
    }

    with Delays(aws, **refusals):
        main("dev", root=tree, aws=aws, pause=waited.append)

    assert kept(aws) == WHOLE
    assert waited == [1, 2, 1, 1, 1]


def test_keys_without_access_are_skipped(tree: Path, aws: Aws, pulumi: FakePulumi) -> None:
    """A key's policy can deny access even to an administrator."""
    aws.kms.create_key(Description="somebody's")
    refused: list[str] = []

    def refuse(params: dict[str, Any], model: OperationModel, **_: object) -> Any:  # noqa: ANN401
        if model.name != "DescribeKey" or "alias" in str(params["body"]) or refused:
            return None
        refused.append(model.name)
        return refusal("AccessDeniedException")

    aws.kms.meta.events.register("before-call", refuse)
    try:
        main("dev", root=tree, aws=aws)
    finally:
        aws.kms.meta.events.unregister("before-call", refuse)

    assert (refused, pulumi.stacks) == (["DescribeKey"], {"dev"})


@pytest.mark.parametrize("command", ["login", "stack init"])
def test_a_run_continues_after_a_failure_of_pulumi(
    tree: Path, aws: Aws, pulumi: FakePulumi, command: str
) -> None:
    pulumi.fails_at(command)
    with pytest.raises(SystemExit, match=f"`pulumi {command}.*` failed: see its output above"):
        main("dev", root=tree, aws=aws)
    pulumi.mends()

    main("dev", root=tree, aws=aws)

    assert pulumi.stacks == {"dev"}


@pytest.mark.parametrize("code", ["403", "301"])
def test_another_accounts_bucket_is_not_changed(tree: Path, aws: Aws, pulumi: FakePulumi, code: str) -> None:
    with Stubber(aws.s3) as s3:  # any later call would be an error
        s3.add_client_error(
            "head_bucket", code, expected_params={"Bucket": BUCKET, "ExpectedBucketOwner": ACCOUNT}
        )
        with pytest.raises(
            SystemExit, match=f"the bucket {BUCKET} belongs to another account or denies you access"
        ):
            main("dev", root=tree, aws=aws)

    assert aws.kms.list_keys()["Keys"] == []
    assert pulumi.calls == []


def test_a_bucket_that_another_account_creates_meanwhile_is_not_changed(
    tree: Path, aws: Aws, pulumi: FakePulumi
) -> None:
    with Stubber(aws.s3) as s3:
        s3.add_client_error("head_bucket", "404")
        s3.add_client_error("create_bucket", "BucketAlreadyExists")
        with pytest.raises(SystemExit, match="belongs to another account"):
            main("dev", root=tree, aws=aws)

    assert pulumi.calls == []


def test_other_tags_on_the_bucket_are_kept(tree: Path, aws: Aws, pulumi: FakePulumi) -> None:
    main("dev", root=tree, aws=aws)
    encrypt(tree, aws)
    aws.s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": [{"Key": "cost-centre", "Value": "7"}]})

    main("dev", root=tree, aws=aws)

    assert {tag["Key"] for tag in aws.s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"]} == {
        "cost-centre",
        "project",
    }


def test_a_key_that_is_scheduled_for_deletion_is_reported_and_not_replaced(
    tree: Path, aws: Aws, pulumi: FakePulumi
) -> None:
    main("dev", root=tree, aws=aws)
    key = aws.kms.list_keys()["Keys"][0]["KeyId"]
    aws.kms.schedule_key_deletion(KeyId=key)

    with pytest.raises(SystemExit, match=f"is PendingDeletion: .*cancel-key-deletion --key-id {key}"):
        main("dev", root=tree, aws=aws)

    assert len(aws.kms.list_keys()["Keys"]) == 1


def test_an_empty_stack_without_its_lines_is_created_again(tree: Path, aws: Aws, pulumi: FakePulumi) -> None:
    pulumi.has_stack("dev")

    main("dev", root=tree, aws=aws)

    assert ["stack", "rm", "dev", "--yes", "--preserve-config"] in pulumi.calls
    assert "secretsprovider: " in (tree / "Pulumi.dev.yaml").read_text()


def test_a_deployed_stack_without_its_lines_is_reported(tree: Path, aws: Aws, pulumi: FakePulumi) -> None:
    pulumi.has_stack("dev")
    pulumi.fails_at("stack rm")  # like the CLI does for a stack with resources

    with pytest.raises(
        SystemExit, match=r"is deployed, but Pulumi\.dev\.yaml lacks the lines `secretsprovider:`"
    ):
        main("dev", root=tree, aws=aws)

    assert pulumi.stacks == {"dev"}


def test_lines_of_another_account_are_reported(tree: Path, aws: Aws, pulumi: FakePulumi) -> None:
    """A clone of the repository contains them."""
    with (tree / "Pulumi.dev.yaml").open("a") as file:
        file.write(f"secretsprovider: {PROVIDER}\nencryptedkey: AQIC\n")

    with pytest.raises(
        SystemExit, match="encryptedkey belongs to another account: if nothing is deployed yet, remove"
    ):
        main("dev", root=tree, aws=aws)

    assert pulumi.calls == []


def test_another_backend_in_the_environment_is_reported(
    tree: Path, aws: Aws, pulumi: FakePulumi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pulumi would log in to one backend and create the stack in the other."""
    monkeypatch.setenv("PULUMI_BACKEND_URL", "s3://another?region=eu-west-1")

    with pytest.raises(SystemExit, match="PULUMI_BACKEND_URL names another backend"):
        main("dev", root=tree, aws=aws)

    assert pulumi.calls == []


def test_nothing_is_created_without_a_yes(
    tree: Path,
    aws: Aws,
    pulumi: FakePulumi,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("YES")

    with pytest.raises(SystemExit, match="nothing was done"):
        main("dev", root=tree, aws=aws)

    assert f"bucket {BUCKET}: is created" in capsys.readouterr().out
    assert aws.s3.list_buckets()["Buckets"] == []
    assert pulumi.calls == []


@pytest.mark.parametrize(
    ("stack", "content", "message"),
    [
        ("", None, "no stack is given"),
        ("local", None, "the stack local runs on this machine"),
        ("prod", None, "Pulumi.prod.yaml is missing"),
        ("prod", "config: [", "Pulumi.prod.yaml is not valid YAML"),
        ("prod", "- 1", "Pulumi.prod.yaml has no settings"),
        ("prod", "config: {}", "Pulumi.prod.yaml has no region"),
    ],
)
def test_a_stack_without_a_file_cannot_be_bootstrapped(
    tree: Path, stack: str, content: str | None, message: str
) -> None:
    if content:
        (tree / f"Pulumi.{stack}.yaml").write_text(content)

    with pytest.raises(SystemExit, match=message):
        main(stack, root=tree)


def test_a_missing_pulumi_cli_is_reported_with_how_to_install_it(
    tree: Path, aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit, match="the Pulumi CLI is not installed: `make pulumi-cli`"):
        main("dev", root=tree, aws=aws)


def test_us_east_1_is_not_sent_as_a_location_constraint(tree: Path, pulumi: FakePulumi) -> None:
    (tree / "Pulumi.dev.yaml").write_text("config:\n  aws:region: us-east-1\n")
    with mock_aws():
        main("dev", root=tree, aws=(aws := Aws("us-east-1")))

        assert (
            aws.s3.get_bucket_versioning(Bucket=f"dwipper-state-{ACCOUNT}-us-east-1")["Status"] == "Enabled"
        )


def test_invalid_settings_are_reported_before_anything_is_created(
    tree: Path, aws: Aws, pulumi: FakePulumi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "fault_of", fault_of)
    (tree / "Pulumi.dev.yaml").rename(tree / "Pulumi.Trial.yaml")

    with pytest.raises(SystemExit, match="the stack is named Trial, which cannot be part of names"):
        main("Trial", root=tree, aws=aws)

    assert (aws.kms.list_keys()["Keys"], pulumi.calls) == ([], [])
