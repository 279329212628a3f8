"""String types of requests: their checks, and their schema in the contract."""

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
        """Returns the string as it is stored. Raises PydanticCustomError, which says what to change."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_after_validator_function(self.checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        limits = {"minLength": self.shortest, "maxLength": self.longest, "pattern": self.pattern}
        return {**handler(schema), **limits}


@dataclass(frozen=True)
class Matching(Form):
    """A string that its pattern describes completely; the message says what to write."""

    message: str

    def checked(self, text: str) -> str:
        expect_length(text, self.shortest, self.longest)
        if not re.fullmatch(self.pattern, text):
            raise PydanticCustomError("malformed", self.message)
        return text


@dataclass(frozen=True)
class Written(Form):
    """Text that a person writes; `form(text, longest)` normalizes it."""

    form: Callable[[str, int], str]

    def checked(self, text: str) -> str:
        return self.form(text, self.longest)


def expect_length(text: str, shortest: int, longest: int) -> None:
    """Raises PydanticCustomError if the text is too short or too long."""
    if not text and shortest:
        raise PydanticCustomError("too_short", "Fill this in.")
    if len(text) < shortest:
        raise PydanticCustomError(
            "too_short", "Write at least {shortest} characters.", {"shortest": shortest}
        )
    if len(text) > longest:
        raise PydanticCustomError("too_long", "Write at most {longest} characters.", {"longest": longest})
