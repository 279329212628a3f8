"""Reads each policy once, not at each call. Every call is still checked against all of them."""

from functools import lru_cache
from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["read_policies_once"]

POLICIES = 256  # the stack has some twenty
PARSER = "parse_policy_document"


def read_policies_once(evaluator: Any) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Raises LocalCloudError if MiniStack does not have the function.

    The text of a policy is all that its statements depend on. A changed policy is another text.
    """
    require(evaluator, (PARSER,))
    parse = evaluator.parse_policy_document
    remembered = lru_cache(POLICIES)(parse)
    evaluator.parse_policy_document = lambda document: (
        remembered(document) if isinstance(document, str) else parse(document)
    )
