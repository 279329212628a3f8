"""What the function finds on AWS: tables, a user pool, a key; in an emulator."""

from collections.abc import Mapping

from infra.tables import TABLES
from tests.dynamodb.tables import renew_tables
from tests.localcloud.emulator.pool import Pool
from tests.localcloud.emulator_process import Emulator

__all__ = ["Stack"]

CURSOR_KEY = "/dwipper/bundle/cursor-key"


class Stack:
    """Empty tables, nobody in the pool."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.dynamodb = emulator.client("dynamodb")
        self.pool = Pool(emulator)
        renew_tables(self.dynamodb)
        emulator.client("ssm").put_parameter(Name=CURSOR_KEY, Type="SecureString", Value="a key of the tests")

    @property
    def variables(self) -> Mapping[str, str]:
        """As the Pulumi program sets them, and where to find this AWS."""
        return {
            **{f"{name.upper()}_TABLE": name for name in TABLES},
            "AWS_ENDPOINT_URL": self.emulator.url,
            "CURSOR_KEY_PARAMETER": CURSOR_KEY,
            "FEED_SHARDS": "3",
            "USER_POOL_CLIENT_ID": self.pool.client_id,
            "USER_POOL_ID": self.pool.id,
        }
