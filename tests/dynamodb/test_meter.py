"""The bench's meter counts round trips by dependencies between calls, and units by Amazon's published rules."""

from bench.flat.meter import Cost, Meter
from webapp.accounts.storage import ProfileStorage
from webapp.aws.parallel import in_parallel
from webapp.aws.transactions import Part, transact
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.dwipps.versions import Versions
from webapp.reactions.storage import upvotes

profiles = ProfileStorage()


def make_dwipp(text: str = "Wet air.") -> DwippItem:
    return DwippItem("1", shard=0, author_id="ada", author_name="Ada", text=text)


def cost_of(meter: Meter, *parts: Part) -> Cost:
    return meter.measure(lambda: transact(*parts))[1]


def test_concurrent_calls_are_one_round_trip(meter: Meter) -> None:
    def find() -> str | None:
        return profiles.find("nobody")

    def find_twice() -> str | None:
        find()
        return find()

    def reads() -> None:
        find()
        in_parallel([find, find_twice, find])
        in_parallel([find, find])

    assert meter.measure(reads)[1] == Cost(read=7, write=0, trips=4)


def test_reads_that_find_no_item_are_not_free(meter: Meter) -> None:
    costs = [
        meter.measure(read)[1].read
        for read in (
            profiles.leaving,
            lambda: upvotes.between("ada", "1", "2", consistent=True),
            lambda: upvotes.among("ada", ["1", "2", "3"]),
        )
    ]

    assert costs == [0.5, 1, 1.5]


def test_a_transaction_costs_two_units_per_kilobyte_and_one_per_index(meter: Meter) -> None:
    small = cost_of(meter, DwippStorage.written(make_dwipp()))
    deleted = cost_of(meter, DwippStorage.deleted("1", "ada", Versions()))
    large = cost_of(meter, DwippStorage.written(make_dwipp("x" * 1500)))

    assert (small, deleted, large) == (Cost(0, 2 + 1 + 1, 1), Cost(0, 2 + 1 + 1, 1), Cost(0, 4 + 2 + 2, 1))


def test_an_index_is_written_only_if_its_attributes_change(meter: Meter) -> None:
    transact(DwippStorage.written(make_dwipp()))

    upvoted = cost_of(meter, *upvotes.added("eve", "1"))

    # the Dwipp and its two indexes, the upvote and its one
    assert upvoted == Cost(0, (2 + 1 + 1) + (2 + 1), 1)
    assert (
        cost_of(meter, DwippStorage.edited("1", "ada", [DwippItem.text.set("Wet air.")], Versions())).write
        == 2
    )
