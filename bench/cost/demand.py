"""What one person needs in an average month: requests, units, the functions' time, bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.cost.measured import MeasuredUnits, Units
from bench.cost.usage import KEPT, KEPT_MONTHS, MAILS, VISITS, Month, Use
from infra.tables import TABLES
from webapp.changes.jobs import ForgetReactions, Job, Leave, Rename

__all__ = ["DELETED", "GB", "SITE_LOG_BYTES", "Demand", "demand_of", "jobs_of", "seconds_of", "units_of"]

DYNAMODB_MS = 5  # a round trip; AWS promises "single-digit milliseconds"
COGNITO_MS = 100
COLD_SHARE, COLD_SECONDS = 0.005, 0.6  # share of requests that start an environment; AWS bills the start
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
FULL_PROCESSOR_GB = 1769 / 1024
HEADER_BYTES = 500  # of an answer
ACCESS_LOG_BYTES = 350  # a line of infra/gateway/access_log.py, and the 26 bytes that CloudWatch adds
RUN_LOG_BYTES = 800  # Lambda's own lines of one run, in JSON, and what CloudWatch adds
SITE_LOG_BYTES = 400  # a line of infra/site/access_log.py
# The page, compressed: at most what `make frontend-check` allows. A browser has it until the next release.
PAGE_BYTES, PAGE_FILES, PAGE_LOADS = 60_000, 4, 10
ADDED_BYTES = 100  # by DynamoDB to an item
GB = 1e9
DELETED, REACTIONS = "worker: a deleted Dwipp's 30 upvotes and 10 favorites", 40  # as it was measured


@dataclass(frozen=True)
class Demand:
    """The demand of one person in one month. GB stored include the indexes; GB in tables do not."""

    requests: float
    runs: float  # of the worker, and as many of the jobs
    gb_seconds: float
    cold_starts: float
    units: Units
    gb_out: float
    site_requests: float
    site_gb_out: float
    gb_logged: float
    gb_stored: float
    gb_in_tables: float
    mails: float


def demand_of(month: Month, measured: MeasuredUnits, shards: int, memory_gb: float) -> Demand:
    """Returns the demand on a stack with this many shards and this memory for each function."""
    jobs = jobs_of(month, measured, shards).values()
    requests, runs = sum(use.times for use in month.uses), sum(times for times, _ in jobs)
    worked = sum(_waited(units) * times for times, units in jobs)
    asked = sum(seconds_of(use, measured, shards, memory_gb) * use.times for use in month.uses)
    takes = [(use.times, units_of(use, measured, shards)) for use in month.uses]
    cold_starts = COLD_SHARE * requests
    gb_out = sum(_bytes(use, measured) * use.times for use in month.uses) / GB
    return Demand(
        requests=requests,
        runs=runs,
        gb_seconds=(asked + worked + cold_starts * COLD_SECONDS) * memory_gb,
        cold_starts=cold_starts,
        units=sum((units * times for times, units in [*takes, *jobs]), Units()),
        gb_out=gb_out,
        site_requests=requests + VISITS + PAGE_LOADS * PAGE_FILES,
        site_gb_out=gb_out + PAGE_LOADS * PAGE_BYTES / GB,
        gb_logged=(requests * (ACCESS_LOG_BYTES + RUN_LOG_BYTES) + 2 * runs * RUN_LOG_BYTES) / GB,
        gb_stored=_kept(month, with_indexes=True) / GB,
        gb_in_tables=_kept(month, with_indexes=False) / GB,
        mails=month.times(*MAILS),
    )


def jobs_of(month: Month, measured: MeasuredUnits, shards: int) -> Mapping[type[Job], tuple[float, Units]]:
    """Returns how often one person starts each job in a month, and the job's units.

    Those of a deleted Dwipp were measured. The others are derived from it, the tables and similar operations.
    """
    kept = {table: KEPT_MONTHS * month.times(one.written_by) for table, one in KEPT.items()}
    of_dwipps = sum(count for table, count in kept.items() if "dwipp_id" in TABLES[table].stored)
    forgotten = measured.units(DELETED, shards) * (of_dwipps / kept["dwipps"] / REACTIONS)
    removals = (measured.units(one.removal, shards) * kept[table] for table, one in KEPT.items())
    renamed = sum(
        count * _copies(table) for table, count in kept.items() if "author_name" in TABLES[table].stored
    )
    return {
        ForgetReactions: (month.times("delete_dwipp"), forgotten),
        Rename: (month.times("update_me"), Units(write=renamed)),
        Leave: (month.times("delete_me"), sum(removals, forgotten * kept["dwipps"])),
    }


def _copies(table: str) -> int:
    """Returns the number of whole items that are written for one: its own, and those in indexes."""
    return 1 + sum(not index.keys_only for index in TABLES[table].indexes)


def units_of(use: Use, measured: MeasuredUnits, shards: int) -> Units:
    return use.takes if isinstance(use.takes, Units) else measured.units(use.takes, shards)


def seconds_of(use: Use, measured: MeasuredUnits, shards: int, memory_gb: float) -> float:
    """Returns the seconds of a run: processor time, longer on a share of a processor, and waiting."""
    share = min(1.0, memory_gb / FULL_PROCESSOR_GB)
    return measured.handler_cost(use.like).cpu_ms / share / 1000 + _waited(units_of(use, measured, shards))


def _waited(units: Units) -> float:
    return (units.trips * DYNAMODB_MS + units.cognito * COGNITO_MS) / 1000


def _bytes(use: Use, measured: MeasuredUnits) -> float:
    body = measured.handler_cost(use.like).body_bytes if use.answer is None else use.answer
    return HEADER_BYTES + body


def _kept(month: Month, *, with_indexes: bool) -> float:
    """Returns the bytes of one person's items of KEPT_MONTHS."""
    return KEPT_MONTHS * sum(
        month.times(one.written_by)
        * (one.size + ADDED_BYTES)
        * (1 + with_indexes * len(TABLES[table].indexes))
        for table, one in KEPT.items()
    )
