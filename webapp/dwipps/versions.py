"""Which versions of a Dwipp a change may find: https://www.rfc-editor.org/rfc/rfc9110#section-13.1"""

import re
from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["Versions", "versions_of"]

NONE = 0  # versions count from 1


@dataclass(frozen=True)
class Versions:
    """One of those in `among`, where they are given, and none of those in `other_than`."""

    among: Collection[int] | None = None
    other_than: Collection[int] = ()

    @property
    def after_the_change(self) -> Collection[int]:
        """Those that a change which was made already has left: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1"""
        made = {version + 1 for version in self.among or () if version != NONE}
        return made.difference(self.other_than)


def versions_of(if_match: str | None, if_none_match: str | None) -> Versions:
    """The versions that the conditions of a request name; an ETag that is none of ours names none.

    `If-Match` takes strong ETags alone, `If-None-Match` weak ones as well.
    """
    if if_none_match is not None and if_none_match.strip() == "*":
        return Versions(among={NONE})
    among = None
    if if_match is not None and if_match.strip() != "*":
        among = {NONE, *_named(if_match, r'(?<!W/)"([1-9][0-9]{0,8})"')}
    return Versions(among, _named(if_none_match or "", r'"([1-9][0-9]{0,8})"'))


def _named(etags: str, pattern: str) -> Collection[int]:
    return {int(version) for version in re.findall(pattern, etags)}
