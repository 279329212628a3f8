"""Every type of problem that the API returns. Statuses and codes are part of the contract."""

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
    "NOT_A_BROWSER",
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
    "Send a body of JSON in UTF-8, without NaN, duplicate names and deep nesting. U+FFFD is not accepted: it stands"
    " for bytes that are not UTF-8.",
)
UNREADABLE = Kind(
    400,
    "unreadable",
    "Unreadable",
    "Send a valid HTTP request, with at most 1,000 query parameters.",
)
INVALID_CODE = Kind(
    400,
    "invalid_code",
    "Invalid code",
    "The code is wrong, used, expired, replaced by a newer one or was tried too often: ask for a new one. If the"
    " registration is confirmed already, log in or ask for a new password.",
)
UNAUTHORIZED = Kind(
    401,
    "unauthorized",
    "Unauthorized",
    "Send the access token of a login: `Authorization: Bearer …`.",
    challenge='Bearer error="invalid_token"',  # RFC 6750 section 3.1; the gateway refuses requests without a token
)
INVALID_CREDENTIALS = Kind(
    401,
    "invalid_credentials",
    "Invalid credentials",
    "The email or the password is wrong, or the registration is not confirmed yet: register again for a new code."
    " After several wrong passwords an account is locked for up to 15 minutes: wait, or reset"
    " the password.",
)
INVALID_REFRESH_TOKEN = Kind(
    401, "invalid_refresh_token", "Invalid refresh token", "The token is no longer valid: log in again."
)
WRONG_PASSWORD = Kind(403, "wrong_password", "Wrong password", "The current password is incorrect.")
NOT_A_BROWSER = Kind(
    403,
    "not_a_browser",
    "Not a browser",
    "Send `Dwipper-Client: browser`, from a page of this API's own origin. Scripts and apps use `/sessions`.",
)
NOT_THE_AUTHOR = Kind(403, "not_the_author", "Not the author", "Only the author can change this.")
NOT_FOUND = Kind(404, "not_found", "Not found", "There is nothing at this address.")
KEY_REUSED = Kind(
    409,
    "key_reused",
    "Idempotency key reused",
    "This key was used for another text within a day: use a new key for each Dwipp.",
)
DWIPP_CHANGED = Kind(
    412,
    "dwipp_changed",
    "Dwipp changed",
    "The Dwipp does not have the version of the request's ETag: read it again, then send its new ETag.",
)
CONDITION_NOT_TAKEN = Kind(
    412,
    "condition_not_taken",
    "Condition not supported",
    "Nothing was done: this operation does not support `If-Match`, `If-None-Match` or `If-Unmodified-Since`. The"
    " first two are supported when a Dwipp is edited or deleted.",
)
BODY_TOO_LARGE = Kind(413, "body_too_large", "Body too large", "Send a body of at most 64 KiB.")
ENCODED = Kind(415, "encoded", "Encoded", "Send the body without a `Content-Encoding`.")
NOT_JSON = Kind(415, "not_json", "Not JSON", "Send the body as `Content-Type: application/json`.")
INVALID_REQUEST = Kind(422, "invalid_request", "Invalid request", "Fix the fields listed in `errors`.")
INVALID_CURSOR = Kind(
    422,
    "invalid_cursor",
    "Invalid cursor",
    "Send the `next_cursor` that this list returned to this person, or leave the cursor out.",
)
INVALID_EMAIL = Kind(
    422,
    "invalid_email",
    "Invalid email",
    "No mail can be sent to this address: write one like name@example.org.",
)
WEAK_PASSWORD = Kind(
    422, "weak_password", "Weak password", "The password does not satisfy the policy: choose another."
)
TOO_MANY_REQUESTS = Kind(429, "too_many_requests", "Too many requests", "Wait, then retry.", retry_after=30)
INTERNAL = Kind(500, "internal", "Internal error", "This is our fault. It has been logged.")
UNAVAILABLE = Kind(
    503, "unavailable", "Unavailable", "A dependency is not responding: please retry.", retry_after=2
)


def kind_of_status(status: int) -> Kind:
    """Returns the type for an error of Django itself."""
    known = {kind.status: kind for kind in (INVALID_JSON, UNAUTHORIZED, NOT_FOUND, BODY_TOO_LARGE, INTERNAL)}
    title = HTTPStatus(status).phrase
    return known.get(status) or Kind(status, title.lower().replace(" ", "_"), title, f"{title}.")
