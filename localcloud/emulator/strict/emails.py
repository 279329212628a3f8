"""A change of the email, and the code that verifies the new one. MiniStack changes it at once.

https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html: with
`AttributesRequireVerificationBeforeUpdate` the old address stays, and people sign in with it, until they enter the
code that was sent to the new one. Otherwise the new address is set at once, unverified.
"""

import re
from collections.abc import Callable

from localcloud.emulator.strict.answers import Refusal, Response, accepted, refused
from localcloud.emulator.strict.attributes import set_attribute
from localcloud.emulator.strict.codes import Codes
from localcloud.emulator.strict.directory import Data, Directory

__all__ = ["Emails", "MailCode"]

MailCode = Callable[[Data, Data, str, str], None]  # pool, user, address, purpose

ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")  # visible ASCII around one @
PENDING = "_dwipper_pending_email"
# Assumed: AWS's page is silent. A blank one is refused if the attribute is required, with another message:
# https://github.com/aws-amplify/aws-sdk-ios/issues/4251
MALFORMED: Refusal = ("InvalidParameterException", "Invalid email address format.")
TAKEN: Refusal = ("AliasExistsException", "An account with the given email already exists.")
NO_EMAIL: Refusal = ("InvalidParameterException", "Attribute value is missing or the attribute is not email.")


class Emails:
    """Three operations of a logged-in person. The requests have passed the rules."""

    def __init__(self, directory: Directory, codes: Codes, mail_code: MailCode) -> None:
        self._directory = directory
        self._codes = codes
        self._mail_code = mail_code

    def change(self, data: Data, update: Callable[[Data], Response]) -> Response:
        """UpdateUserAttributes. MiniStack updates everything but the email."""
        user, pool = self._directory.user_of_token(data), self._directory.pool(data)
        new = next((one["Value"] for one in data["UserAttributes"] if one["Name"] == "email"), None)
        if user is None or pool is None or new is None or new == self._directory.email(user):
            return update(data)
        if not ADDRESS.fullmatch(new):
            return refused(MALFORMED)
        if self._directory.user(data, new):
            return refused(TAKEN)
        others = [one for one in data["UserAttributes"] if one["Name"] != "email"]
        response = update({**data, "UserAttributes": others})
        if response[0] != 200:
            return response
        settings = pool.get("UserAttributeUpdateSettings") or {}
        if "email" in settings.get("AttributesRequireVerificationBeforeUpdate", []):
            user[PENDING] = new
        else:
            set_attribute(user, "email", new)
            set_attribute(user, "email_verified", "false")
        if "email" not in pool["AutoVerifiedAttributes"]:
            return response
        self._mail_code(pool, user, new, "attribute")
        return accepted({"CodeDeliveryDetailsList": [self._delivery(new)]})

    def send_code(self, data: Data) -> Response:
        """GetUserAttributeVerificationCode."""
        user, pool = self._directory.user_of_token(data), self._directory.pool(data)
        if user is None or pool is None or data["AttributeName"] != "email":
            return refused(NO_EMAIL)
        address = user.get(PENDING) or self._directory.email(user)
        if not address:
            return refused(NO_EMAIL)
        self._mail_code(pool, user, address, "attribute")
        return accepted({"CodeDeliveryDetails": self._delivery(address)})

    def verify(self, data: Data) -> Response:
        """VerifyUserAttribute."""
        user = self._directory.user_of_token(data)
        if user is None or data["AttributeName"] != "email":
            return refused(NO_EMAIL)
        refusal = self._codes.refusal(user, "attribute", data["Code"])
        if refusal:
            return refused(refusal)
        pending = user.get(PENDING)
        if pending and self._directory.user(data, pending):
            return refused(TAKEN)
        self._codes.spend(user, "attribute")
        if pending:
            set_attribute(user, "email", user.pop(PENDING))
        self._directory.verify_email(user)
        return accepted({})

    def _delivery(self, address: str) -> dict[str, str]:
        return {
            "Destination": self._directory.masked(address),
            "DeliveryMedium": "EMAIL",
            "AttributeName": "email",
        }
