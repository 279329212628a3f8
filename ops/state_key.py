"""The key that encrypts a stack's secrets, in its state and in its file."""

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
    """Found by its alias, or by its description if a run ended before it made the alias. Raises ClientError."""

    def __init__(self, kms: "KMSClient", names: StateNames, pause: Pause = time.sleep) -> None:
        self._kms = kms
        self._names = names
        self._pause = pause
        self._description = f"Secrets of Dwipper's stack {names.stack}"

    def exists(self) -> bool:
        """Returns whether the alias has a key. Raises OpsError if that key is disabled or scheduled for deletion."""
        try:
            key = self._kms.describe_key(KeyId=self._names.alias)["KeyMetadata"]
        except ClientError as error:
            if is_code(error, "NotFoundException"):
                return False
            raise
        if key.get("KeyState") != "Enabled":
            raise OpsError(
                f"the key {self._names.alias} is {key.get('KeyState')}: enable it; if its deletion is scheduled, "
                f"first run `aws kms cancel-key-deletion --key-id {key['KeyId']}`"
            )
        return True

    def secure(self) -> None:
        """Makes sure that the alias has a key, with tags and yearly rotation. Reuses what exists."""
        known = self.exists()
        key_id = self._named() if known else self._unnamed() or self._create()
        self._settled(partial(self._kms.tag_resource, KeyId=key_id, Tags=self._tags()))
        self._settled(partial(self._kms.enable_key_rotation, KeyId=key_id))
        if not known:
            self._settled(partial(self._kms.create_alias, AliasName=self._names.alias, TargetKeyId=key_id))
            self._settled(self._named)  # Pulumi uses the alias next

    def _named(self) -> str:
        return self._kms.describe_key(KeyId=self._names.alias)["KeyMetadata"]["KeyId"]

    def _settled(self, call: Callable[[], object]) -> None:
        """Retries until KMS knows a new key everywhere, which takes some seconds:
        https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency
        """
        once_known(call, "NotFoundException", pause=self._pause)

    def decrypts(self, encrypted: str) -> bool:
        """Returns whether this key encrypted the base64 text."""
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
            if is_code(
                error, "AccessDeniedException"
            ):  # its policy denies access, so it is not this project's
                return False
            raise
        return key.get("Description") == self._description and key.get("KeyState") == "Enabled"

    def _tags(self) -> "list[TagTypeDef]":
        return [{"TagKey": key, "TagValue": value} for key, value in self._names.key_tags.items()]
