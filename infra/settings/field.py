"""One setting: its type, its default, and the error if it is wrong."""

import dataclasses
import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pulumi
from pulumi.runtime.config import CONFIG, get_config_env

__all__ = [
    "REQUIRED",
    "Setting",
    "SettingsError",
    "count",
    "flag",
    "key_of",
    "read_setting",
    "refuse_unknown",
    "text",
    "texts",
    "wrong",
]

OF_THE_PROJECT = {"pulumi:autonaming"}  # Pulumi.yaml sets it for all stacks
REQUIRED = object()  # as a default: every stack must set it
TYPES = {"bool": "true or false", "int": "an integer", "JSON object": "JSON"}  # by Pulumi's names
Fault = str | None
Field = dataclasses.Field[Any]


class SettingsError(pulumi.RunError):
    """A setting is missing or wrong. The message has the line to write, and its file.

    Pulumi prints the message of a RunError without a traceback.
    """


@dataclass(frozen=True)
class Setting:
    """How a value is read, its default, its validation, and a valid example."""

    read: Callable[[pulumi.Config, str], Any]
    default: object
    fault: Callable[[Any], Fault]
    example: str
    namespace: str = "dwipper"

    def field(self) -> Any:  # noqa: ANN401  the type is the field's own, as with dataclasses.field
        return dataclasses.field(metadata={"setting": self})


def flag(default: object = REQUIRED) -> Any:  # noqa: ANN401
    """A boolean."""
    return Setting(pulumi.Config.get_bool, default, lambda _: None, "true").field()


def count(
    least: int = 0, most: int | None = None, among: Collection[int] = (), default: object = REQUIRED
) -> Any:  # noqa: ANN401
    """An integer within bounds, or one of a set."""

    def fault(value: int) -> Fault:
        if among and value not in among:
            return f"which must be one of {', '.join(map(str, among))}"
        if value < least:
            return f"which must be at least {least}"
        return f"which must be at most {most}" if most is not None and value > most else None

    example = str(least if default is REQUIRED else default)
    return Setting(pulumi.Config.get_int, default, fault, example).field()


def text(pattern: str, example: str, namespace: str = "dwipper", default: object = "") -> Any:  # noqa: ANN401
    """A text that matches a pattern; it may be empty."""

    def fault(value: str) -> Fault:
        fits = not value or re.fullmatch(pattern, value, re.ASCII)
        return None if fits else f"which must be like {example}"

    return Setting(pulumi.Config.get, default, fault, example, namespace).field()


def texts(pattern: str, example: str) -> Any:  # noqa: ANN401
    """A list of texts that match a pattern; it may be empty."""

    def fault(value: object) -> Fault:
        fits = isinstance(value, list) and all(
            isinstance(one, str) and re.fullmatch(pattern, one, re.ASCII) for one in value
        )
        return None if fits else f"which must be a list like {[example]}"

    return Setting(pulumi.Config.get_object, [], fault, json.dumps([example])).field()


def key_of(field: Field) -> str:
    """Returns a field's key in Pulumi's files: `dwipper:feedShards`."""
    first, *others = field.name.split("_")
    return f"{field.metadata['setting'].namespace}:{first}{''.join(word.title() for word in others)}"


def read_setting(field: Field) -> Any:  # noqa: ANN401
    """Returns the current stack's value of a field. Raises SettingsError."""
    setting: Setting = field.metadata["setting"]
    try:
        value = setting.read(pulumi.Config(setting.namespace), key_of(field).partition(":")[2])
    except pulumi.ConfigTypeError as error:
        raise wrong(
            field, f"has the value {error.value!r}, which must be {TYPES[error.expect_type]}"
        ) from None
    if value is None or value == "":
        value = setting.default
    if value is REQUIRED:
        raise wrong(field, "is missing")
    if fault := setting.fault(value):
        raise wrong(field, f"has the value {value!r}, {fault}")
    return value


def refuse_unknown(fields: Collection[Field]) -> None:
    """Raises SettingsError if the stack's file has an unknown key.

    Pulumi and its provider know more keys than this program. They are refused too: the operator's commands do not
    read them, and would use another account or other credentials than Pulumi.
    """
    known = [key_of(field) for field in fields]
    for key in sorted({**get_config_env(), **CONFIG.get()}):
        if key not in OF_THE_PROJECT and key not in known:
            meant = get_close_matches(key, known, n=1, cutoff=0.8)
            hint = f"did you mean {meant[0]}?" if meant else "see docs/settings.md for all settings"
            raise SettingsError(f"{_file()}: {key} is not a setting: {hint}")


def wrong(field: Field, fault: str) -> SettingsError:
    """Returns the error about a setting: the fault, and the line that fixes it."""
    line = f"  {key_of(field)}: {field.metadata['setting'].example}"
    return SettingsError(f"{_file()}: {key_of(field)} {fault}: put the line `{line}` under `config:`")


def _file() -> str:
    return f"Pulumi.{pulumi.get_stack()}.yaml"
