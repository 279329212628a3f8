"""`python -m tests.infra.resources`: writes docs/resources.md, the resources of each stack and the tables."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from infra.tables import TABLES, Index, TableShape
from tests.infra.program import program_of

__all__ = ["PAGE", "ROOT", "STACKS", "page"]

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "resources.md"
STACKS = ("dev", "staging", "prod", "local")
INTRODUCTION = """\
# Resources

What each stack is made of, by the types of [Pulumi's AWS provider](https://www.pulumi.com/registry/packages/aws/).
`make resources` writes this page from the program; a test checks that it is up to date.
"""
DATA = """
## Tables

`tables.json` has all that is known of them; `make openapi` writes it from the models.

| Table | Key | Indexes | Stream | Expires by | Holds |
|---|---|---|---|---|---|
"""


def page() -> str:
    stacks = {name: _count(name) for name in STACKS}
    types = sorted({type_ for counted in stacks.values() for type_ in counted})
    rows = [_row(f"`{type_}`", {name: stacks[name][type_] for name in STACKS}) for type_ in types]
    total = _row("**all**", {name: stacks[name].total() for name in STACKS})
    head = [f"| | {' | '.join(STACKS)} |", f"|---|{'---:|' * len(STACKS)}"]
    tables = "\n".join(_table(name, shape) for name, shape in TABLES.items())
    return "\n".join([INTRODUCTION, *head, *rows, total]) + f"\n{DATA}{tables}\n"


def _count(stack: str) -> Counter[str]:
    """Runs the program without packages, which create no resource."""
    registered = program_of(stack, bundleDependencies=False).registered
    return Counter(_short(one.type) for one in registered if one.type.startswith("aws:"))


def _short(type_: str) -> str:
    """Returns `lambda.Function` for `aws:lambda/function:Function`."""
    _, module, name = type_.split(":")
    return f"{module.partition('/')[0]}.{name}"


def _row(name: str, counts: Mapping[str, int]) -> str:
    return f"| {name} | {' | '.join(str(count or '') for count in counts.values())} |"


def _table(name: str, shape: TableShape) -> str:
    stream, expires = "yes" if shape.stream else "", f"`{shape.expires}`" if shape.expires else ""
    indexes = "; ".join(f"`{one.name}`: {_key(one)}{' (keys only)' * one.keys_only}" for one in shape.indexes)
    return f"| {name} | {_key(shape)} | {indexes} | {stream} | {expires} | {shape.holds} |"


def _key(of: TableShape | Index) -> str:
    return ", ".join(filter(None, (of.hash_key, of.range_key)))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
