"""What Schemathesis needs to know and the schema cannot express, such as the caller."""

import atexit
import unicodedata
from functools import partial
from itertools import cycle
from typing import Any
from urllib.parse import quote

import schemathesis
from hypothesis import strategies as st
from requests import PreparedRequest
from schemathesis.filters import HasAPIOperation

from tests.contract.api import Somebody
from tests.contract.target import ContractTarget

# After these calls the caller's token is no longer valid.
ENDS_A_SESSION = {"change_password", "delete_me", "log_out"}
LONGEST_QUERY = 6_000  # bytes: leaves room for the headers and the path
LONGEST = {"text": 280, "display_name": 50}
NO_SCHEMA_SAYS = {
    "dwipp_changed",
    "invalid_code",
    "invalid_cursor",
    "key_reused",
    "blank",
    "control_characters",
    "no_digit",
    "no_lower_case",
    "no_upper_case",
    "nothing_visible",
    "too_long",  # Schemathesis considers a too long If-None-Match valid
    "turned_round",
}

Case = schemathesis.Case[Any]

target = ContractTarget.given()
assert target, "DWIPPER_URL is not set"
api = target.api()
people = target.people(api)


def newcomer() -> Somebody:
    """A new person, who leaves at the end."""
    somebody = Somebody(people.an_email())
    people.welcome(somebody.email)
    atexit.register(api.leave, api.logged_in(somebody))
    return somebody


caller = newcomer()


def operation_id(of: HasAPIOperation) -> str:
    return str(of.operation.definition.raw["operationId"])


def is_public(context: HasAPIOperation) -> bool:
    return not context.operation.definition.raw.get("security")


@st.composite
def strong_passwords(draw: st.DrawFn) -> str:
    """Of passwords from the contract's pattern, hardly one in a thousand is strong."""
    text = draw(st.text(st.characters(codec="utf-8"), min_size=5, max_size=253))
    return "".join((*draw(st.permutations(("a", "A", "1"))), text))


schemathesis.openapi.format("password", strong_passwords())


@schemathesis.auth(refresh_interval=None).skip_for(is_public)
class CallersToken:
    """One person calls, or a new one each time if the call ends their session."""

    def get(self, case: Case, context: schemathesis.AuthContext) -> str:
        return (newcomer() if operation_id(context) in ENDS_A_SESSION else caller).access

    def set(self, case: Case, token: str, context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def before_add_examples(context: schemathesis.HookContext, examples: list[Case]) -> None:
    """The examples of a login are the caller's own.

    Those of a refresh token are another person's: using one again later ends all sessions of its person.
    """
    for case in examples:
        if operation_id(case) in {"log_in", "log_in_browser"}:
            case.body = {"email": caller.email, "password": caller.password}
        elif operation_id(case) in {"refresh_session", "revoke_session"}:
            case.body = {"refresh_token": newcomer().tokens["refresh_token"]}


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Adds headers without effect, and damages requests that must be rejected further.

    In a chain no idempotency key is sent: a repeated key would get the old answer after its Dwipp was deleted.
    """
    if case.meta and case.meta.phase.name == "stateful":
        case.headers.pop("Idempotency-Key", None)
    kwargs["auth"] = partial(send_oddly, is_to_be_refused(case))


def is_to_be_refused(case: Case) -> bool:
    """Returns whether some part of the request is invalid by the contract."""
    return bool(case.meta and any(part.mode.is_negative for part in case.meta.components.values()))


def send_oddly(refused: bool, request: PreparedRequest) -> PreparedRequest:
    """Runs last, because Schemathesis checks the answer against the case as it generated it."""
    for name, value in next(CHANGE_NOTHING).items():
        request.headers.setdefault(name, value)
    if request.headers.get("Content-Type") == "application/json":
        request.headers["Content-Type"] = next(JSON)
    if refused and next(TURNS) and request.method != "GET":
        name, value = next(FALSE_CONDITIONS)
        request.headers[name] = value
    if refused and next(TURNS) and isinstance(request.body, bytes) and request.body.endswith(b'"}'):
        request.body = request.body[:-2] + next(LONE_SURROGATES)
    return request


CHANGE_NOTHING = cycle(
    (
        {},
        {"Cookie": "csrftoken=\xe9; =;;", "X-Forwarded-Proto": "["},
        {"Accept": "x;q=z", "Range": "bytes=5-", "If-Modified-Since": "never", "Content_Type": "text/plain"},
    )
)
JSON = cycle(
    ("application/json", "application/json; profile=\"a,b\"; a*=BOGUS''x", "Application/JSON;charset=utf-16")
)
# An ETag of version 0, which no Dwipp has. Operations without a version refuse every condition.
FALSE_CONDITIONS = cycle(
    (
        ("If-None-Match", "*"),
        ("If-Match", '"0", W/"1", "01"'),
        ("If-Unmodified-Since", "Sat, 29 Oct 1994 19:43:31 GMT"),
    )
)
# After a body's last text: in that text itself, in one more value and its name.
LONE_SURROGATES = cycle((b'\\ud800"}', b'", "\\udfff": ["\\ud800"]}', b'\\udc00\\ud83d"}'))
TURNS = cycle((True, False, False))


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: Case, response: schemathesis.Response) -> None:
    """The gateway's own 401 lacks a content type, which the contract cannot express."""
    if response.status_code == 401:
        response.headers.setdefault("content-type", ["application/json"])


@schemathesis.hook
def filter_body(context: schemathesis.HookContext, body: Any) -> bool:  # noqa: ANN401  any JSON
    """Leaves out texts whose length is only right or wrong after normalisation and trimming: no schema counts so."""
    sent = body if isinstance(body, dict) else {}
    texts = {name: text for name, text in sent.items() if name in LONGEST and isinstance(text, str)}
    return all(
        (len(text) > LONGEST[name]) == (len(kept(text)) > LONGEST[name]) for name, text in texts.items()
    )


@schemathesis.hook
def filter_query(context: schemathesis.HookContext, query: Any) -> bool:  # noqa: ANN401  any values
    """Leaves out what the gateway refuses before the API runs: a request line and headers of more than 10,240 bytes.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    """
    return len(quote(str(query), errors="replace")) < LONGEST_QUERY


def kept(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


@schemathesis.check
def no_other_refusal(context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """A request that is valid by its schema is rejected only for a reason that a schema cannot express."""
    parts = case.meta.components.values() if case.meta else ()
    if all(part.mode.is_positive for part in parts) and response.status_code in {400, 409, 412, 422}:
        problem = response.json()
        reasons = {error["code"] for error in problem.get("errors", [])} or {problem["code"]}
        new = reasons - NO_SCHEMA_SAYS
        assert not new, (
            f"say it in the schema, or list it in NO_SCHEMA_SAYS of tests/contract/fuzzing_hooks.py: {sorted(new)}"
        )
