"""A stack's secrets are only in the places for secrets."""

import dataclasses
import json
from hashlib import sha256

import pytest

from tests.infra.program import Program, Registered, program_of


@pytest.fixture(params=["identity-client-secret", "storage-cursor-key-1", "storage-cursor-key-2"])
def kept(program: Program, request: pytest.FixtureRequest) -> Registered:
    """Returns a parameter with a secret."""
    return program.one("ssm/parameter:Parameter", request.param)


def test_the_secrets_are_the_clients_secret_the_cursor_keys_and_the_sites(program: Program) -> None:
    site = (
        {("origin-secret-1", "value"), ("origin-secret-2", "value"), ("site-distribution", "origins")}
        if program.stack != "local"
        else set()
    )

    assert {(one.name, key) for one in program.registered for key in one.secret} == site | {
        ("identity-client-secret", "value"),
        ("storage-cursor-key-1", "value"),
        ("storage-cursor-key-2", "value"),
    }


def test_a_secret_is_in_no_other_input_or_output(program: Program, kept: Registered) -> None:
    client = program.one("cognito/userPoolClient:UserPoolClient")
    others = [dataclasses.asdict(one) for one in program.registered if one not in (kept, client)]

    assert len(kept.inputs["value"]) >= 32
    assert kept.inputs["type"] == "SecureString"
    assert kept.inputs["value"] not in json.dumps([others, kept.outputs, client.inputs, program.exports])


def test_the_sites_secret_is_known_to_cloudfront_alone(delivered: Program) -> None:
    """The API knows its digest."""
    kept, sender = (
        delivered.one("ssm/parameter:Parameter", "origin-secret-1"),
        "cloudfront/distribution:Distribution",
    )
    distribution = delivered.one(sender)
    others = [dataclasses.asdict(one) for one in delivered.registered if one not in (kept, distribution)]
    (sent,) = [one["customHeaders"] for one in distribution.inputs["origins"] if "customHeaders" in one]
    variables = delivered.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]

    assert sent == [{"name": "Dwipper-Origin", "value": kept.inputs["value"]}]
    assert len(kept.inputs["value"]) >= 32
    assert kept.inputs["value"] not in json.dumps([others, delivered.exports])
    assert variables["ORIGIN_SECRET_SHA256"].split(",")[0] == digest(kept)


@pytest.mark.parametrize(("setting", "known"), [(1, [1, 2]), (2, [2, 1, 3]), (3, [3, 2, 4])])
def test_the_functions_accept_the_sites_secrets_before_and_after_the_one_in_use(
    setting: int, known: list[int]
) -> None:
    """CloudFront and the functions change one after the other, and a rollback brings an older version back."""
    program = program_of("dev", originSecret=setting)
    kept = {number: program.one("ssm/parameter:Parameter", f"origin-secret-{number}") for number in known}
    (sent,) = [
        one["customHeaders"][0]["value"]
        for one in program.one("cloudfront/distribution:Distribution").inputs["origins"]
        if "customHeaders" in one
    ]
    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]

    assert sent == kept[setting].inputs["value"]
    assert variables["ORIGIN_SECRET_SHA256"] == ",".join(digest(kept[number]) for number in known)
    for number, one in kept.items():
        assert one.inputs["name"] == f"/dwipper/dev/origin-secret/{number}"
        assert one.ignored == ["value"]


def digest(kept: Registered) -> str:
    return sha256(kept.inputs["value"].encode()).hexdigest()


def test_nothing_secret_is_exported(program: Program) -> None:
    assert program.secret_exports == []
