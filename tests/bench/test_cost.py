"""The monthly cost is computed correctly, and the docs show the computed values."""

import math
import subprocess
import sys
from collections import Counter
from collections.abc import Callable

import pytest

from bench.cost.advice import paid_by_use, plan_for
from bench.cost.demand import DELETED, jobs_of
from bench.cost.measured import HandlerCost, MeasuredUnits, Units
from bench.cost.month import Bill, bill
from bench.cost.page import PAGE, page, readme
from bench.cost.prices import PRICES, Price
from bench.cost.stack import PricedStack, stack_of
from bench.cost.usage import KEPT, LEFT_OUT, MAILS, MONTH, Month, Use
from bench.report import README
from infra.tables import TABLES
from tests.infra.program import ROOT
from tests.operations import OPERATIONS
from webapp.changes.jobs import JOB_TYPES

COGNITO, ONE_EACH = Units(cognito=1), Units(read=1, write=1, trips=1)
A_MONTH = Month(
    *(Use(name, times, COGNITO, "create") for name, times in (("register", 0.1), ("forgot_password", 0.03))),
    Use("refresh_browser", 21.23, COGNITO, "create"),
    Use("get_me", 20, Units(read=1, trips=1, cognito=1), "create"),
    Use("update_me", 0.05, Units(write=1, trips=1, cognito=1), "create"),
    Use("delete_me", 0.01, Units(write=2, trips=1, cognito=2), "create"),
    Use("list_dwipps", 79.9, "feed, first page", "feed"),
    Use("create_dwipp", 4, "create", "create"),
    Use("delete_dwipp", 0.2, "delete", "create"),
    Use("upvote_dwipp", 24, "upvote: PUT", "upvote"),
)


STACK = PricedStack(
    name="hand",
    region="eu-west-1",
    shards=1,
    memory_gb=1,
    snap_start=False,
    traced=True,
    log_retention_days=30,
    recovery=True,
    alarm_metrics=79,
    counted_metrics=3,
    dashboards=1,
    keys=3,
    pipeline=True,
    canary_minutes=10,
    firewall_rules=2,
)
# Each data operation takes a read, a write and a round trip; each request 10 ms of processor and 1,500 bytes.
NAMES = {
    DELETED,
    *(one.removal for one in KEPT.values()),
    *(use.takes for use in A_MONTH.uses if isinstance(use.takes, str)),
}
UNITS = dict.fromkeys(NAMES, ONE_EACH)
HANDLER = dict.fromkeys(("feed", "create", "upvote"), HandlerCost(10, 1_500))
MEASURED = MeasuredUnits({1: UNITS, 8: UNITS}, HANDLER)


def a_bill(people: int) -> Bill:
    return bill(STACK, people, MEASURED, A_MONTH)


def test_the_page_is_what_the_command_writes() -> None:
    written = page(stack_of("prod"), MeasuredUnits.read())
    assert PAGE.read_text(encoding="utf-8") == written, "write it with `make bench-cost`"


def test_the_readmes_table_is_what_the_command_writes() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == readme(text, stack_of("prod"), MeasuredUnits.read()), "write it with `make bench-cost`"


@pytest.mark.parametrize(
    ("name", "figure"),
    [("flat", lambda: MEASURED.units("a new one", 1)), ("load", lambda: MEASURED.handler_cost("a new one"))],
)
def test_a_missing_figure_is_reported_with_the_command_that_measures_it(
    name: str, figure: Callable[[], object]
) -> None:
    said = f"{name}.json has no figures for 'a new one': list it in .*, then run `make bench-{name}`"
    with pytest.raises(SystemExit, match=said):
        figure()


def test_every_operation_of_the_contract_is_used_or_left_out() -> None:
    operations = [one.id for one in OPERATIONS]
    assert Counter([*(use.operation_id for use in MONTH.uses), *LEFT_OUT]) == Counter(operations), (
        "list the operation in MONTH or LEFT_OUT, in bench/cost/usage.py"
    )


def test_only_the_units_of_operations_that_ask_cognito_are_not_measured() -> None:
    """Those take a profile at most."""
    made_up = {
        use.operation_id for use in MONTH.uses if isinstance(use.takes, Units) and not use.takes.cognito
    }

    assert made_up == set(), (
        "measure it in bench/flat/operations.py, and name its units in bench/cost/usage.py"
    )


def test_every_table_that_grows_with_use_is_stored() -> None:
    """A profile is written once, and an item that expires is hardly kept."""
    grows = {name for name, shape in TABLES.items() if not shape.expires}

    assert KEPT.keys() == grows, (
        "list who writes and who removes the table's items, and their bytes, in KEPT of bench/cost/usage.py"
    )


def test_what_writes_an_item_or_sends_a_mail_is_used_in_the_month() -> None:
    """Otherwise it would happen at no time, and cost nothing."""
    named = {*(one.written_by for one in KEPT.values()), *MAILS}

    assert named - {use.operation_id for use in MONTH.uses} == set(), "name an operation of MONTH"


def test_every_kind_of_job_is_paid() -> None:
    assert jobs_of(A_MONTH, MEASURED, shards=1).keys() == set(JOB_TYPES.values()), (
        "compute how often one person starts the job, and its units, in jobs_of of bench/cost/demand.py"
    )


def test_a_price_tier_begins_where_the_previous_one_ends() -> None:
    price = Price("", "", tiers=[[10, 2.0], [20, 1.0], [math.inf, 0.5]], source="", read="", free=12)
    assert [price.cost(units) for units in (0, 10, 15, 30)] == [0, 20, 25, 35]
    assert [price.free_of(units) for units in (0, 11, 30)] == [0, 21, 22]


# By hand, of A_MONTH: a person asks 149.52 times, 108.1 of them for data.
# Write units: 108.1, of profiles 0.07, and by the worker of deletes 0.03, of names 7.2, of leavers 3.432.
# Seconds: 149.52 * 0.01 * 1769/1024; waiting 131.62 * 5 ms and 41.43 * 100 ms; starts 149.52 * 0.005 * 0.6.
@pytest.mark.parametrize(
    ("price", "quantity", "usd"),
    [
        ("gateway_request", 149_520, 0.16597),
        ("site_request", 209_520, 0.251424),  # 149.52, 20 visits, 10 new pages of 4 files
        ("firewall_request", 209_520, 0.125712),
        ("firewall_rule", 2, 2),
        ("write_unit", 118_832, 0.083777),
        ("lambda_gb_second", 7_832.7, 0.104436),
        ("essentials_user", 1_000, 15),
        ("mail", 130, 0.013),
        ("table_gb", 0.1872, 0.052978),
        ("recovery_gb", 0.0816, 0.017952),
        ("alarm_metric", 79, 7.9),
        ("pipeline_minute", 420, 0.84),
        ("build_minute_large", 200, 4),
        ("build_minute_small", 210, 1.05),
    ],
)
def test_the_bill_of_a_thousand_people_matches_a_calculation_by_hand(
    price: str, quantity: float, usd: float
) -> None:
    (line,) = (one for one in a_bill(1_000).lines if one.price == price)
    assert line.quantity == pytest.approx(quantity, rel=1e-4)
    assert line.usd == pytest.approx(usd, rel=1e-4)


def test_a_bill_is_the_sum_of_its_services() -> None:
    one = a_bill(1_000)
    assert one.usd == pytest.approx(sum(one.services().values()))


def test_no_requests_cost_nothing() -> None:
    paid = {name for name, usd in a_bill(0).services().items() if usd}
    assert paid == {"AWS WAF", "CloudWatch alarms", "KMS", "Mails", "Pipeline", "SQS"}


def test_every_price_has_a_source_and_a_last_tier_without_limit() -> None:
    for price in PRICES.values():
        assert price.source.startswith("https://")
        assert price.read
        ends = [end for end, _ in price.tiers]
        assert ends == sorted(ends)
        assert ends[-1] == math.inf


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--users", "many"], "how many people? make cost USERS=100000 STACK=prod, not USERS=many"),
        (["--users", "10", "--stack", "local"], "the stack local is the laptop: it costs nothing"),
        (["--users", "10", "--stack", "moon"], "there is no Pulumi.moon.yaml"),
    ],
)
def test_invalid_arguments_are_rejected_with_a_clear_message(arguments: list[str], said: str) -> None:
    command = [sys.executable, "-m", "bench.cost", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("people", "plan", "by_use"),
    [
        (0, "Free", 7),  # the firewall and its rules
        (1_000, "Free", 7.168),  # and 209,520 requests with their log
        (5_000, "Pro", 7.838),
        (1_000_000, "Premium", 405.6),
        (10_000_000, "none", 4_900),
    ],
)
def test_a_plan_is_as_large_as_the_site_needs(people: int, plan: str, by_use: float) -> None:
    one = a_bill(people)
    found = plan_for(one)

    assert (found.name if found else "none") == plan
    assert paid_by_use(one) == pytest.approx(by_use, rel=0.2)
