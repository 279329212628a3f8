"""The small APIs of the cold starts, warm: the framework's share of a request, with a store in memory."""

from itertools import repeat

from bench.cold.events import CREATE, FEED, UPVOTE
from bench.cold.functions import OURS, PEERS, processes
from bench.warm.times import Found, by_function, in_turn

__all__ = ["frameworks"]

BLOCKS, REQUESTS = 60, 50  # 3,000 of each operation
OPERATIONS = {"feed": (FEED, 200), "upvote": (UPVOTE, 200), "create": (CREATE, 201)}


def frameworks() -> Found:
    """Returns the times by label and operation. The upvoted Dwipp is in the middle of a hundred."""
    functions = (OURS, *PEERS)
    with processes(functions, {}) as running:
        return by_function(
            {
                name: in_turn(
                    running,
                    {one.label: repeat(one.event(asked)) for one in functions},
                    status,
                    blocks=BLOCKS,
                    requests=REQUESTS,
                )
                for name, (asked, status) in OPERATIONS.items()
            }
        )
