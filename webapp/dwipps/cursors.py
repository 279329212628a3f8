"""Cursors: the last id of a page, signed, and bound to the list and the caller that it was made for."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from django.core.signing import BadSignature, Signer

from webapp.aws import CONFIG
from webapp.dwipps.errors import InvalidCursorError
from webapp.environment import environment

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient

__all__ = ["Cursors"]

_ssm: "SSMClient" = boto3.client("ssm", config=CONFIG)


class Cursors:
    """The cursors of one list for one caller."""

    def __init__(self, list_name: str, user_id: str) -> None:
        self._salt = f"{list_name}:{user_id}"

    def after(self, last_id: str) -> str:
        """The cursor of the page that begins below an id."""
        return self._signer().sign_object(last_id)

    def read(self, cursor: str) -> str:
        """The id that a cursor holds. InvalidCursorError."""
        try:
            last_id: str = self._signer().unsign_object(cursor)
        except (BadSignature, ValueError) as error:
            raise InvalidCursorError from error
        return last_id

    def _signer(self) -> Signer:
        return Signer(key=_key(), salt=self._salt, fallback_keys=[])


@cache
def _key() -> str:
    """The stack's key; read when the first cursor is needed, so that a cold start does without."""
    answer = _ssm.get_parameter(Name=environment().cursor_key_parameter, WithDecryption=True)
    return answer["Parameter"]["Value"]
