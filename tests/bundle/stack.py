"""What the function finds on AWS: tables, a user pool, a key; in an emulator."""

from collections.abc import Mapping

from infra.tables import TABLES
from tests.dynamodb.tables import renew_tables
from tests.localcloud.emulator.pool import Pool
from tests.localcloud.emulator_process import Emulator

__all__ = ["Stack"]

CLIENT_SECRET, CURSOR_KEY = "/dwipper/bundle/client-secret", "/dwipper/bundle/cursor-key"


class Stack:
    """Empty tables, nobody in the pool."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.dynamodb = emulator.client("dynamodb")
        self.pool = Pool(emulator)
        self.client = self.pool.cognito.create_user_pool_client(
            UserPoolId=self.pool.id, ClientName="app with a secret", GenerateSecret=True
        )["UserPoolClient"]
        renew_tables(self.dynamodb)
        self.sqs = emulator.client("sqs")
        self.queue_url = self.sqs.create_queue(QueueName="jobs")["QueueUrl"]
        for name, value in ((CLIENT_SECRET, self.client["ClientSecret"]), (CURSOR_KEY, "a key of the tests")):
            emulator.client("ssm").put_parameter(Name=name, Type="SecureString", Value=value)

    @property
    def variables(self) -> Mapping[str, str]:
        """As the Pulumi program sets them, and where to find this AWS."""
        return {
            **{f"{name.upper()}_TABLE": name for name in TABLES},
            "ACCOUNT_TICK_MS": "0",
            "AWS_ENDPOINT_URL": self.emulator.url,
            "CLIENT_SECRET_PARAMETER": CLIENT_SECRET,
            "CURSOR_KEY_PARAMETER": CURSOR_KEY,
            "FEED_SHARDS": "3",
            "JOBS_QUEUE_URL": self.queue_url,
            "USER_POOL_CLIENT_ID": self.client["ClientId"],
            "USER_POOL_ID": self.pool.id,
        }
