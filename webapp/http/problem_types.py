"""Every kind of problem that the API answers: statuses and codes are part of the contract."""

from http import HTTPStatus

from webapp.http.problems import Kind

__all__ = [
    "BODY_TOO_LARGE",
    "CONDITION_NOT_TAKEN",
    "DWIPP_CHANGED",
    "ENCODED",
    "INTERNAL",
    "INVALID_CODE",
    "INVALID_CREDENTIALS",
    "INVALID_CURSOR",
    "INVALID_EMAIL",
    "INVALID_JSON",
    "INVALID_REFRESH_TOKEN",
    "INVALID_REQUEST",
    "KEY_REUSED",
    "NOT_FOUND",
    "NOT_JSON",
    "NOT_THE_AUTHOR",
    "TOO_MANY_REQUESTS",
    "UNAUTHORIZED",
    "UNAVAILABLE",
    "UNREADABLE",
    "WEAK_PASSWORD",
    "WRONG_PASSWORD",
    "kind_of_status",
]

INVALID_JSON = Kind(
    400,
    "invalid_json",
    "Invalid JSON",
    "Send a body that is JSON in UTF-8: each name of an object once, no NaN, nothing nested deeply.",
)
UNREADABLE = Kind(
    400,
    "unreadable",
    "Unreadable",
    "Send a request as HTTP has it, with at most a thousand fields in its query.",
)
INVALID_CODE = Kind(
    400,
    "invalid_code",
    "Invalid code",
    "The code is wrong, used, expired, superseded by a newer one or was tried too often: ask for a new one. Where a"
    " registration is confirmed already, log in or ask for a new password.",
)
UNAUTHORIZED = Kind(
    401,
    "unauthorized",
    "Unauthorized",
    "Send a valid access token of a login: `Authorization: Bearer …`.",
    challenge='Bearer error="invalid_token"',  # RFC 6750 section 3.1; the gateway refuses requests without a token
)
INVALID_CREDENTIALS = Kind(
    401,
    "invalid_credentials",
    "Invalid credentials",
    "The email or the password is wrong, or the registration is not confirmed yet: register again for a new code."
    " After several wrong passwords in a row an account is locked for a while, up to 15 minutes: wait, or reset"
    " the password.",
)
INVALID_REFRESH_TOKEN = Kind(
    401, "invalid_refresh_token", "Invalid refresh token", "The token is not valid any more: log in again."
)
WRONG_PASSWORD = Kind(403, "wrong_password", "Wrong password", "The current password is not this one.")
NOT_THE_AUTHOR = Kind(403, "not_the_author", "Not the author", "Only its author can change a Dwipp.")
NOT_FOUND = Kind(404, "not_found", "Not found", "There is nothing at this address, or not any more.")
KEY_REUSED = Kind(
    409,
    "key_reused",
    "Idempotency key reused",
    "This key was used for another text within a day: draw a new key for each Dwipp.",
)
DWIPP_CHANGED = Kind(
    412,
    "dwipp_changed",
    "Dwipp changed",
    "It is not at a version that the request asks for by its ETag: read it again, then send the new one.",
)
CONDITION_NOT_TAKEN = Kind(
    412,
    "condition_not_taken",
    "Condition not taken",
    "Nothing was done, since the condition can't be looked at here: send no `If-Match`, `If-None-Match` or"
    " `If-Unmodified-Since`. A Dwipp is edited and deleted with the first two.",
)
BODY_TOO_LARGE = Kind(413, "body_too_large", "Body too large", "Send a body of at most 64 KiB.")
ENCODED = Kind(415, "encoded", "Encoded", "Send the body as it is, without a `Content-Encoding`.")
NOT_JSON = Kind(415, "not_json", "Not JSON", "Send the body as `Content-Type: application/json`.")
INVALID_REQUEST = Kind(422, "invalid_request", "Invalid request", "Change what `errors` names.")
INVALID_CURSOR = Kind(
    422,
    "invalid_cursor",
    "Invalid cursor",
    "Send `next_cursor` as this same list gave it to this same person, or leave the cursor out.",
)
INVALID_EMAIL = Kind(
    422,
    "invalid_email",
    "Invalid email",
    "No mail can be sent to this address: write it as name@example.org.",
)
WEAK_PASSWORD = Kind(
    422, "weak_password", "Weak password", "The password does not meet the policy: choose another."
)
TOO_MANY_REQUESTS = Kind(429, "too_many_requests", "Too many requests", "Wait a while.", retry_after=30)
INTERNAL = Kind(500, "internal", "Internal error", "This is our fault, and it has been logged.")
UNAVAILABLE = Kind(
    503, "unavailable", "Unavailable", "A part of the platform does not answer: try again.", retry_after=2
)


def kind_of_status(status: int) -> Kind:
    """What Django itself answers, in our words."""
    known = {kind.status: kind for kind in (INVALID_JSON, UNAUTHORIZED, NOT_FOUND, BODY_TOO_LARGE, INTERNAL)}
    title = HTTPStatus(status).phrase
    return known.get(status) or Kind(status, title.lower().replace(" ", "_"), title, f"{title}.")
