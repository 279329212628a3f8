"""Rotations of the key that signs cursors. Old and new versions of the function run at the same time."""

from collections.abc import Callable, Iterator

import boto3
import pytest

from tests.webapp.dwipps.dwipps import write
from tests.webapp.events import LambdaAnswer, call
from webapp.aws import parameters
from webapp.environment import environment

PATH = "/dwipper/test/cursor-key/"
BEFORE, AFTER = "2,1,3", "3,2,4"  # the numbers that the functions are given before and after a rotation

ssm = boto3.client("ssm", region_name="eu-west-1")


@pytest.fixture(autouse=True)
def run(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Returns a function that starts a new environment with these keys. There are three Dwipps."""
    for _ in range(3):
        write()

    def run(numbers: str) -> None:
        monkeypatch.setenv("CURSOR_KEY_PARAMETERS", ",".join(f"{PATH}{one}" for one in numbers.split(",")))
        forget()

    yield run
    monkeypatch.undo()
    forget()


@pytest.fixture(autouse=True)
def keys(run: object) -> Iterator[None]:
    """Creates the keys 1 to 4, as in the middle of a rotation."""
    for number in range(1, 5):
        ssm.put_parameter(Name=f"{PATH}{number}", Type="SecureString", Value=f"key {number}", Overwrite=True)
    yield
    ssm.delete_parameters(Names=[f"{PATH}{number}" for number in range(1, 5)])


def forget() -> None:
    for cached in (environment, parameters.secret, parameters.secret_if_any):
        cached.cache_clear()


def cursor() -> str:
    found: str = call("GET", "/dwipps", query="limit=1").body["next_cursor"]
    return found


def read(cursor: str) -> LambdaAnswer:
    return call("GET", "/dwipps", query=f"limit=1&cursor={cursor}")


def test_a_cursor_from_before_a_rotation_is_good_after_it(run: Callable[[str], None]) -> None:
    run(BEFORE)
    signed = cursor()
    run(AFTER)

    assert read(signed).status == 200


def test_a_version_from_before_a_rotation_takes_cursors_that_a_newer_one_has_signed(
    run: Callable[[str], None],
) -> None:
    run(AFTER)
    signed = cursor()
    run(BEFORE)

    assert read(signed).status == 200


def test_a_cursor_from_before_two_rotations_is_refused(run: Callable[[str], None]) -> None:
    run("1,2")
    signed = cursor()
    run(BEFORE)
    assert read(signed).status == 200
    run(AFTER)

    assert read(signed).code == "invalid_cursor"


def test_a_rotation_signs_with_another_key(run: Callable[[str], None]) -> None:
    run(BEFORE)
    signed = cursor()
    run(AFTER)

    assert cursor() != signed


def test_an_old_version_works_after_a_rotation_removed_a_key(
    run: Callable[[str], None],
) -> None:
    run(BEFORE)
    ssm.delete_parameter(Name=f"{PATH}1")

    assert read(cursor()).status == 200
    assert read("made-up").code == "invalid_cursor"
