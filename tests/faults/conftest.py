"""The app with an AWS whose wire can fail."""

from collections.abc import Iterator

import pytest
from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff

from tests.dynamodb.build import NotInstalledError, build
from tests.faults.aws import WiredAws, app_asks, local_aws
from tests.faults.trials import Trials
from webapp import jobs


@pytest.fixture(scope="session")
def aws() -> Iterator[WiredAws]:
    try:
        build()
    except NotInstalledError as error:
        pytest.skip(str(error))
    with local_aws() as aws:
        yield aws


@pytest.fixture(scope="module")
def app(aws: WiredAws) -> Iterator[None]:
    """The app calls this AWS."""
    with app_asks(aws.wire.url):
        yield


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK and the jobs retry without pauses, and as if this trial was the function's first.

    A client has a quota of a hundred retries, which grows again with successful calls: the trials before would use
    it up.
    """
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda self, context: 0)
    monkeypatch.setattr(RetryQuota, "acquire", lambda self, amount: True)
    monkeypatch.setattr(jobs.jobs, "_sleep", lambda seconds: None)


@pytest.fixture(scope="session")
def trials(aws: WiredAws) -> Trials:
    return Trials(aws)
