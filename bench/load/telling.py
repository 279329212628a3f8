"""Has the handler of a copied tree tell in each answer what it took: a header that clients of the bench read."""

from pathlib import Path

__all__ = ["HEADER", "let_handler_tell"]

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


def let_handler_tell(tree: Path) -> None:
    """Milliseconds of a run, and of those its own processor time, without what it waits for."""
    file = tree / "webapp" / "handler.py"
    file.write_text(file.read_text(encoding="utf-8") + WRAPPED, encoding="utf-8")
