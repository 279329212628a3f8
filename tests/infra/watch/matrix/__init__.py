"""Every known fault with the alarms that it raises. `make alarms` writes docs/alarms.md from it."""

from collections.abc import Iterator

from tests.infra.watch.faults import Fault
from tests.infra.watch.matrix.data import data_faults
from tests.infra.watch.matrix.functions import function_faults
from tests.infra.watch.matrix.mails import mail_faults
from tests.infra.watch.matrix.people import people_faults
from tests.infra.watch.matrix.releases import release_faults
from tests.infra.watch.matrix.site import site_faults
from tests.infra.watch.matrix.worker import worker_faults
from tests.infra.watch.stacks import WatchedStack

__all__ = ["faults"]


def faults(stack: WatchedStack) -> Iterator[Fault]:
    """Returns the faults that can happen to a stack."""
    yield from function_faults(stack)
    yield from data_faults(stack)
    yield from people_faults(stack)
    yield from site_faults(stack)
    yield from worker_faults(stack)
    yield from mail_faults(stack)
    yield from release_faults(stack)
