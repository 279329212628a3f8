"""All models of the app, one per table."""

from collections.abc import Iterator, Mapping

from webapp import services  # noqa: F401  it imports the module of each model
from webapp.aws.tables import Table

__all__ = ["MODELS"]


def _with_a_table(kind: type[Table]) -> Iterator[type[Table]]:
    if hasattr(kind, "Meta"):
        yield kind
    for more in kind.__subclasses__():
        yield from _with_a_table(more)


MODELS: Mapping[str, type[Table]] = {one.Meta.table_name: one for one in _with_a_table(Table)}
