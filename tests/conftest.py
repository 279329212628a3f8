"""The environment that the Lambda would have: set before anything of webapp is imported, and with no real account."""

import os

import moto  # noqa: F401  it has to be there before boto3 makes its first client

os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_REGION": "eu-west-1",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "CURSOR_KEY_PARAMETER": "/dwipper/test/cursor-key",
        "DJANGO_SETTINGS_MODULE": "webapp.settings",
        "DWIPPS_TABLE": "dwipps",
        "FAVORITES_TABLE": "favorites",
        "FEED_SHARDS": "3",
        "IDEMPOTENCY_TABLE": "idempotency",
        "PROFILES_TABLE": "profiles",
        "PULUMI_ERROR_OUTPUT_STRING": "1",
        "UPVOTES_TABLE": "upvotes",
        "USER_POOL_CLIENT_ID": "client",
        "USER_POOL_ID": "eu-west-1_pool",
    }
)
