"""`python -m tools.contract` prints what openapi.json breaks of the released contract; `--release` releases it."""

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from tools.contract.comparison import compare

TREE = Path(__file__).resolve().parents[2]
CONTRACT = Path("openapi.json")
RELEASED = Path("docs") / "contract" / "released.json"


def main(arguments: list[str], tree: Path = TREE) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.contract", description=__doc__)
    parser.add_argument("--release", action="store_true", help="make openapi.json the released contract")
    if parser.parse_args(arguments).release:
        shutil.copyfile(tree / CONTRACT, tree / RELEASED)
        return
    released = _read(tree / RELEASED)
    found = compare(released, _read(tree / CONTRACT))
    for finding in found:
        print(f"{'breaking' if finding.change.breaking else 'warning'}: {finding}")
    if any(finding.change.breaking for finding in found):
        version = released["info"]["version"]
        sys.exit(f"openapi.json breaks clients of release {version}: see docs/contract/README.md")


def _read(file: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return document


if __name__ == "__main__":
    main(sys.argv[1:])
