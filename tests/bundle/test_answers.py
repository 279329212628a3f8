"""The zip handles events of API Gateway and of streams, run by AWS's own runtime client."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import pytest

from ops.candidate import Candidate
from ops.probes import faults, probes
from tests.bundle.function import BundledFunction
from tests.bundle.machine import ROOT
from tests.bundle.stack import FunctionStack
from tests.localcloud.emulator.pool import PASSWORD
from tests.platform.tokens import claims_of
from tests.webapp.events import LambdaAnswer, make_claims, make_event, read_answer
from webapp.docs.api import Asset

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

EMAIL = "ada@example.org"


@pytest.fixture(scope="module")
def api(task: Path, client: Path, stack: FunctionStack) -> Iterator[BundledFunction]:
    with BundledFunction(task, client, "webapp.handler.handler", stack.variables) as function:
        yield function


@pytest.fixture
def worker(task: Path, client: Path, stack: FunctionStack) -> Iterator[BundledFunction]:
    with BundledFunction(task, client, "webapp.worker.handler", stack.variables) as function:
        yield function


@pytest.fixture
def jobs(task: Path, client: Path, stack: FunctionStack) -> Iterator[BundledFunction]:
    with BundledFunction(task, client, "webapp.jobs.handler", stack.variables) as function:
        yield function


def ask(
    api: BundledFunction,
    method: str,
    path: str,
    body: Any = None,  # noqa: ANN401  any JSON
    claims: dict[str, Any] | None = None,
) -> LambdaAnswer:
    """Sends a JSON request through the gateway. Claims mean a validated token."""
    outcome = api.invoke(
        make_event(
            method=method,
            path=path,
            body="" if body is None else json.dumps(body),
            claims=claims,
            headers={"content-type": "application/json"},
        )
    )
    assert outcome.kind == "response", outcome
    return read_answer(outcome.body)


@pytest.fixture
def ada(api: BundledFunction, stack: FunctionStack) -> dict[str, Any]:
    """Returns the claims of a person with a name."""
    stack.dynamodb.put_item(
        TableName="profiles", Item={"user_id": {"S": "ada"}, "display_name": {"S": "Ada"}}
    )
    return make_claims(sub="ada", client_id=stack.client["ClientId"])


def test_health_is_answered(api: BundledFunction) -> None:
    answer = ask(api, "GET", "/health")

    assert (answer.status, answer.body) == (200, {"status": "ok"})


def test_the_contract_in_the_zip_is_served(api: BundledFunction) -> None:
    answer = ask(api, "GET", "/openapi.json")

    assert answer.body == json.loads((ROOT / "openapi.json").read_text())


@pytest.mark.parametrize("path", ["/docs", *(f"/docs/{asset}" for asset in get_args(Asset))])
def test_the_documentations_files_are_in_the_zip(api: BundledFunction, path: str) -> None:
    assert ask(api, "GET", path).status == 200


def test_an_invalid_request_is_a_problem(api: BundledFunction, ada: dict[str, Any]) -> None:
    answer = ask(api, "POST", "/dwipps", {"text": "x" * 281}, ada)

    assert (answer.status, answer.code) == (422, "invalid_request")


def test_a_request_without_claims_is_refused(api: BundledFunction) -> None:
    assert ask(api, "GET", "/dwipps").status == 401


def test_a_dwipp_is_written_and_read_back(api: BundledFunction, ada: dict[str, Any]) -> None:
    written = ask(api, "POST", "/dwipps", {"text": "Water is just wet air."}, ada)
    read = ask(api, "GET", f"/dwipps/{written.body['id']}", claims=ada)

    assert written.status == 201
    assert read.body["author"]["display_name"] == "Ada"
    assert read.body["text"] == "Water is just wet air."


def test_cursors_are_signed_with_the_key_from_parameter_store(
    api: BundledFunction, ada: dict[str, Any]
) -> None:
    written = [ask(api, "POST", "/dwipps", {"text": f"Thought {number}"}, ada).body for number in range(2)]
    first = read_page(api, ada, "limit=1")

    second = read_page(api, ada, f"limit=1&cursor={first['next_cursor']}")

    assert [*first["items"], *second["items"]] == written[::-1]


def read_page(api: BundledFunction, claims: dict[str, Any], query: str) -> dict[str, Any]:
    outcome = api.invoke(make_event(path="/dwipps", claims=claims, query=query))
    page: dict[str, Any] = read_answer(outcome.body).body
    return page


def test_somebody_registers_and_logs_in(api: BundledFunction, stack: FunctionStack) -> None:
    assert ask(api, "POST", "/accounts", {"email": EMAIL}).status == 202
    account = {"email": EMAIL, "password": PASSWORD, "display_name": "Grace"}
    confirmation = {**account, "code": stack.pool.code_for(EMAIL)}
    assert ask(api, "POST", "/accounts/confirm", confirmation).status < 300

    session = ask(api, "POST", "/sessions", {"email": EMAIL, "password": PASSWORD})

    assert claims_of(session.body["access_token"])["client_id"] == stack.client["ClientId"]


def test_the_worker_queues_a_deleted_dwipp_and_a_job_deletes_its_reactions(
    api: BundledFunction,
    worker: BundledFunction,
    jobs: BundledFunction,
    ada: dict[str, Any],
    stack: FunctionStack,
) -> None:
    dwipp_id = ask(api, "POST", "/dwipps", {"text": "Soon gone."}, ada).body["id"]
    ask(api, "PUT", f"/dwipps/{dwipp_id}/upvote", claims=ada)
    ask(api, "DELETE", f"/dwipps/{dwipp_id}", claims=ada)

    for outcome in (worker.invoke(removal_of(dwipp_id)), jobs.invoke(first_message(stack))):
        assert (outcome.kind, outcome.body) == ("response", None)

    assert stack.dynamodb.scan(TableName="upvotes")["Items"] == []


def test_the_requests_of_a_release_are_answered_correctly(api: BundledFunction) -> None:
    asked = [probe for probe in probes(ROOT) if not probe.by_gateway]
    candidate = Candidate(cast("LambdaClient", Lambda(api)), "api", 1)

    found = {probe.name: fault for probe, fault in faults(asked, candidate.answer, pause=lambda _: None)}

    assert found == {
        "the function answers": None,
        "the contract is this tree's": None,
        "a stranger cannot log in": None,
        "an invalid request is rejected": None,
    }


class Lambda:
    """Sends events to the function."""

    def __init__(self, function: BundledFunction) -> None:
        self._function = function

    def invoke(self, *, Payload: str, **_: str) -> dict[str, Any]:
        outcome = self._function.invoke(json.loads(Payload))
        assert outcome.kind == "response", outcome
        return {"Payload": io.BytesIO(json.dumps(outcome.body).encode())}


def first_message(stack: FunctionStack) -> dict[str, Any]:
    """Returns a queue's event: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"""
    (message,) = stack.sqs.receive_message(QueueUrl=stack.queue_url)["Messages"]
    return {"Records": [{"messageId": message["MessageId"], "body": message["Body"]}]}


def removal_of(dwipp_id: str) -> dict[str, Any]:
    """Returns a stream's event: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html"""
    record = {
        "eventID": "1",
        "eventName": "REMOVE",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-west-1",
        "eventSourceARN": "arn:aws:dynamodb:eu-west-1:000000000000:table/dwipps/stream/2026-11-25T00:00:00.000",
        "dynamodb": {
            "ApproximateCreationDateTime": 1795600000,
            "Keys": {"id": {"S": dwipp_id}},
            "SequenceNumber": "100000000000000000001",
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    }
    return {"Records": [record]}
