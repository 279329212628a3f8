"""The environment of the Lambda, without a real account, and one platform that the tests share."""

import logging
import os
from collections.abc import Iterator

import moto  # noqa: F401  it has to be there before boto3 makes its first client
import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.app_environment import app_environment
from tests.platform.api import LaptopApi, Somebody
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
os.environ.update(LAMBDA)
if not os.environ.get("DWIPPER_OUTPUTS"):
    os.environ.update(NO_ACCOUNT)
    os.environ.pop("AWS_PROFILE", None)  # an operator's shell has one, and it is in no file that is left


# Those that ask one running platform.
TOGETHER = {"contract": "platform", "clients": "platform"}
# The tests of each share what takes long to create. These folders take minutes, and start first.
FIRST = ["platform", "engine", "pipeline", "dynamodb", "browser", "infra", "bundle"]


def group_of(nodeid: str) -> str:
    """Returns the folder, or the file in a folder that shares little.

    xdist's own groups silently do not work with pytest 9.2.
    """
    file = nodeid.split("::")[0]
    folder = file.split("/")[1]
    shared = TOGETHER.get(folder, folder)
    return shared if shared in FIRST else file


def place_of(item: pytest.Item) -> int:
    group = group_of(item.nodeid)
    return FIRST.index(group) if group in FIRST else len(FIRST)


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Runs all tests of a group in the same process, so that what they share is created once."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Orders the groups. In each, pytest-randomly has shuffled the tests."""
    items.sort(key=place_of)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByGroup | None:
    if config.option.dist != "loadscope":
        return None
    config.option.loadscopereorder = False  # xdist would begin with the group that has the most tests
    return ByGroup(config, log)


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    """A platform in a copy of the tree, started as `make run` does."""
    tree = copy_of_the_tree(tmp_path_factory.mktemp("platform") / "dwipper")
    with RunningPlatform(tree) as platform:
        yield platform


@pytest.fixture
def api(platform: RunningPlatform) -> Iterator[LaptopApi]:
    with LaptopApi(platform.outputs) as api:
        yield api


@pytest.fixture
def ada(api: LaptopApi) -> Somebody:
    """A new person, confirmed and logged in by the API."""
    return api.somebody()


@pytest.fixture
def no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    logged = caplog.get_records("call")  # by now `records` are those of the teardown
    assert [one.getMessage() for one in logged if one.levelno >= logging.ERROR] == []


# Tests measure no time.
settings.register_profile("dwipper", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dwipper")
