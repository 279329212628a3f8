"""Reads the source of the SDK's modules, because importing all of them takes seconds."""

import re
from importlib.util import find_spec
from pathlib import Path

__all__ = ["GETTER", "UnknownKindError", "module_of"]

SDK = Path(find_spec("pulumi_aws").submodule_search_locations[0])  # type: ignore[union-attr, index]
# Of a property: its name on the wire, where that differs, and in Python. What it returns follows.
GETTER = r'@pulumi\.getter(?:\(name="(\w+)"\))?\n(?: +@_utilities\.deprecated.*\n)? +def (\w+)\(self\) -> '
TYPE = re.compile(r"aws:(?P<module>\w+)/(?P<file>\w+):(?P<name>\w+)")


class UnknownKindError(Exception):
    """The SDK has no such resource."""


def module_of(type_: str) -> Path:
    """Returns the module of a resource's class; nested classes are in its `_inputs.py`. Raises UnknownKindError."""
    if found := TYPE.fullmatch(type_):
        file = f"{_snake(found['file'])}.py"
        paths = (SDK / folder / file for folder in (found["module"], f"{found['module']}_"))
        if path := next(filter(Path.exists, paths), None):
            return path
    raise UnknownKindError(f"pulumi_aws has no {type_}")


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
