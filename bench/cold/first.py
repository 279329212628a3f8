"""One cold start, in a process that has imported almost nothing: prints the nanoseconds of each part.

`python -S first.py TASK MODULE EVENT`: the folder of the unpacked function, the module of its handler, a file with
the event.
"""

import marshal
import sys
import time


class Context:
    """The attributes of Lambda's context that handlers read."""

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def main(task: str, module: str, event_file: str) -> None:
    with open(event_file, "rb") as file:
        event = marshal.load(file)  # noqa: S302  json would import a part of what is measured
    sys.path[0] = task
    began = time.perf_counter_ns()
    handler = __import__(module, fromlist=["handler"]).handler
    imported = time.perf_counter_ns()
    answer = handler(event, Context())
    answered = time.perf_counter_ns()
    if answer["statusCode"] != 200:
        sys.exit(f"{answer}")
    print([imported - began, answered - imported, time.process_time_ns(), len(sys.modules)])


main(*sys.argv[1:])
