"""The doctor reports everything that is missing in one run, with what to do, and prints no secret."""

import base64
import importlib.metadata
import json
import os
import sys
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.session import get_session
from botocore.stub import Stubber

from infra.bundle.dependencies import LAMBDA
from ops.aws import Aws
from ops.bootstrap import main as bootstrap
from ops.checks import CHECKS, account, examine, machine
from ops.checks.findings import Known, Level
from ops.doctor import main
from ops.stack import Stack
from tests.ops.pulumi import FakePulumi

ACCOUNT = "123456789012"
BUCKET = f"dwipper-state-{ACCOUNT}-eu-west-1"
BACKEND = f"s3://{BUCKET}?region=eu-west-1"
ALIAS = "alias/dwipper-dev-state"
EMAIL = "on-call@dwipper.example"
botocore_session = cache(get_session)  # it reads the list of endpoints for a third of a second
IDENTITY = f"arn:aws:ses:eu-west-1:{ACCOUNT}:identity/dwipper.example"


@pytest.fixture
def ready(
    tree: Path,
    aws: Aws,
    pulumi: FakePulumi,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Known:
    """A complete tree, machine and account."""
    for module in ("ops.bootstrap", "ops.checks.account"):  # it takes a second; two tests use the real one
        monkeypatch.setattr(f"{module}.fault_of", lambda file: "")
    monkeypatch.setattr(account, "get_session", botocore_session)
    monkeypatch.setattr(machine, "LAMBDAS_PYTHON", f"{sys.version_info[0]}.{sys.version_info[1]}")
    version = importlib.metadata.version("pulumi-aws")
    Path(os.environ["PULUMI_HOME"], "plugins", f"resource-aws-v{version}").mkdir(parents=True)
    has_aws_cli(pulumi, "aws-cli/2.31.0 Python/3.13.7")
    monkeypatch.setenv("YES", "1")
    bootstrap("dev", root=tree, aws=aws)
    monkeypatch.setenv("PULUMI_BACKEND_URL", BACKEND)
    encrypted = aws.kms.encrypt(KeyId=ALIAS, Plaintext=b"a key")["CiphertextBlob"]
    replace(tree, "AQIC", base64.b64encode(encrypted).decode())
    replace(tree, "config:", f"config:\n  dwipper:mailIdentityArn: {IDENTITY}")
    zipped(tree, "webapp/handler.py", b"x" * 1000)
    capsys.readouterr()
    known = Known(tree, "dev")
    known.aws = aws
    return known


def replace(tree: Path, old: str, new: str) -> None:
    file = tree / "Pulumi.dev.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def zipped(tree: Path, name: str, content: bytes, method: int = zipfile.ZIP_STORED) -> None:
    (tree / "build").mkdir(exist_ok=True)
    with zipfile.ZipFile(tree / "build" / "function.zip", "w", method) as archive:
        archive.writestr(name, content)


class Answers:
    """Answers of SES and Lambda, which moto does not have."""

    verified = True
    production = True
    functions = 1000
    unreserved = 1000
    reserved: Mapping[str, int] | None = None  # by function, where the stack has shares


@pytest.fixture
def answers() -> Answers:
    return Answers()


def has_aws_cli(pulumi: FakePulumi, version: str) -> None:
    program = pulumi.folder / "aws"
    program.write_text(f"#!/bin/sh\necho '{version}'\n")
    program.chmod(0o755)


def found(known: Known, answers: Answers) -> dict[str, tuple[Level, str]]:
    with Stubber(known.aws.sesv2) as ses, Stubber(known.aws.lambda_) as functions:
        ses.add_response(
            "get_email_identity",
            {"VerifiedForSendingStatus": answers.verified},
            {"EmailIdentity": "dwipper.example"},
        )
        ses.add_response("get_account", {"ProductionAccessEnabled": answers.production})
        limits = {
            "ConcurrentExecutions": answers.functions,
            "UnreservedConcurrentExecutions": answers.unreserved,
        }
        functions.add_response("get_account_settings", {"AccountLimit": limits})
        if answers.reserved is not None:
            names = [{"FunctionName": name} for name in answers.reserved]
            others = [{"FunctionName": "dwipper-development-api-function-1"}, {"FunctionName": "other"}]
            functions.add_response("list_functions", {"Functions": names + others})
            for name, share in answers.reserved.items():
                share_of = {"ReservedConcurrentExecutions": share} if share else {}
                functions.add_response("get_function_concurrency", share_of, {"FunctionName": name})
        return {name: (finding.level, finding.text) for name, finding in examine(known)}


def test_a_complete_setup_passes_every_check(ready: Known, answers: Answers) -> None:
    findings = found(ready, answers)

    assert {name: text for name, (level, text) in findings.items() if level is not Level.GOOD} == {}
    assert f"in the account {ACCOUNT}" in findings["credentials"][1]


def assert_only(ready: Known, answers: Answers, name: str, text: str) -> None:
    """Asserts that exactly this check is wrong, with this text."""
    findings = found(ready, answers)
    assert text in findings[name][1]
    assert [other for other, (level, _) in findings.items() if level is not Level.GOOD] == [name]
    assert findings[name][0] is Level.WRONG


def test_a_missing_python_for_the_functions_code_is_reported(
    ready: Known, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "LAMBDAS_PYTHON", "3.99")

    assert_only(ready, answers, "Python of Lambda", "not found: `.venv/bin/uv python install 3.99`")


def test_the_doctor_looks_for_lambdas_python() -> None:
    assert LAMBDA.python == machine.LAMBDAS_PYTHON


@pytest.mark.parametrize("version", ["v3.258.9", "v2.999.0", "dev", ""])
def test_a_pulumi_older_than_the_tested_one_is_reported(
    ready: Known, answers: Answers, pulumi: FakePulumi, version: str
) -> None:
    pulumi.says_version(version)

    assert_only(ready, answers, "Pulumi CLI", "v3.259.0 or newer is needed, `make pulumi-cli` builds it")


@pytest.mark.parametrize("version", ["v3.259.0", "v3.300.1", "v4.0.0", "3.259.1-dev"])
def test_a_newer_pulumi_passes(ready: Known, answers: Answers, pulumi: FakePulumi, version: str) -> None:
    pulumi.says_version(version)

    assert found(ready, answers)["Pulumi CLI"] == (Level.GOOD, version)


def test_a_pulumi_that_fails_is_reported(ready: Known, answers: Answers, pulumi: FakePulumi) -> None:
    pulumi.fails_at("version")

    assert_only(ready, answers, "Pulumi CLI", "`pulumi version` failed: error: no such luck at all")


def test_missing_programs_are_reported(
    ready: Known, answers: Answers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    findings = found(ready, answers)

    assert findings["git"] == (Level.WRONG, "not found: install git")
    assert findings["Pulumi CLI"] == (Level.WRONG, "not found: `make pulumi-cli` builds it")
    assert findings["AWS CLI"][0] is Level.WARNING


def test_a_pulumi_without_its_python_host_is_reported(
    ready: Known, answers: Answers, pulumi: FakePulumi
) -> None:
    (pulumi.folder / "pulumi-language-python").unlink()

    assert_only(ready, answers, "Pulumi's Python", "pulumi-language-python is not next to")


def test_version_1_of_the_aws_cli_is_reported(ready: Known, answers: Answers, pulumi: FakePulumi) -> None:
    """`aws sso login` and `aws logs tail` need version 2."""
    has_aws_cli(pulumi, "aws-cli/1.45.11 Python/3.11.7")

    assert found(ready, answers)["AWS CLI"][0] is Level.WARNING


def test_a_missing_provider_is_reported_with_the_command_that_installs_it(
    ready: Known, answers: Answers, pulumi: FakePulumi
) -> None:
    (plugin,) = Path(os.environ["PULUMI_HOME"], "plugins").iterdir()
    plugin.rmdir()

    level, text = found(ready, answers)["Pulumi's AWS"]

    assert level is Level.WARNING
    assert f"`{pulumi.folder / 'pulumi'} plugin install resource aws v" in text


def test_the_pulumi_that_was_built_here_passes(
    ready: Known, answers: Answers, pulumi: FakePulumi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    built = ready.root / "build" / "pulumi-0123456789ab"
    built.mkdir()
    (built / "pulumi").symlink_to(pulumi.folder / "pulumi")

    assert found(ready, answers)["Pulumi CLI"] == (Level.GOOD, "v3.259.0")


def test_another_region_in_the_environment_is_reported(
    ready: Known, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1")

    assert_only(
        ready,
        answers,
        "region",
        "AWS_REGION is us-east-1, Pulumi.dev.yaml says eu-west-1: `export AWS_REGION=",
    )


@pytest.mark.parametrize(
    ("region", "config", "text"),
    [
        ("eu-central-2", {}, "eu-central-2 has no CodeCommit, as far as this botocore knows"),
        ("ca-west-1", {}, "ca-west-1 has no CodeCommit and no CodePipeline and no CodeBuild"),
        ("eu-central-2", {"dwipper:sourceConnectionArn": "arn:aws:codeconnections:…"}, ""),
        ("ca-west-1", {"dwipper:deliver": False}, ""),
        ("ca-west-1", {"dwipper:deliver": "false"}, ""),
    ],
)
def test_a_region_without_a_service_of_the_pipeline_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, region: str, config: Mapping[str, Any], text: str
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)

    finding = account.region(Known(tmp_path, "dev", Stack("dev", region, config, None, None)))

    assert finding.level == (Level.WARNING if text else Level.GOOD)
    assert text in finding.text


def test_a_bucket_without_versioning_is_reported(ready: Known, answers: Answers) -> None:
    ready.aws.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})

    assert_only(ready, answers, "state bucket", f"{BUCKET} is not versioned: `make bootstrap STACK=dev`")


def test_an_unencrypted_and_public_bucket_is_reported(ready: Known, answers: Answers) -> None:
    ready.aws.s3.delete_bucket_encryption(Bucket=BUCKET)
    ready.aws.s3.delete_public_access_block(Bucket=BUCKET)

    assert_only(ready, answers, "state bucket", "is not encrypted, public: `make bootstrap STACK=dev`")


def test_a_missing_bucket_is_reported(ready: Known, answers: Answers) -> None:
    ready.aws.s3.delete_bucket(Bucket=BUCKET)

    assert_only(ready, answers, "state bucket", f"{BUCKET} is missing: `make bootstrap STACK=dev`")


def test_a_bucket_of_another_account_is_reported(ready: Known, answers: Answers) -> None:
    with Stubber(ready.aws.s3) as s3:
        s3.add_client_error("head_bucket", "403")

        assert_only(ready, answers, "state bucket", "belongs to another account or denies you access")


def test_a_missing_key_is_reported(ready: Known, answers: Answers) -> None:
    ready.aws.kms.delete_alias(AliasName=ALIAS)

    findings = found(ready, answers)

    assert findings["state key"] == (Level.WRONG, f"{ALIAS} is missing: `make bootstrap STACK=dev`")
    assert findings["stack"][0] is Level.WRONG


def test_an_uninitialised_stack_is_reported(ready: Known, answers: Answers) -> None:
    replace(ready.root, "secretsprovider:", "  # secretsprovider:")

    assert_only(
        ready, answers, "stack", "not initialised, Pulumi.dev.yaml lacks secretsprovider or encryptedkey"
    )


def test_another_secrets_provider_is_reported(ready: Known, answers: Answers) -> None:
    replace(ready.root, "secretsprovider: awskms", "secretsprovider: gcpkms")

    assert_only(ready, answers, "stack", "secretsprovider is gcpkms://")


@pytest.mark.parametrize("key", ["AQICAHh1", "no base64 at all!"])
def test_a_stack_of_another_account_is_reported(ready: Known, answers: Answers, key: str) -> None:
    file = ready.root / "Pulumi.dev.yaml"
    file.write_text(file.read_text().partition("encryptedkey:")[0] + f"encryptedkey: '{key}'\n")

    assert_only(ready, answers, "stack", "encryptedkey belongs to another account")


def test_a_login_to_another_backend_is_reported(
    ready: Known, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULUMI_BACKEND_URL", "s3://dwipper-state-999999999999-eu-west-1?region=eu-west-1")

    assert_only(ready, answers, "backend", f"PULUMI_BACKEND_URL names another backend than {BACKEND}")


@pytest.mark.parametrize("kept", [json.dumps({"current": BACKEND}), None, "{"])
def test_pulumis_saved_login_is_used_without_one_in_the_environment(
    ready: Known, answers: Answers, monkeypatch: pytest.MonkeyPatch, kept: str | None
) -> None:
    monkeypatch.delenv("PULUMI_BACKEND_URL")
    home = Path(os.environ["PULUMI_HOME"])
    if kept:
        (home / "credentials.json").write_text(kept)

    assert (found(ready, answers)["backend"][0] is Level.GOOD) == (kept is not None and BACKEND in kept)


@pytest.mark.parametrize(("protect", "level"), [("true", Level.WRONG), ("false", Level.WARNING)])
def test_missing_alarm_emails_are_a_warning_and_an_error_for_a_protected_stack(
    ready: Known, answers: Answers, protect: str, level: Level
) -> None:
    replace(ready.root, f"\n  dwipper:alarmEmail: {EMAIL}", "")
    replace(ready.root, "dwipper:protect: true", f"dwipper:protect: {protect}")

    message = "alarms are mailed to nobody: put `  dwipper:alarmEmail: …` into Pulumi.dev.yaml"
    assert found(ready, answers)["alarms"] == (level, message)


def test_without_ses_the_limit_of_fifty_mails_a_day_is_a_warning(ready: Known, answers: Answers) -> None:
    replace(ready.root, f"\n  dwipper:mailIdentityArn: {IDENTITY}", "")

    level, text = found(ready, answers)["mail"]

    assert level is Level.WARNING
    assert "stops after 50 a day" in text


@pytest.mark.parametrize(
    ("verified", "production", "text"),
    [
        (False, True, "SES has not verified dwipper.example"),
        (True, False, "SES in eu-west-1 is in its sandbox"),
    ],
)
def test_a_sender_that_may_not_send_is_reported(
    ready: Known, answers: Answers, verified: bool, production: bool, text: str
) -> None:
    answers.verified, answers.production = verified, production

    assert_only(ready, answers, "mail", text)


def test_a_sender_unknown_to_ses_is_reported(ready: Known) -> None:
    with Stubber(ready.aws.sesv2) as ses:
        ses.add_client_error("get_email_identity", "NotFoundException")
        findings = {name: finding.text for name, finding in examine(ready)}

    assert findings["mail"] == "SES in eu-west-1 has no identity dwipper.example: create and verify it there"


def test_a_sender_that_is_not_an_identity_is_reported(ready: Known, answers: Answers) -> None:
    replace(ready.root, IDENTITY, "hello@dwipper.example")

    assert_only(ready, answers, "mail", "it must be the ARN of an SES identity")


def test_the_low_quota_of_a_new_account_is_reported(ready: Known, answers: Answers) -> None:
    answers.functions = 10

    assert_only(ready, answers, "quota", "10 concurrent functions, but the stack needs 1000: ask for more")


def test_a_stack_may_set_a_lower_quota(ready: Known, answers: Answers) -> None:
    answers.functions = 10
    replace(ready.root, "config:", "config:\n  dwipper:concurrencyQuota: 10")

    assert found(ready, answers)["quota"] == (Level.GOOD, "10 concurrent functions")


SHARES = (
    "config:\n  dwipper:apiConcurrency: 10\n  dwipper:workerConcurrency: 20\n  dwipper:jobsConcurrency: 5"
)


def test_shares_that_the_account_cannot_reserve_beside_those_of_other_stacks_are_reported(
    ready: Known, answers: Answers
) -> None:
    """Lambda would refuse them in the middle of an update."""
    replace(ready.root, "config:", SHARES)
    answers.unreserved, answers.reserved = 110, {}

    assert_only(
        ready,
        answers,
        "quota",
        "the shares of Pulumi.dev.yaml reserve 35 more concurrent functions, but all other shares of the account"
        " leave 10: ask for 1025 in Service Quotas",
    )


def test_shares_that_the_stack_has_already_need_no_more(ready: Known, answers: Answers) -> None:
    replace(ready.root, "config:", SHARES)
    answers.unreserved = 100
    answers.reserved = {
        "dwipper-dev-api-function-1": 10,
        "dwipper-dev-worker-function-2": 20,
        "dwipper-dev-jobs-function-3": 5,
    }

    assert found(ready, answers)["quota"] == (Level.GOOD, "1000 concurrent functions")


def test_shares_that_the_stack_has_in_part_need_the_rest(ready: Known, answers: Answers) -> None:
    replace(ready.root, "config:", SHARES)
    answers.unreserved = 124
    answers.reserved = {"dwipper-dev-api-function-1": 10, "dwipper-dev-worker-function-2": 0}

    assert_only(ready, answers, "quota", "reserve 25 more concurrent functions")


def test_a_setting_that_is_not_a_number_is_reported(ready: Known, answers: Answers) -> None:
    replace(ready.root, "config:", "config:\n  dwipper:concurrencyQuota: many")

    assert_only(ready, answers, "quota", "dwipper:concurrencyQuota must be an integer, not 'many'")


def test_a_function_over_lambdas_size_limits_is_reported(ready: Known, answers: Answers) -> None:
    zipped(ready.root, "big", bytes(251 * 1024 * 1024), zipfile.ZIP_DEFLATED)

    assert_only(ready, answers, "bundle", "251.0 unpacked: Lambda accepts less than 50 and 250")


def test_a_function_that_is_not_built_is_not_checked(ready: Known, answers: Answers) -> None:
    (ready.root / "build" / "function.zip").unlink()

    assert found(ready, answers)["bundle"][0] is Level.NOT_ASKED


def test_a_broken_file_does_not_stop_the_other_checks(ready: Known, answers: Answers) -> None:
    (ready.root / "build" / "function.zip").write_bytes(b"no zip")

    assert_only(ready, answers, "bundle", "cannot be checked: BadZipFile")


def test_an_aws_error_does_not_stop_the_other_checks(ready: Known, answers: Answers) -> None:
    with Stubber(ready.aws.kms) as kms:
        for _ in range(2):
            kms.add_client_error("describe_key", "AccessDeniedException", "you may not")
        findings = found(ready, answers)

    assert findings["state key"] == (
        Level.WRONG,
        "cannot be checked: DescribeKey: AccessDeniedException you may not",
    )
    assert findings["quota"][0] is Level.GOOD


@pytest.fixture
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)


@pytest.mark.usefixtures("pulumi", "_no_credentials")
def test_without_credentials_only_checks_that_need_them_are_skipped(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main("dev", root=tree)

    findings = [line.split("  ", 1) for line in capsys.readouterr().out.splitlines()]
    lines = {text: mark for mark, text in findings}
    assert ended.value.code == 1
    assert [text for text, mark in lines.items() if mark == "!!"] == [
        "credentials: Unable to locate credentials: log in, for example with `aws sso login`, and set AWS_PROFILE"
    ]
    waiting = "skipped: credentials are missing"
    assert [text.partition(":")[0] for text in lines if waiting in text] == [
        "state bucket",
        "state key",
        "stack",
        "backend",
        "quota",
    ]
    assert len(lines) == len(CHECKS)


@pytest.mark.usefixtures("pulumi", "_no_credentials")
def test_a_missing_profile_is_reported(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")

    with pytest.raises(SystemExit):
        main("dev", root=tree)

    assert (
        "!!  credentials: The config profile (nobody) could not be found: log in" in capsys.readouterr().out
    )


def test_the_ec2_metadata_service_is_not_asked_for_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside EC2 it does not answer, and each command would wait for it."""
    monkeypatch.delenv("AWS_EC2_METADATA_DISABLED")

    Aws("eu-west-1")

    assert os.environ["AWS_EC2_METADATA_DISABLED"] == "true"


@pytest.mark.usefixtures("pulumi")
def test_a_missing_stack_file_is_reported_and_checks_that_need_it_are_skipped(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main("prod", root=tree)

    output = capsys.readouterr().out
    assert "!!  settings: Pulumi.prod.yaml is missing" in output
    assert "--  credentials: skipped: the stack's settings are missing" in output


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "dwipper:feedShards: one",
            "dwipper:feedShards has the value 'one', which must be an integer: "
            "put the line `  dwipper:feedShards: 1`",
        ),
        ("dwipper:feedShard: 1", "dwipper:feedShard is not a setting: did you mean dwipper:feedShards?"),
    ],
)
@pytest.mark.usefixtures("pulumi", "_no_credentials")
def test_an_invalid_setting_is_reported_in_the_programs_words(
    tree: Path, capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    replace(tree, "  dwipper:feedShards: 1", f"  {line}")
    with pytest.raises(SystemExit):
        main("dev", root=tree)

    assert f"!!  settings: Pulumi.dev.yaml: {message}" in capsys.readouterr().out


def test_no_secret_is_printed(ready: Known, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = str(found(ready, answers))

    assert os.environ["AWS_SECRET_ACCESS_KEY"] not in findings
    assert ready.stack.encrypted_key
    assert ready.stack.encrypted_key not in findings
