"""Writes a measurement's figures: a table in docs/performance.md, and the raw ones as JSON."""

import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["DOCS", "PAGE", "README", "place", "placed", "report", "table"]

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, README = DOCS / "performance.md", DOCS.parent / "README.md"

Row = Sequence[str]


def report(
    name: str, header: Row, rows: Sequence[Row], raw: dict[str, Any], *, command: str | None = None
) -> None:
    """Prints a table, puts it between the marks `<!-- name -->` of the page, and writes the raw figures."""
    place(
        name,
        header,
        rows,
        f"\n\nMeasured {datetime.now(UTC):%Y-%m-%d} by `{command or f'make bench-{name}'}`: {_machine()}.",
    )
    raw_file = DOCS / "performance" / f"{name}.json"
    raw_file.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")


def place(mark: str, header: Row, rows: Sequence[Row], note: str = "", file: Path = PAGE) -> None:
    """Prints a table, and puts it with its note between the marks of a page."""
    text = table(header, rows)
    print(text)
    file.write_text(placed(file.read_text(encoding="utf-8"), mark, text + note), encoding="utf-8")


def placed(page: str, mark: str, text: str) -> str:
    """Returns the page with this text between the marks `<!-- mark -->` and `<!-- end -->`."""
    marks = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- end -->)", re.DOTALL)
    page, found = marks.subn(lambda found: f"{found[1]}{text}\n{found[2]}", page)
    if not found:
        sys.exit(f"a page has no place for this table: put `<!-- {mark} -->` and `<!-- end -->` into it")
    return page


def table(header: Row, rows: Iterable[Row]) -> str:
    """Returns the table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows))


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
