"""Pulumi's values on the wire: plain JSON, except unknown values and files."""

from collections.abc import Mapping
from typing import Any

from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct

__all__ = ["SIGNATURE", "UNKNOWN", "Values", "content", "has_unknowns", "read", "write"]

Values = dict[str, Any]

# https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/plugin/rpc.go
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE = "4dabf18193072939515e22adb298388d"


def read(struct: Struct) -> Values:
    values: Values = MessageToDict(struct)
    return values


def write(values: Mapping[str, Any]) -> Struct:
    struct = Struct()
    struct.update(values)
    return struct


def content(value: Any) -> Any:  # noqa: ANN401  JSON
    """Returns what values are compared by: a file is its content, regardless of its path."""
    if isinstance(value, dict) and SIGNATURE in value:
        return value.get("hash")
    return value


def has_unknowns(value: Any) -> bool:  # noqa: ANN401  JSON
    if isinstance(value, dict):
        return any(map(has_unknowns, value.values()))
    if isinstance(value, list):
        return any(map(has_unknowns, value))
    return bool(value == UNKNOWN)
