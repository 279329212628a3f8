"""What is retried, and when retries end."""

from uuid import uuid4

import pytest
from mypy_boto3_dynamodb.type_defs import WriteRequestTypeDef

from tests.faults.aws import WiredAws, trial
from tests.faults.calls import WireCall
from tests.faults.faults import FAULTS
from tests.faults.items import ADA_1
from tests.faults.test_faults import ALL
from tests.faults.trials import Runnable, Trials
from tests.faults.wire import Sabotage, always, once
from tests.faults.world import begin_world, write
from tests.webapp.events import call
from webapp.accounts.storage import ProfileStorage
from webapp.aws.clients import ATTEMPTS
from webapp.aws.deadline import finish_within

pytestmark = pytest.mark.usefixtures("app", "no_pauses")

UPVOTE, UPVOTING = ALL["upvote_dwipp"], "TransactWriteItems profiles upvotes dwipps"


def tokens(aws: WiredAws) -> list[str]:
    """Returns the tokens of the transactions that the app has sent."""
    return [one.asked["ClientRequestToken"] for one in aws.wire.tries if one.moment == UPVOTING]


@pytest.mark.parametrize("scenario", ALL.values(), ids=ALL)
def test_no_call_begins_after_the_deadline(aws: WiredAws, scenario: Runnable) -> None:
    aws.wire.begin(trial.get())

    with finish_within(-1):
        assert scenario.run().status == 503
    assert aws.wire.tries == []


@pytest.mark.parametrize("fault", ["reset", "lost", "cut", "broken", "throttled"])
@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("create_dwipp", "GetItem profiles"),
        ("create_dwipp", "TransactWriteItems profiles dwipps"),
        ("list_dwipps: with a wrong cursor", "GetParameter"),
        ("log_in", "InitiateAuth"),
    ],
)
def test_a_call_that_fails_is_tried_twice(aws: WiredAws, name: str, moment: str, fault: str) -> None:
    begin_world(aws)
    aws.wire.begin(trial.get(), Sabotage(FAULTS[fault], always(moment, 1)))

    ALL[name].run()

    assert [one.attempt for one in aws.wire.struck] == list(range(1, ATTEMPTS + 1))


def test_a_write_in_progress_is_retried_with_its_own_token(aws: WiredAws, trials: Trials) -> None:
    trials.disturbed(UPVOTE, Sabotage(FAULTS["lost"], once(UPVOTING, 1)))
    lost = tokens(aws)
    trials.disturbed(UPVOTE, Sabotage(FAULTS["in progress"], every_attempt_of_the_first))
    under_way = tokens(aws)

    assert (len(lost), len(set(lost))) == (2, 1)
    assert (len(under_way), len(set(under_way))) == (ATTEMPTS + 1, 1)


def every_attempt_of_the_first(call: WireCall, like: int) -> bool:
    """After these the SDK gives up, and the app sends the transaction again."""
    return call.moment == UPVOTING and like == 1


def test_a_write_that_collided_is_retried_with_a_new_token(aws: WiredAws, trials: Trials) -> None:
    trials.disturbed(UPVOTE, Sabotage(FAULTS["conflicting"], once(UPVOTING, 1)))

    assert (len(tokens(aws)), len(set(tokens(aws)))) == (2, 2)


def test_unprocessed_keys_of_a_batch_are_retried(aws: WiredAws) -> None:
    people = [f"person-{number}" for number in range(250)]
    write(aws, "profiles", [put(name) for name in people])
    trial.set(str(uuid4()))
    aws.wire.begin(trial.get(), Sabotage(FAULTS["undone"], every_second))

    assert set(ProfileStorage().names(people)) == set(people)
    assert len(aws.wire.struck) == 3


def every_second(call: WireCall, like: int) -> bool:
    return like % 2 == 1


def put(name: str) -> WriteRequestTypeDef:
    return {"PutRequest": {"Item": {"user_id": {"S": name}, "display_name": {"S": name}}}}


def test_a_retry_of_a_finished_edit_succeeds(aws: WiredAws) -> None:
    begin_world(aws)
    aws.wire.begin(trial.get())
    first = {"if-match": '"1"'}

    edits = [
        call("PATCH", f"/dwipps/{ADA_1}", {"text": text}, headers=first)
        for text in ("Wet air.", "Wet air.", "Dry air.")
    ]

    assert [edit.status for edit in edits] == [200, 200, 412]
    assert [edit.headers["etag"] for edit in edits[:2]] == ['"2"', '"2"']
