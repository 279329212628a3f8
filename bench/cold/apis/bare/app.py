"""No framework: the lower bound. It checks requests by hand, and does not check answers."""

import json
from typing import Any

import boto3
from small import store

dynamodb = boto3.client("dynamodb")

Json = dict[str, Any]


def handler(event: Json, context: object) -> Json:
    path = event["rawPath"]
    method = event["requestContext"]["http"]["method"]
    if (method, path) == ("GET", "/health"):
        return answer(200, {"status": "ok"})
    if (method, path) == ("GET", "/dwipps"):
        return list_dwipps(event.get("queryStringParameters", {}).get("limit", "25"))
    if (method, path) == ("POST", "/dwipps"):
        return create_dwipp(event["body"])
    if method == "PUT" and path.startswith("/dwipps/") and path.endswith("/upvote"):
        found = store.upvote(path.split("/")[2])
        return answer(200, found) if found else answer(404, {"detail": "Not found"})
    return answer(404, {"detail": "Not found"})


def list_dwipps(limit: str) -> Json:
    if not limit.isdecimal() or not 1 <= int(limit) <= 100:
        return answer(422, {"detail": "limit: 1 to 100"})
    return answer(200, store.page(int(limit)))


def create_dwipp(sent: str) -> Json:
    try:
        body = json.loads(sent)
    except ValueError:
        return answer(400, {"detail": "not JSON"})
    text = body.get("text") if isinstance(body, dict) and set(body) == {"text"} else None
    if not isinstance(text, str) or not 1 <= len(text) <= 280:
        return answer(422, {"detail": "text: 1 to 280 characters"})
    return answer(201, store.add(text))


def answer(status: int, body: Json) -> Json:
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
