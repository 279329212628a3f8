"""The key that a stack's secrets are encrypted with, in its state and in its file."""

import base64
import binascii
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ParamValidationError

from ops.aws import is_code
from ops.errors import OpsError
from ops.settling import Pause, once_known
from ops.state import StateNames

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_kms.type_defs import TagTypeDef

__all__ = ["StateKey"]


class StateKey:
    """Found by its alias, or by its description where a run ended before the alias was made. ClientError."""

    def __init__(self, kms: "KMSClient", names: StateNames, pause: Pause = time.sleep) -> None:
        self._kms = kms
        self._names = names
        self._pause = pause
        self._description = f"Secrets of Dwipper's stack {names.stack}"

    def exists(self) -> bool:
        """Whether the alias has a key. OpsError where that key is not to be used any more."""
        try:
            key = self._kms.describe_key(KeyId=self._names.alias)["KeyMetadata"]
        except ClientError as error:
            if is_code(error, "NotFoundException"):
                return False
            raise
        if key.get("KeyState") != "Enabled":
            raise OpsError(
                f"the key {self._names.alias} is {key.get('KeyState')}: enable it, or where it is to be deleted, "
                f"`aws kms cancel-key-deletion --key-id {key['KeyId']}` and enable it then"
            )
        return True

    def secure(self) -> None:
        """A key with that alias, tagged, renewed each year; it takes what is there of it."""
        known = self.exists()
        key_id = self._named() if known else self._unnamed() or self._create()
        self._settled(partial(self._kms.tag_resource, KeyId=key_id, Tags=self._tags()))
        self._settled(partial(self._kms.enable_key_rotation, KeyId=key_id))
        if not known:
            self._settled(partial(self._kms.create_alias, AliasName=self._names.alias, TargetKeyId=key_id))
            self._settled(self._named)  # Pulumi asks by the alias next

    def _named(self) -> str:
        return self._kms.describe_key(KeyId=self._names.alias)["KeyMetadata"]["KeyId"]

    def _settled(self, call: Callable[[], object]) -> None:
        """KMS knows of a new key everywhere after some seconds:
        https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency
        """
        once_known(call, "NotFoundException", pause=self._pause)

    def decrypts(self, encrypted: str) -> bool:
        """Whether a text in base64 was encrypted with this key."""
        try:
            ciphertext = base64.b64decode(encrypted, validate=True)
            self._kms.decrypt(KeyId=self._names.alias, CiphertextBlob=ciphertext)
        except (binascii.Error, ParamValidationError):
            return False
        except ClientError as error:
            if is_code(error, "IncorrectKeyException", "InvalidCiphertextException"):
                return False
            raise
        return True

    def _create(self) -> str:
        made = self._kms.create_key(Description=self._description, Tags=self._tags())
        return made["KeyMetadata"]["KeyId"]

    def _unnamed(self) -> str | None:
        for page in self._kms.get_paginator("list_keys").paginate():
            for key in page["Keys"]:
                if self._is_ours(key["KeyId"]):
                    return key["KeyId"]
        return None

    def _is_ours(self, key_id: str) -> bool:
        try:
            key = self._kms.describe_key(KeyId=key_id)["KeyMetadata"]
        except ClientError as error:
            if is_code(error, "AccessDeniedException"):  # its own policy keeps us out, so we have not made it
                return False
            raise
        return key.get("Description") == self._description and key.get("KeyState") == "Enabled"

    def _tags(self) -> "list[TagTypeDef]":
        return [{"TagKey": key, "TagValue": value} for key, value in self._names.key_tags.items()]
