"""Runs a handler again and again, in a process that has imported almost nothing else.

`python -S run_handler.py TASK MODULE PRELUDE`: the folder of the unpacked function, the module of its handler, code
that runs before its import. Each line of input is Python, because json is imported after what is measured: a
dictionary with `events` and the number of `uncounted` ones. Each line of output is JSON with the nanoseconds that the
others `took`, the last `answer`, and of the start the nanoseconds of the import and of the processor time.
"""

import time

STARTED = time.process_time_ns()

import sys  # noqa: E402


class Context:
    """The attributes of Lambda's context that handlers read."""

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def main(task: str, module: str, prelude: str) -> None:
    sys.path[0] = task
    exec(prelude, {})  # noqa: S102  of a bench
    began = time.perf_counter_ns()
    handler = __import__(module, fromlist=["handler"]).handler
    imported = time.perf_counter_ns() - began
    for line in sys.stdin:
        asked = eval(line)  # noqa: S307  of a bench
        took = []
        for event in asked["events"]:
            began = time.perf_counter_ns()
            answer = handler(event, Context())
            took.append(time.perf_counter_ns() - began)
        found = {
            "took": took[asked["uncounted"] :],
            "answer": answer,
            "imported": imported,
            "processor": time.process_time_ns() - STARTED,
            "modules": len(sys.modules),
        }
        import json

        print(json.dumps(found), flush=True)


main(*sys.argv[1:])
