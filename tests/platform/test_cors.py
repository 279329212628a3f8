"""A frontend on another port of this machine can call the API like on AWS. No other origin can read answers."""

import pytest
import requests

from tests.platform.api import LaptopApi, Somebody

FRONTEND, OTHER = "http://localhost:5173", "http://localhost:9999"
EXPOSED = {"apigw-requestid", "etag", "location", "retry-after", "www-authenticate"}
SENT = {"authorization", "content-type", "idempotency-key", "if-match", "if-none-match"}


def cors_of(answer: requests.Response) -> dict[str, str]:
    return {
        name.lower().removeprefix("access-control-"): value
        for name, value in answer.headers.items()
        if name.lower().startswith("access-control-")
    }


def asked_before(api: LaptopApi, origin: str) -> requests.Response:
    """Sends a preflight for a create."""
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    return api.call("OPTIONS", "/dwipps", headers={"Origin": origin, **asked})


@pytest.mark.parametrize("origin", [FRONTEND, "http://localhost:3000"])
def test_a_preflight_of_an_allowed_origin_is_granted(api: LaptopApi, origin: str) -> None:
    answer = asked_before(api, origin)

    assert answer.status_code == 204
    granted = cors_of(answer)
    assert granted["allow-origin"] == origin
    assert granted["max-age"] == "3600"
    assert "POST" in granted["allow-methods"].split(",")
    assert set(granted["allow-headers"].split(",")) == SENT


def test_no_other_origin_may_use_the_sessions_of_browsers(api: LaptopApi) -> None:
    """Ports of localhost are one site, so `SameSite` alone would let their pages send the cookie."""
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "dwipper-client"}

    answer = api.call("OPTIONS", "/browser/sessions/refresh", headers={"Origin": FRONTEND, **asked})

    granted = cors_of(answer)
    assert "dwipper-client" not in granted["allow-headers"]
    assert "allow-credentials" not in granted
    assert "set-cookie" not in granted["expose-headers"]


def test_a_preflight_of_another_origin_grants_nothing(api: LaptopApi) -> None:
    answer = asked_before(api, OTHER)

    assert (answer.status_code, cors_of(answer)) == (204, {})


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/me", None, 200),
        ("POST", "/dwipps", {"text": "From another port"}, 201),
        ("POST", "/dwipps", {"text": ""}, 422),
    ],
)
def test_a_frontend_reads_the_apis_answers(
    api: LaptopApi, ada: Somebody, method: str, path: str, body: dict[str, str] | None, status: int
) -> None:
    answer = api.call(method, path, body, token=ada.access, headers={"Origin": FRONTEND})

    assert answer.status_code == status
    assert cors_of(answer)["allow-origin"] == FRONTEND
    assert set(cors_of(answer)["expose-headers"].split(",")) >= EXPOSED
    assert answer.headers["apigw-requestid"]


@pytest.mark.parametrize(("path", "status"), [("/me", 401), ("/nowhere", 404)])
def test_a_frontend_reads_the_gateways_own_answers(api: LaptopApi, path: str, status: int) -> None:
    answer = api.call("GET", path, headers={"Origin": FRONTEND})

    assert answer.status_code == status
    assert cors_of(answer)["allow-origin"] == FRONTEND
    assert answer.headers["apigw-requestid"]


@pytest.mark.parametrize("path", ["/health", "/me", "/nowhere"])
@pytest.mark.parametrize("origin", [OTHER, "null", "http://LOCALHOST:5173.evil.example"])
def test_another_origin_cannot_read_answers(api: LaptopApi, path: str, origin: str) -> None:
    assert cors_of(api.call("GET", path, headers={"Origin": origin})) == {}
