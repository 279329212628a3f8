"""Changes the handler of a copied tree: it sends its own times to the bench's clients, in a header."""

from pathlib import Path

__all__ = ["HEADER", "send_handler_times"]

HEADER = "x-handler-ms"
WRAPPED = f'''

from time import perf_counter, process_time  # noqa: E402

_handler = handler


def handler(event, context):
    started, cpu = perf_counter(), process_time()
    answer = _handler(event, context)
    answer["headers"]["{HEADER}"] = f"{{(perf_counter() - started) * 1000}} {{(process_time() - cpu) * 1000}}"
    return answer
'''


def send_handler_times(tree: Path) -> None:
    """The header has the milliseconds of a run, and of its processor time."""
    file = tree / "webapp" / "handler.py"
    file.write_text(file.read_text(encoding="utf-8") + WRAPPED, encoding="utf-8")
