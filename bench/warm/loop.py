"""Calls a handler again and again, in a process that has imported almost nothing else.

`python -S loop.py TASK MODULE PRELUDE`: the folder of the unpacked function, the module of its handler, code that
runs before its import. Each line of input is JSON with `events` and the number of `uncounted` ones. Each line of
output has the nanoseconds that the others `took`, and the last `answer`.
"""

import json
import sys
import time


class Context:
    """The attributes of Lambda's context that handlers read."""

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def main(task: str, module: str, prelude: str) -> None:
    sys.path[0] = task
    exec(prelude, {})  # noqa: S102  of a bench
    handler = __import__(module, fromlist=["handler"]).handler
    for line in sys.stdin:
        asked = json.loads(line)
        took = []
        for event in asked["events"]:
            began = time.perf_counter_ns()
            answer = handler(event, Context())
            took.append(time.perf_counter_ns() - began)
        print(json.dumps({"took": took[asked["uncounted"] :], "answer": answer}), flush=True)


main(*sys.argv[1:])
