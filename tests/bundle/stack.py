"""The AWS of the function, in an emulator: tables, a user pool, a key."""

from collections.abc import Mapping

from tests.app_environment import app_environment
from tests.dynamodb.tables import renew_tables
from tests.localcloud.emulator.pool import EmulatedPool
from tests.localcloud.emulator_process import Emulator

__all__ = ["FunctionStack"]

SECRETS = "/dwipper/bundle"


class FunctionStack:
    """Empty tables and an empty pool."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.dynamodb = emulator.client("dynamodb")
        self.pool = EmulatedPool(emulator)
        self.client = self.pool.cognito.create_user_pool_client(
            UserPoolId=self.pool.id, ClientName="app with a secret", GenerateSecret=True
        )["UserPoolClient"]
        renew_tables(self.dynamodb)
        self.sqs = emulator.client("sqs")
        self.queue_url = self.sqs.create_queue(QueueName="jobs")["QueueUrl"]
        for name, value in (
            ("client-secret", self.client["ClientSecret"]),
            ("cursor-key", "a key of the tests"),
        ):
            emulator.client("ssm").put_parameter(Name=f"{SECRETS}/{name}", Type="SecureString", Value=value)

    @property
    def variables(self) -> Mapping[str, str]:
        """Returns the variables that the Pulumi program sets, and the address of this AWS."""
        return app_environment(
            SECRETS,
            AWS_ENDPOINT_URL=self.emulator.url,
            FEED_SHARDS="3",
            JOBS_QUEUE_URL=self.queue_url,
            USER_POOL_CLIENT_ID=self.client["ClientId"],
            USER_POOL_ID=self.pool.id,
        )
