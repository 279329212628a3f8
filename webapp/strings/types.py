"""Strings of a request: how each is checked, and what the contract tells of it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

__all__ = ["Matching", "Written", "expect_length"]


@dataclass(frozen=True)
class Form(ABC):
    """The form of a string, for `Annotated`."""

    pattern: str
    _: KW_ONLY
    shortest: int = 1
    longest: int

    @abstractmethod
    def checked(self, text: str) -> str:
        """The string as it is kept; PydanticCustomError says what to change."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_after_validator_function(self.checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        told = {"minLength": self.shortest, "maxLength": self.longest, "pattern": self.pattern}
        return {**handler(schema), **told}


@dataclass(frozen=True)
class Matching(Form):
    """A string that the pattern tells all about; the message says what to write."""

    message: str

    def checked(self, text: str) -> str:
        expect_length(text, self.shortest, self.longest)
        if not re.fullmatch(self.pattern, text):
            raise PydanticCustomError("malformed", self.message)
        return text


@dataclass(frozen=True)
class Written(Form):
    """What a person writes; `form(text, longest)` brings it into one form."""

    form: Callable[[str, int], str]

    def checked(self, text: str) -> str:
        return self.form(text, self.longest)


def expect_length(text: str, shortest: int, longest: int) -> None:
    """Raises PydanticCustomError."""
    if not text and shortest:
        raise PydanticCustomError("too_short", "Fill this in.")
    if len(text) < shortest:
        raise PydanticCustomError(
            "too_short", "Write at least {shortest} characters.", {"shortest": shortest}
        )
    if len(text) > longest:
        raise PydanticCustomError("too_long", "Write at most {longest} characters.", {"longest": longest})
