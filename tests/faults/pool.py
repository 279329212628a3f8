"""A user pool like Cognito's, as far as the app uses it: repeating what is done already is rejected."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tests.faults.calls import WireCall
from tests.faults.exchange import Reply, refusal
from tests.webapp.accounts.tokens import access_token_of

__all__ = ["CODE", "UNKNOWN", "PoolPerson", "FakePool"]

CODE = "123456"
UNKNOWN = "one that nobody knows"

TOKENS = {"IdToken": "id", "ExpiresIn": 900}

Asked = Mapping[str, Any]


class CognitoRefusalError(Exception):
    """Cognito's error code, and its message if the app reads it."""


@dataclass
class PoolPerson:
    """A person of the pool by `sub`; the access token is `token-of-` that, the refresh token `refresh-of-` that.

    A refresh token that was used before is `used-of-`.
    """

    sub: str
    email: str
    password: str = "Secret-99"
    confirmed: bool = True
    code: str = ""
    logged_in: bool = True


class FakePool:
    """Every operation answers or fails like on AWS."""

    def __init__(self) -> None:
        self.people: dict[str, PoolPerson] = {}
        self._operations: Mapping[str, Callable[[Asked], Asked]] = {
            "AdminDeleteUser": self._delete_by_sub,
            "AdminGetUser": self._attributes_of,
            "AdminSetUserPassword": self._set_password,
            "AdminUserGlobalSignOut": self._sign_out_by_name,
            "ChangePassword": self._change_password,
            "ConfirmForgotPassword": self._reset,
            "ConfirmSignUp": self._confirm,
            "DeleteUser": self._delete,
            "ForgotPassword": self._mail_code,
            "GetTokensFromRefreshToken": self._refresh,
            "GetUser": self._attributes,
            "GlobalSignOut": self._sign_out,
            "InitiateAuth": self._log_in,
            "RevokeToken": self._revoke,
            "ResendConfirmationCode": self._mail_code_again,
            "SignUp": self._sign_up,
        }

    def fill(self, *people: PoolPerson) -> None:
        """Sets the people of the pool."""
        self.people = {person.email: person for person in people}

    def state(self) -> list[dict[str, Any]]:
        return [asdict(person) for _, person in sorted(self.people.items())]

    def __call__(self, call: WireCall, headers: Mapping[str, str], body: bytes) -> Reply:
        try:
            return Reply(200, json.dumps(self._operations[call.operation](call.asked)).encode())
        except CognitoRefusalError as refused:
            return refusal(400, *refused.args)

    def _sign_up(self, asked: Asked) -> Asked:
        if asked["Username"] in self.people:
            raise CognitoRefusalError("UsernameExistsException")
        person = PoolPerson("new", asked["Username"], UNKNOWN, confirmed=False, code=CODE)
        self.people[person.email] = person
        return {"UserConfirmed": False, "UserSub": person.sub}

    def _confirm(self, asked: Asked) -> Asked:
        person = self.people[asked["Username"]]
        if person.confirmed:
            raise CognitoRefusalError("NotAuthorizedException")
        self._spend_code(person, asked)
        person.confirmed = True
        return {}

    def _reset(self, asked: Asked) -> Asked:
        person = self.people[asked["Username"]]
        self._spend_code(person, asked)
        person.password = asked["Password"]
        return {}

    def _spend_code(self, person: PoolPerson, asked: Asked) -> None:
        if person.code != asked["ConfirmationCode"]:
            raise CognitoRefusalError("ExpiredCodeException")
        person.code = ""

    def _mail_code(self, asked: Asked) -> Asked:
        self.people[asked["Username"]].code = CODE
        return {"CodeDeliveryDetails": {"DeliveryMedium": "EMAIL"}}

    def _mail_code_again(self, asked: Asked) -> Asked:
        if self.people[asked["Username"]].confirmed:
            raise CognitoRefusalError("InvalidParameterException")
        return self._mail_code(asked)

    def _set_password(self, asked: Asked) -> Asked:
        self.people[asked["Username"]].password = asked["Password"]
        return {}

    def _log_in(self, asked: Asked) -> Asked:
        given = asked["AuthParameters"]
        person = self.people[given["USERNAME"]]
        if person.password != given["PASSWORD"]:
            raise CognitoRefusalError("NotAuthorizedException")
        person.logged_in = True
        return {"AuthenticationResult": {**_tokens_of(person), "RefreshToken": "refresh"}}

    def _refresh(self, asked: Asked) -> Asked:
        person = self._person(asked["RefreshToken"])
        if asked["RefreshToken"].startswith("used"):
            raise CognitoRefusalError("RefreshTokenReuseException")
        return {"AuthenticationResult": {**_tokens_of(person), "RefreshToken": "refresh"}}

    def _revoke(self, asked: Asked) -> Asked:
        return {}

    def _sign_out(self, asked: Asked) -> Asked:
        self._person(asked["AccessToken"]).logged_in = False
        return {}

    def _sign_out_by_name(self, asked: Asked) -> Asked:
        for person in self.people.values():
            if asked["Username"] in {person.sub, person.email}:
                person.logged_in = False
        return {}

    def _change_password(self, asked: Asked) -> Asked:
        person = self._person(asked["AccessToken"])
        if person.password != asked["PreviousPassword"]:
            raise CognitoRefusalError("NotAuthorizedException", "Incorrect username or password.")
        person.password = asked["ProposedPassword"]
        return {}

    def _attributes(self, asked: Asked) -> Asked:
        person = self._person(asked["AccessToken"])
        return {"Username": person.sub, "UserAttributes": [{"Name": "email", "Value": person.email}]}

    def _attributes_of(self, asked: Asked) -> Asked:
        person = self.people[asked["Username"]]
        return {"Username": person.sub, "UserAttributes": [{"Name": "sub", "Value": person.sub}]}

    def _delete(self, asked: Asked) -> Asked:
        del self.people[self._person(asked["AccessToken"]).email]
        return {}

    def _delete_by_sub(self, asked: Asked) -> Asked:
        found = [person for person in self.people.values() if person.sub == asked["Username"]]
        if not found:
            raise CognitoRefusalError("UserNotFoundException")
        del self.people[found[0].email]
        return {}

    def _person(self, token: str) -> PoolPerson:
        """Returns the owner of a token."""
        for person in self.people.values():
            if token.endswith(f"-of-{person.sub}") and person.logged_in:
                return person
        raise CognitoRefusalError("NotAuthorizedException")


def _tokens_of(person: PoolPerson) -> Asked:
    return {**TOKENS, "AccessToken": access_token_of(person.sub)}
