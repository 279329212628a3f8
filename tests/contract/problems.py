"""Checks of error responses."""

import requests

__all__ = ["assert_problem", "same"]


def assert_problem(answer: requests.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


def same(first: requests.Response, second: requests.Response) -> bool:
    return (first.status_code, first.content) == (second.status_code, second.content)
