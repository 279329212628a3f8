"""Where a measurement's figures go: a table in docs/performance.md, and the raw ones beside it as JSON."""

import json
import os
import platform
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["DOCS", "report"]

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "performance.md"

Row = Sequence[str]


def report(
    name: str, header: Row, rows: Sequence[Row], raw: dict[str, Any], *, command: str | None = None
) -> None:
    """Prints a table, puts it between the marks `<!-- name -->` of the page, and writes the raw figures."""
    table = "\n".join(_line(row) for row in (header, ["---"] * len(header), *rows))
    print(table)
    text = f"{table}\n\nMeasured {datetime.now(UTC):%Y-%m-%d} by `{command or f'make bench-{name}'}`: {_machine()}."
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    page, found = marks.subn(lambda mark: f"{mark[1]}{text}\n{mark[2]}", PAGE.read_text(encoding="utf-8"))
    if not found:
        sys.exit(f"{PAGE.name} has no place for this table: put `<!-- {name} -->` and `<!-- end -->` into it")
    PAGE.write_text(page, encoding="utf-8")
    raw_file = DOCS / "performance" / f"{name}.json"
    raw_file.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")


def _line(row: Row) -> str:
    return f"| {' | '.join(row)} |"


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
