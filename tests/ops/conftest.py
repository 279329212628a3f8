"""A tree with one stack, an account in moto, and a Pulumi CLI that records its calls."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from ops.aws import Aws
from tests.ops.account import CONTRACT, Deployed
from tests.ops.pulumi import FakePulumi

STACK = """config:
  aws:region: eu-west-1
  dwipper:feedShards: 1
  dwipper:protect: true
  dwipper:alarmEmail: on-call@dwipper.example
"""
GO_MOD = "require (\n\tgithub.com/pulumi/pulumi/pkg/v3 v3.259.0 // indirect\n)\n"
OF_THE_MACHINE = ("AWS_DEFAULT_REGION", "AWS_REGION", "PULUMI_BACKEND_URL", "STACK", "YES")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in OF_THE_MACHINE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "pulumi-home"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    tree = tmp_path / "tree"
    (tree / "tools" / "pulumi").mkdir(parents=True)
    (tree / "tools" / "pulumi" / "go.mod").write_text(GO_MOD)
    (tree / "Pulumi.dev.yaml").write_text(STACK)
    (tree / "openapi.json").write_text(json.dumps(CONTRACT))
    return tree


@pytest.fixture
def pulumi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePulumi:
    fake = FakePulumi(tmp_path / "pulumi")
    monkeypatch.setenv("PATH", f"{fake.folder}{os.pathsep}{os.environ['PATH']}")
    return fake


@pytest.fixture(scope="session")
def clients() -> Aws:
    """Shared, because creating a client takes longer than most tests."""
    return Aws("eu-west-1")


@pytest.fixture
def aws(clients: Aws) -> Iterator[Aws]:
    """An empty account."""
    with mock_aws():
        yield clients


@pytest.fixture
def deployed(aws: Aws, pulumi: FakePulumi) -> Iterator[Deployed]:
    """A stack with a function that runs. The test fails unless every answer that it stubs for CodeDeploy is used."""
    deployed = Deployed(aws, pulumi)
    with deployed.at_work():
        yield deployed
