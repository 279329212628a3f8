"""Every fault that is known, with the alarms that call. docs/alarms.md is written from it: `make alarms`."""

from collections.abc import Iterator

from tests.infra.watching.faults import Fault
from tests.infra.watching.matrix.data import data_faults
from tests.infra.watching.matrix.functions import function_faults
from tests.infra.watching.matrix.mails import mail_faults
from tests.infra.watching.matrix.people import people_faults
from tests.infra.watching.matrix.releases import release_faults
from tests.infra.watching.matrix.worker import worker_faults
from tests.infra.watching.stacks import Stack

__all__ = ["faults"]


def faults(stack: Stack) -> Iterator[Fault]:
    """Those that can befall a stack."""
    yield from function_faults(stack)
    yield from data_faults(stack)
    yield from people_faults(stack)
    yield from worker_faults(stack)
    yield from mail_faults(stack)
    yield from release_faults(stack)
