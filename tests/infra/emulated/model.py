"""Checks a call against AWS's model of its API: types, required parameters, lengths, patterns, enumerations."""

import re
from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator

from tests.infra.emulated.call import AwsCall

__all__ = ["faults_of"]

SESSION = botocore.session.get_session()


def faults_of(call: AwsCall) -> list[str]:
    """Returns what is invalid in the call. boto3 itself does not check patterns and enumerations."""
    shape = SESSION.get_service_model(call.service).operation_model(call.operation).input_shape
    assert shape is not None
    report = ParamValidator().validate(call.parameters, shape)
    return [
        *([report.generate_report()] if report.has_errors() else []),
        *_faults(shape, call.parameters, ""),
    ]


def _faults(shape: Shape, value: Any, place: str) -> Iterator[str]:  # noqa: ANN401  of any shape
    if isinstance(shape, StructureShape):
        for name, item in value.items():
            if name in shape.members:  # boto3 itself reports the others
                yield from _faults(shape.members[name], item, f"{place}.{name}")
    elif isinstance(shape, ListShape):
        for number, item in enumerate(value):
            yield from _faults(shape.member, item, f"{place}[{number}]")
    elif isinstance(shape, MapShape):
        for name, item in value.items():
            yield from _faults(shape.key, name, f"{place} key")
            yield from _faults(shape.value, item, f"{place}.{name}")
    elif isinstance(shape, StringShape) and isinstance(value, str):
        yield from _faults_of_text(shape, value, place)


def _faults_of_text(shape: StringShape, value: str, place: str) -> Iterator[str]:
    if shape.enum and value not in shape.enum:
        yield f"{place}: {value!r} is none of {shape.enum}"
    if len(value) > shape.metadata.get("max", len(value)):
        yield f"{place}: {value!r} is longer than {shape.metadata['max']}"
    pattern = _pattern(shape.metadata.get("pattern"))
    if pattern and not pattern.fullmatch(value):
        yield f"{place}: {value!r} is not like {pattern.pattern}"


def _pattern(text: str | None) -> re.Pattern[str] | None:
    """Returns the pattern, or None if Python cannot read it: AWS's patterns are Java's."""
    try:
        return re.compile(text) if text else None
    except re.error:
        return None
