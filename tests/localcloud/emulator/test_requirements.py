"""The emulator runs with the app's botocore, which is newer than it requires. No other requirement is violated."""

from collections.abc import Iterator
from importlib.metadata import distributions, version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[3]


def requirements_in(file: str) -> list[Requirement]:
    lines = (ROOT / file).read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def unmet() -> Iterator[tuple[str, str]]:
    """Returns the packages whose requirement is not met by the installed version."""
    installed = {one.name.lower().replace("_", "-"): one for one in distributions()}
    for name, one in installed.items():
        for asked in (Requirement(line) for line in one.requires or []):
            there = installed.get(asked.name.lower().replace("_", "-"))
            if asked.marker and not asked.marker.evaluate({"extra": ""}):
                continue
            if there is None or not asked.specifier.contains(there.version, prereleases=True):
                yield name, asked.name


def test_only_ministacks_requirement_of_botocore_is_overridden() -> None:
    reason = "overrides.txt holds what is overridden and no more: decision 58 says why"

    assert set(unmet()) == {("ministack", "botocore")}, reason
    assert [one.name for one in requirements_in("overrides.txt")] == ["botocore"], reason


def test_the_emulator_has_the_botocore_that_goes_into_the_functions_zip() -> None:
    (pinned,) = (one for one in requirements_in("constraints.txt") if one.name == "botocore")

    assert str(pinned.specifier) == f"=={version('botocore')}"
