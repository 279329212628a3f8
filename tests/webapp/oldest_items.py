"""The items that the first release with each table stored, from tables.json."""

from collections.abc import Mapping

from infra.tables import TABLES
from tests.webapp.dwipps.dwipps import SOMEBODY

__all__ = ["DWIPP", "OLDEST"]

DWIPP = "0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"
VALUES = {"author_id": SOMEBODY, "dwipp_id": DWIPP, "id": DWIPP, "shard": "0", "user_id": SOMEBODY}

OLDEST: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    table: {name: {kind: VALUES.get(name, "1")} for name, kind in shape.stored.items()}
    for table, shape in TABLES.items()
}
