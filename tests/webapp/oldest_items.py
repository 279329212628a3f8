"""The items that the first release stored, one per table.

A new attribute must not be added to them. Give it `default=` or `null=True` in its model instead.
"""

from collections.abc import Mapping

from tests.webapp.dwipps.dwipps import SOMEBODY

__all__ = ["DWIPP", "OLDEST"]

DWIPP = "0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"
REACTION = {"user_id": {"S": SOMEBODY}, "dwipp_id": {"S": DWIPP}}
OLDEST: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "dwipps": {
        "id": {"S": DWIPP},
        "shard": {"N": "0"},
        "author_id": {"S": SOMEBODY},
        "author_name": {"S": "Somebody"},
        "text": {"S": "Water is just wet air."},
        "version": {"N": "1"},
        "upvotes": {"N": "1"},
        "favorites": {"N": "1"},
    },
    "favorites": REACTION,
    "idempotency": {
        "author_id": {"S": SOMEBODY},
        "key": {"S": "key"},
        "fingerprint": {"S": "0"},
        "dwipp_id": {"S": DWIPP},
        "author_name": {"S": "Somebody"},
        "expires_at": {"N": "1"},
    },
    "profiles": {"user_id": {"S": SOMEBODY}, "display_name": {"S": "Somebody"}},
    "upvotes": REACTION,
}
