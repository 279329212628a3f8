"""The environment that the Lambda would have, with no real account, and one platform for all tests that need one."""

import os
from collections.abc import Iterator

import moto  # noqa: F401  it has to be there before boto3 makes its first client
import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.app_environment import app_environment
from tests.platform.running import RunningPlatform, copy_of_the_tree

NO_ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}
LAMBDA = {
    "DJANGO_SETTINGS_MODULE": "webapp.settings",
    "PULUMI_ERROR_OUTPUT_STRING": "1",
    **app_environment("/dwipper/test", FEED_SHARDS="3"),
}

# Before anything of webapp is imported. The contract of a deployed stack alone needs its account.
os.environ.update(LAMBDA if os.environ.get("DWIPPER_OUTPUTS") else {**LAMBDA, **NO_ACCOUNT})


# Those that ask one running platform.
TOGETHER = {"contract": "platform", "clients": "platform"}


class ByFolder(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Where processes share the tests, a folder stays with one of them: what its tests share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        """The folder of `tests/folder/...`. xdist's own groups are lost with pytest 9.2, silently."""
        folder = nodeid.split("/")[1]
        return TOGETHER.get(folder, folder)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFolder | None:
    return ByFolder(config, log) if config.option.dist == "loadscope" else None


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    """A copy of the tree, brought up as `make run` does."""
    tree = copy_of_the_tree(tmp_path_factory.mktemp("platform") / "dwipper")
    with RunningPlatform(tree) as platform:
        yield platform


# Tests measure no time.
settings.register_profile("dwipper", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dwipper")
