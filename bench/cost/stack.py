"""The resources of a stack that cost money, read from the program, which runs on mocks with the stack's settings."""

import sys
from dataclasses import dataclass
from typing import Any

from tests.infra.program import STACKS, Program, program_of

__all__ = ["PricedStack", "stack_of"]

LAPTOP = "local"
STATE_KEYS = 1  # `make bootstrap` makes it, before there is a program


@dataclass(frozen=True)
class PricedStack:
    """Memory in GB; the number of metrics of alarms and of metrics from logs; whether tables can be restored."""

    name: str
    region: str
    shards: int
    memory_gb: float
    snap_start: bool
    traced: bool
    log_retention_days: int
    recovery: bool
    alarm_metrics: int
    counted_metrics: int
    dashboards: int
    keys: int
    pipeline: bool
    canary_minutes: float
    firewall_rules: int = 0  # of the site; 0 without one
    plan: str = "ESSENTIALS"


def stack_of(name: str, **changes: Any) -> PricedStack:  # noqa: ANN401  settings, by their names in Pulumi.<stack>.yaml
    """Returns the stack. Exits if there is no such stack on AWS."""
    if name == LAPTOP:
        sys.exit("the stack local is the laptop: it costs nothing")
    if name not in STACKS:
        there = ", ".join(one for one in STACKS if one != LAPTOP)
        sys.exit(f"there is no Pulumi.{name}.yaml: make cost USERS=1000 STACK=… with one of {there}")
    return _read(program_of(name, **changes))


def _read(program: Program) -> PricedStack:
    api = program.one("lambda/function:Function", "api-function").inputs
    alarms = program.all("cloudwatch/metricAlarm:MetricAlarm")
    tables = program.all("dynamodb/table:Table")
    canaries = program.all("codedeploy/deploymentConfig:DeploymentConfig")
    canary = canaries[0].inputs["trafficRoutingConfig"].get("timeBasedCanary", {}) if canaries else {}
    log = program.one("cloudwatch/logGroup:LogGroup", "api-log").inputs
    return PricedStack(
        name=program.stack,
        region=tables[0].arn.split(":")[3],
        shards=int(api["environment"]["variables"]["FEED_SHARDS"]),
        memory_gb=api["memorySize"] / 1024,
        snap_start="snapStart" in api,
        traced=api["tracingConfig"]["mode"] == "Active",
        log_retention_days=int(log["retentionInDays"]),
        recovery=all(one.inputs["pointInTimeRecovery"]["enabled"] for one in tables),
        alarm_metrics=sum("metric" in query for one in alarms for query in one.inputs["metricQueries"]),
        counted_metrics=len(program.all("cloudwatch/logMetricFilter:LogMetricFilter")),
        dashboards=len(program.all("cloudwatch/dashboard:Dashboard")),
        keys=len(program.all("kms/key:Key")) + STATE_KEYS,
        pipeline=bool(program.all("codepipeline/pipeline:Pipeline")),
        canary_minutes=float(canary.get("interval", 0)),
        firewall_rules=sum(len(one.inputs["rules"]) for one in program.all("wafv2/webAcl:WebAcl")),
        plan=program.one("cognito/userPool:UserPool").inputs.get("userPoolTier", "ESSENTIALS"),
    )
