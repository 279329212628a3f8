"""Generated events of the gateway, version 2.0: what clients may send to each operation of the contract."""

import base64
import json
from typing import Any

from hypothesis import strategies as st

from tests.operations import OPERATIONS, Operation
from tests.webapp.events import make_claims, make_event
from webapp.accounts.cookies import COOKIE

__all__ = ["events"]

IDS = ["0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f", "0199f3a2-7c1e-7a54-9d3c-000000000000", "ada", "docs.js"]

# Lone surrogates too: JSON from the gateway may contain them.
any_text = st.text(st.characters(categories=None), max_size=40)
odd_text = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "💧",
        "\u3164",
        "\ufe0f",
        "\u202e",
        "\u2028",
        "%",
        "%ff",
        "%00",
        "%ED%A0%80",
        "x" * 3000,
    ]
)
texts = st.one_of(any_text, odd_text)

header_values = st.one_of(
    texts,
    st.sampled_from(
        [
            *(
                "application/json",
                "application/json; charset=utf-16",
                "x; a*=BOGUS''x",
                "x; a*0*=utf-8''%ff; a*1=b",
            ),
            *(
                'application/json; profile="a,b"',
                "application/json;charset=\x00",
                "multipart/form-data; boundary=x",
            ),
            *(
                "gzip",
                "identity",
                '"1"',
                'W/"1", "2"',
                "*",
                "bytes=0-1",
                "1e9",
                "-1",
                "0",
                "chunked",
                "close",
            ),
            *("Bearer x", "bearer", "Sat, 29 Oct 1994 19:43:31 GMT", "127.0.0.1, ::1", "[", "http", "a:b:c"),
        ]
    ),
)
header_names = st.sampled_from(
    [
        *(
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "accept",
            "accept-encoding",
        ),
        *(
            "if-match",
            "if-none-match",
            "if-unmodified-since",
            "if-modified-since",
            "if-range",
            "range",
            "expect",
        ),
        *(
            "idempotency-key",
            "authorization",
            "cookie",
            "host",
            "origin",
            "x-forwarded-for",
            "x-forwarded-proto",
        ),
        *(
            "x-forwarded-port",
            "x-forwarded-host",
            "x-http-method-override",
            "content_type",
            "script-url",
            "user-agent",
        ),
    ]
)
headers = st.dictionaries(st.one_of(header_names, any_text), header_values, max_size=6)

queries = st.one_of(
    texts,
    st.builds("limit={}&cursor={}".format, texts, texts),
    st.builds(
        "&".join, st.lists(st.sampled_from(["limit=1", "limit=%", "cursor=x", "a", "=", "a=1;b=2", "%zz=%"]))
    ),
    st.sampled_from([1000, 1001, 5000]).map(lambda count: "&".join(f"a{number}" for number in range(count))),
)

numbers = st.one_of(st.integers(), st.floats(), st.integers(1, 5000).map(lambda digits: 10**digits - 1))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=8,
)


def bodies(operation: Operation) -> st.SearchStrategy[bytes | str]:
    """Generates JSON that partly fits the contract, other JSON, invalid JSON, and bytes."""
    example = operation.example or {"text": "x"}
    fields = {
        name: st.one_of(st.just(value), texts, texts.map(f"{value}".__add__), values)
        for name, value in example.items()
    }
    near = st.one_of(st.fixed_dictionaries(fields), st.fixed_dictionaries({}, optional=fields))
    one_more = st.builds(
        lambda body, more: {**body, **more}, near, st.dictionaries(texts, values, max_size=2)
    )
    texts_of_json = st.one_of(st.just(example), near, one_more, values).map(json.dumps)
    as_bytes = st.builds(
        str.encode, texts_of_json, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
    )
    deep = st.sampled_from(
        ["[" * 30_000, '{"a":' * 9_000, '{"text": ' + "9" * 5000 + "}", "[" * 400 + "]" * 400]
    )
    large = st.sampled_from(["\u0301\u0316" * 16_000, "x" * 65_536]).map(
        lambda text: json.dumps({"text": text})
    )
    return st.one_of(texts_of_json, texts_of_json, as_bytes, st.binary(max_size=60), texts, deep, large)


paths = st.one_of(st.sampled_from(IDS), texts, texts.map("%2F{}".format))
claims = st.one_of(
    st.none(),
    st.sampled_from(["ada", "eve", "nobody"]).map(lambda name: make_claims(sub=name)),
    st.dictionaries(st.sampled_from(["sub", "exp", "scope", "token_use"]), texts),
)


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """Generates one event."""
    operation = draw(st.sampled_from(OPERATIONS))
    method, path = (
        operation.method,
        operation.path(**{one: draw(paths) for one in operation.parameters("path")}),
    )
    if draw(st.integers(0, 19)) == 0:
        path, method = f"/{draw(texts)}", draw(st.sampled_from([method, "HEAD", "OPTIONS", "get", "X"]))
    sent: dict[str, str] = {**draw(headers)}
    if "/browser/" in operation.template and draw(st.booleans()):
        sent["dwipper-client"] = "browser"
    if draw(st.booleans()):
        sent["content-type"] = "application/json"
    event = make_event(
        method=method, path=path, claims=draw(claims), headers=sent, query=draw(st.just("") | queries)
    )
    if draw(st.booleans()):
        event["cookies"] = draw(st.lists(st.one_of(texts, texts.map(f"{COOKIE}={{}}".format)), max_size=3))
    if operation.example or draw(st.booleans()):
        event |= draw(bodies(operation).map(as_the_gateway_sends) | st.builds(broken_base64, texts))
    return event


def as_the_gateway_sends(body: bytes | str) -> dict[str, Any]:
    if isinstance(body, str):
        return {"body": body, "isBase64Encoded": False}
    return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}


def broken_base64(body: str) -> dict[str, Any]:
    return {"body": body, "isBase64Encoded": True}
