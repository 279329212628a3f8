"""Health, the contract and its docs page. Nothing is loaded from another host."""

from importlib import resources
from pathlib import Path
from typing import Literal

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from webapp.http.responses import Success, answer, responses
from webapp.http.router import Router

__all__ = ["router"]

router = Router({"platform": "Health, and this contract."})

CONTRACT = Path(__file__).resolve().parents[2] / "openapi.json"
SWAGGER = resources.files("ninja") / "static" / "ninja"
PAGE_FILES = resources.files("webapp.docs") / "page"
CONTENT_TYPES = {
    "docs.css": "text/css",
    "docs.js": "text/javascript",
    "favicon.svg": "image/svg+xml",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; img-src 'self' data:;"
    " script-src 'self'; style-src 'self' 'unsafe-inline'"
)

PAGE = Success(media_types=("text/html",), headers=("Content-Security-Policy", "Cross-Origin-Opener-Policy"))
ASSET = Success(media_types=tuple(dict.fromkeys(CONTENT_TYPES.values())), headers=("Cache-Control",))

Asset = Literal["docs.css", "docs.js", "favicon.svg", "swagger-ui-bundle.js", "swagger-ui.css"]


class Health(BaseModel):
    """The function answers."""

    status: Literal["ok"]


@router.get("/health", auth=None, operation_id="get_health", response=responses({200: Health}))
def get_health(request: HttpRequest) -> HttpResponse:
    """Check that the function answers. It calls nothing else."""
    return answer(Health(status="ok"))


@router.get("/openapi.json", auth=None, operation_id="get_openapi", response=responses({200: dict}))
def get_openapi(request: HttpRequest) -> HttpResponse:
    """Read the contract, for client generators."""
    return HttpResponse(CONTRACT.read_bytes(), content_type="application/json")


@router.get("/docs", auth=None, operation_id="get_docs", response=responses({200: PAGE}))
def get_docs(request: HttpRequest) -> HttpResponse:
    """Open the documentation in a browser."""
    page = HttpResponse((PAGE_FILES / "index.html").read_bytes(), content_type="text/html; charset=utf-8")
    page["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    page["Cross-Origin-Opener-Policy"] = "same-origin"
    return page


@router.get("/docs/{asset}", auth=None, operation_id="get_docs_asset", response=responses({200: ASSET}, 422))
def get_docs_asset(request: HttpRequest, asset: Asset) -> HttpResponse:
    """Read a script or style of the documentation."""
    folder = SWAGGER if asset.startswith("swagger-ui") else PAGE_FILES
    content = HttpResponse((folder / asset).read_bytes(), content_type=CONTENT_TYPES[asset])
    content["Cache-Control"] = "public, max-age=86400"
    return content
