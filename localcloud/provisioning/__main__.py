"""Creates the stack's resources in the emulator: progress on stderr; the deployment, or its failure, on stdout.

What takes longest is importing Pulumi, while the emulator starts too: the first resource waits until stdin closes.
"""

import argparse
import json
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from localcloud.errors import LocalCloudError
from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers import HANDLERS
from localcloud.provisioning.program import run_program
from localcloud.provisioning.registry import Resource
from localcloud.stack import load_stack

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    try:
        json.dump(_deploy(_arguments()), sys.stdout)
    except LocalCloudError as error:
        _fail(str(error))
    except Exception as error:
        # The program's own faults (a missing setting, say) carry their message; a traceback would bury it.
        _fail(f"the Pulumi program failed with {type(error).__name__}: {error}")


def _fail(reason: str) -> None:
    json.dump({"failure": " ".join(reason.splitlines())}, sys.stdout)
    sys.exit(1)


def _deploy(arguments: argparse.Namespace) -> dict[str, Any]:
    stack = load_stack(ROOT)
    cloud = Cloud(arguments.endpoint, stack.region, arguments.runner, arguments.front_door, _wait)
    outputs = run_program(ROOT / "__main__.py", stack, cloud, HANDLERS, _show)
    return {"outputs": outputs, "functions": [asdict(function) for function in cloud.functions]}


@cache
def _wait() -> None:
    sys.stdin.read()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m localcloud.provisioning", description=__doc__)
    parser.add_argument("--endpoint", required=True, help="the emulator's URL")
    parser.add_argument("--runner", required=True, help="the URL that runs the Lambda functions")
    parser.add_argument("--front-door", required=True, help="the URL that people open")
    return parser.parse_args()


def _show(resource: Resource, seconds: float) -> None:
    kind = resource.type.removeprefix("aws:")
    print(f"  + {kind:44} {resource.name:40} {seconds * 1000:4.0f} ms", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
