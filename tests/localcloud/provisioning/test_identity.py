"""The user pool's client on the laptop, kept over runs."""

from typing import Any

import pytest

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers.identity import create_user_pool, create_user_pool_client
from localcloud.provisioning.registry import Created, Resource
from tests.localcloud.emulator_process import Emulator


@pytest.fixture
def cloud(emulator: Emulator) -> Cloud:
    return Cloud(emulator.url, "eu-west-1", runner_url="", front_door_url="")


def client(cloud: Cloud, name: str, **inputs: Any) -> Created:  # noqa: ANN401
    """Returns the client that a run of the program creates or keeps in the pool."""
    pool = create_user_pool(cloud, Resource("", "kept", {"usernameAttributes": ["email"]}))
    return create_user_pool_client(cloud, Resource("", name, {"userPoolId": pool.id, **inputs}))


def test_a_client_keeps_its_secret(cloud: Cloud) -> None:
    first, second = (client(cloud, "confidential", generateSecret=True) for _ in range(2))

    assert first == second
    assert first.outputs["clientSecret"]


def test_an_old_client_without_a_secret_is_replaced(cloud: Cloud) -> None:
    before = client(cloud, "public")

    after = client(cloud, "public", generateSecret=True)

    assert (before.outputs["clientSecret"], before.id == after.id) == (None, False)
    assert after.outputs["clientSecret"]
