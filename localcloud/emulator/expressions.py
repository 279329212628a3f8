"""Parses an expression of DynamoDB once, not once for each item that a query looks at."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["parse_expressions_once"]

EXPRESSIONS = 512  # the app has some thirty
# Each takes an expression, or its tokens, and has no other input.
PARSERS = ("_check_redundant_parens", "_check_reserved_keyword_usage", "_condition_syntax_error")


def parse_expressions_once(dynamodb: Any) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Raises LocalCloudError if MiniStack does not have the functions."""
    require(dynamodb, ("_tokenize", *PARSERS))
    tokenize = dynamodb._tokenize
    remembered = lru_cache(EXPRESSIONS)
    dynamodb._tokenize = remembered(lambda expression: tuple(tokenize(expression)))
    for name in PARSERS:
        setattr(dynamodb, name, _of_lists_too(remembered(getattr(dynamodb, name))))


def _of_lists_too(parse: Callable[..., Any]) -> Callable[..., Any]:
    """Returns a parser that takes lists of tokens as well: those of an update without its keywords are one."""
    return lambda parsed, *more: parse(tuple(parsed) if isinstance(parsed, list) else parsed, *more)
