"""Keeps SQS messages between runs: MiniStack's own state names queues by the port of the run."""

from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["Queues", "keep_messages"]

USED = ("_HANDLERS", "_act_create_queue", "_queues")

QueuedMessage = dict[str, Any]


def keep_messages(sqs: Any) -> "Queues":  # noqa: ANN401  a module of MiniStack
    """Replaces functions of MiniStack. Raises LocalCloudError if it does not have them."""
    require(sqs, USED)
    queues = Queues(sqs)
    sqs._HANDLERS["CreateQueue"] = queues.create
    return queues


class Queues:
    """Messages by the name of their queue.

    Messages in flight at the end are delivered again, as after SQS's time-out.
    """

    def __init__(self, sqs: Any) -> None:  # noqa: ANN401
        self._sqs, self._create = sqs, sqs._act_create_queue
        self._kept: dict[str, list[QueuedMessage]] = {}

    def create(self, data: dict[str, Any], queue_url: str) -> dict[str, Any]:
        """Creates a queue, with the messages of an earlier queue of that name."""
        created: dict[str, Any] = self._create(data, queue_url)
        queue = self._sqs._queues[created["QueueUrl"]]
        queue["messages"] += self._kept.get(queue["name"], [])
        self._kept.pop(queue["name"], None)
        return created

    def get_state(self) -> dict[str, list[QueuedMessage]]:
        there = {queue["name"]: list(queue["messages"]) for queue in list(self._sqs._queues._data.values())}
        return {name: messages for name, messages in {**self._kept, **there}.items() if messages}

    def load_persisted_state(self, state: dict[str, list[QueuedMessage]]) -> None:
        self._kept = {
            name: [{**one, "visible_at": 0} for one in messages] for name, messages in state.items()
        }
