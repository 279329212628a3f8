"""Which versions a change accepts, by its conditions: https://www.rfc-editor.org/rfc/rfc9110#section-13.1"""

import re
from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["Versions", "versions_of"]

NONE = 0  # versions count from 1


@dataclass(frozen=True)
class Versions:
    """Accepts one of `among`, if given, and none of `other_than`."""

    among: Collection[int] | None = None
    other_than: Collection[int] = ()

    @property
    def after_the_change(self) -> Collection[int]:
        """Returns the versions that a finished change has left behind.

        https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
        """
        made = {version + 1 for version in self.among or () if version != NONE}
        return made.difference(self.other_than)


def versions_of(if_match: str | None, if_none_match: str | None) -> Versions:
    """Returns the versions that a request's conditions accept. An unknown ETag matches no version.

    `If-Match` compares strong ETags only, `If-None-Match` weak ones too.
    """
    if if_none_match is not None and if_none_match.strip() == "*":
        return Versions(among={NONE})
    among = None
    if if_match is not None and if_match.strip() != "*":
        among = {NONE, *_named(if_match, r'(?<!W/)"([1-9][0-9]{0,8})"')}
    return Versions(among, _named(if_none_match or "", r'"([1-9][0-9]{0,8})"'))


def _named(etags: str, pattern: str) -> Collection[int]:
    return {int(version) for version in re.findall(pattern, etags)}
