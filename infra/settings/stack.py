"""The settings of stacks, typed. docs/settings.md explains each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pulumi

from infra.settings import patterns
from infra.settings.field import (
    REQUIRED,
    SettingsError,
    count,
    flag,
    key_of,
    read_setting,
    refuse_unknown,
    text,
    texts,
    wrong,
)

__all__ = [
    "EDGE_REGION",
    "JOBS_AT_ONCE",
    "LONGEST_STACK_NAME",
    "STEP_MINUTES",
    "Settings",
    "SettingsError",
    "Throttle",
]

# Buckets have no capitals in their names, and 63 characters; roles and functions have 64.
LONGEST_STACK_NAME = 20
STACK_NAME = rf"(?=.{{1,{LONGEST_STACK_NAME}}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*"
# Besides a pool's own: https://docs.aws.amazon.com/cdk/api/v1/docs/@aws-cdk_aws-cognito.UserPoolSESOptions.html
MAILING_REGIONS = {"eu-west-1", "us-east-1", "us-west-2"}

# What belongs to CloudFront is there, whatever the stack's region: its certificates, firewalls, logs and metrics.
EDGE_REGION = "us-east-1"

# What CloudWatch Logs takes, in days: PutRetentionPolicy in its API reference.
LOG_RETENTION_DAYS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)

# The smallest share of each function: the queue starts this many jobs at once, and the worker has two streams. A
# throttled job uses up its tries.
JOBS_AT_ONCE = 5
SHARES: Mapping[str, int] = {"api_concurrency": 1, "worker_concurrency": 2, "jobs_concurrency": JOBS_AT_ONCE}
# "leave at least 100 simultaneous executions unreserved": PutFunctionConcurrency in Lambda's API reference
UNRESERVED = 100

# What a firewall's rule takes: RateBasedStatement in AWS WAF's API reference.
LEAST_ADDRESS_LIMIT, MOST_ADDRESS_LIMIT = 10, 2_000_000_000

# Ten times the quotas of an account in the large regions. AWS refuses what is above the account's own.
# https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
MOST_RATE, MOST_BURST = 100_000, 50_000

# A typing error cannot be taken back: fewer shards would hide Dwipps.
MOST_SHARDS = 100

# A step of the pipeline takes at most 36 hours: CreateProject in CodeBuild's API reference. The deploy step needs an
# hour besides the canary.
STEP_MINUTES, MOST_STEP_MINUTES = 60, 36 * 60

# What makes sense only with another setting.
NEEDS: Mapping[str, str] = {
    "alarm_email": "watch",
    "anomaly_monitor_arn": "alarm_email",
    "canary_minutes": "watch",
    "certificate_arn": "domain_name",
    "deliver": "watch",
    "domain_name": "certificate_arn",
    "mail_from": "mail_identity_arn",
    "mail_identity_arn": "mail_from",
    "monthly_budget": "alarm_email",
    "source_connection_arn": "source_repository",
    "source_repository": "source_connection_arn",
}


@dataclass(frozen=True)
class Throttle:
    """Requests per second, and a burst."""

    rate: int
    burst: int


@dataclass(frozen=True)
class Settings:
    """One stack's settings: each is `dwipper:<its name in camelCase>` in Pulumi.<stack>.yaml.

    The region is `aws:region`, which the provider reads too.
    """

    region: str = text(
        patterns.REGION,
        "eu-west-1",
        namespace="aws",
        default=REQUIRED,
    )

    feed_shards: int = count(least=1, most=MOST_SHARDS)
    protect: bool = flag()

    bundle_dependencies: bool = flag(default=True)
    memory: int = count(least=128, most=10_240, default=1024)
    snap_start: bool = flag(default=False)
    log_retention_days: int = count(among=LOG_RETENTION_DAYS, default=30)

    rate: int = count(least=1, most=MOST_RATE, default=200)
    burst: int = count(least=1, most=MOST_BURST, default=400)
    strict_rate: int = count(least=1, most=MOST_RATE, default=10)
    strict_burst: int = count(least=1, most=MOST_BURST, default=20)
    cors_origins: Sequence[str] = texts(patterns.ORIGIN, "https://dwipper.example")
    domain_name: str = text(patterns.DOMAIN, "dwipper.example")
    certificate_arn: str = text(patterns.CERTIFICATE, "arn:aws:acm:us-east-1:111122223333:certificate/…")

    site: bool = flag(default=True)
    address_limit: int = count(least=LEAST_ADDRESS_LIMIT, most=MOST_ADDRESS_LIMIT, default=3000)
    strict_address_limit: int = count(least=LEAST_ADDRESS_LIMIT, most=MOST_ADDRESS_LIMIT, default=200)

    cursor_key: int = count(least=1, default=1)
    origin_secret: int = count(least=1, default=1)

    account_tick_ms: int = count(most=5000, default=1000)
    user_pool_tier: str = text(r"LITE|ESSENTIALS|PLUS", "LITE", default="LITE")
    mail_from: str = text(patterns.SENDER, "Dwipper <hello@dwipper.example>")
    mail_identity_arn: str = text(patterns.IDENTITY, "arn:aws:ses:eu-west-1:111122223333:identity/…")

    watch: bool = flag(default=True)
    alarm_email: str = text(patterns.EMAIL, "on-call@dwipper.example")
    concurrency_quota: int = count(least=10, default=1000)
    api_concurrency: int = count(default=0)
    worker_concurrency: int = count(default=0)
    jobs_concurrency: int = count(default=0)
    monthly_budget: int = count(default=0)
    anomaly_monitor_arn: str = text(patterns.ANOMALY_MONITOR, "arn:aws:ce::111122223333:anomalymonitor/…")

    deliver: bool = flag(default=True)
    approval: bool = flag(default=False)
    source_connection_arn: str = text(
        patterns.CONNECTION,
        "arn:aws:codeconnections:eu-west-1:111122223333:connection/…",
    )
    source_repository: str = text(patterns.REPOSITORY, "owner/dwipper")
    source_branch: str = text(patterns.BRANCH, "main", default="main")

    canary_minutes: int = count(most=MOST_STEP_MINUTES - STEP_MINUTES, default=0)

    @classmethod
    def read(cls) -> "Settings":
        """Returns the current stack's settings. Raises SettingsError."""
        _refuse_stack_name(pulumi.get_stack())
        refuse_unknown(fields(cls))
        settings = cls(**{field.name: read_setting(field) for field in fields(cls)})
        named = {field.name: field for field in fields(cls)}
        for name, needed in NEEDS.items():
            if getattr(settings, name) and not getattr(settings, needed):
                raise wrong(named[needed], f"is needed by {key_of(named[name])}")
        settings._refuse_other_regions(named)
        settings._refuse_senders(named)
        settings._refuse_shares(named)
        return settings

    @property
    def reserved(self) -> int:
        """Returns the sum of the shares, in concurrent executions."""
        return sum(getattr(self, name) for name in SHARES)

    def _refuse_other_regions(self, named: Mapping[str, Any]) -> None:
        """Refuses ARNs of other regions; AWS would do so minutes later."""
        for name, allowed in (
            ("certificate_arn", {EDGE_REGION if self.site else self.region}),
            ("mail_identity_arn", {self.region, *MAILING_REGIONS}),
        ):
            arn = getattr(self, name)
            if arn and arn.split(":")[3] not in allowed:
                places = ", ".join(sorted(allowed))
                raise wrong(named[name], f"is of {arn.split(':')[3]}, but must be of {places}")

    def _refuse_senders(self, named: Mapping[str, Any]) -> None:
        """Refuses a sender that the identity does not cover; Cognito would do so minutes later."""
        if not self.mail_from:
            return
        address = self.mail_from.rpartition("<")[2].rstrip(">").lower()
        identity = self.mail_identity_arn.partition("identity/")[2].lower()
        if not _covers(identity, address):
            raise wrong(named["mail_from"], f"is of {address}, which the identity {identity} does not cover")

    def _refuse_shares(self, named: Mapping[str, Any]) -> None:
        """Refuses shares that AWS would refuse during an update, or that would throttle their function."""
        for name, least in SHARES.items():
            if 0 < (share := getattr(self, name)) < least:
                function = name.partition("_")[0]
                raise wrong(
                    named[name],
                    f"has the value {share}, which must be at least {least}, as many as the {function} may need",
                )
        if self.reserved > max(self.concurrency_quota - UNRESERVED, 0):
            keys = ", ".join(key_of(named[name]).partition(":")[2] for name in SHARES)
            raise SettingsError(
                f"Pulumi.{pulumi.get_stack()}.yaml: {keys} are {self.reserved} together, of a concurrencyQuota of"
                f" {self.concurrency_quota}, and AWS keeps {UNRESERVED} for functions without a share: lower them, or"
                " take the lines out"
            )

    @property
    def api_domain_name(self) -> str:
        """Returns the API's own domain name. With a site the name is the site's."""
        return "" if self.site else self.domain_name

    @property
    def throttle(self) -> Throttle:
        """Returns the throttle of ordinary routes."""
        return Throttle(self.rate, self.burst)

    @property
    def strict_throttle(self) -> Throttle:
        """Returns the throttle of routes that cost a mail, or guess a password or a code."""
        return Throttle(self.strict_rate, self.strict_burst)


def _refuse_stack_name(name: str) -> None:
    if not re.fullmatch(STACK_NAME, name):
        raise SettingsError(
            f"the stack is named {name}, which cannot be part of names on AWS: use lower-case letters, digits "
            f"and single hyphens, begin with a letter, and use at most {LONGEST_STACK_NAME} characters"
        )


def _covers(identity: str, address: str) -> bool:
    """Returns whether an SES identity may send as an address: a domain covers its subdomains, an address its labels.

    https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
    """
    if "@" in identity:
        return identity in {address, re.sub(r"\+[^@]*", "", address)}
    return f".{address.partition('@')[2]}".endswith(f".{identity}")
