"""The stacks with alarms, as their program registers them, and the names of their resources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from infra.tables import TABLES
from tests.infra.program import Program, program_of
from tests.infra.watch.cloudwatch import WatchedAlarm
from tests.infra.watch.metrics import MetricKey

__all__ = ["STACKS", "WatchedStack", "stack_named"]

BY_SES = {
    "mailFrom": "hello@dwipper.example",
    "mailIdentityArn": "arn:aws:ses:eu-west-1:111122223333:identity/dwipper.example",
}
STACKS = ("dev", "staging", "prod", "prod by SES")


@dataclass(frozen=True)
class WatchedStack:
    """A stack by name. Names are read from other resources than the alarms, because alarms may have wrong ones."""

    name: str
    program: Program

    @property
    def alarms(self) -> Mapping[str, WatchedAlarm]:
        """Returns the alarms by name without the component's: `api-5xx`."""
        found = self.program.all("cloudwatch/metricAlarm:MetricAlarm")
        return {_short(one.name): WatchedAlarm(_short(one.name), one.inputs) for one in found}

    @property
    def log_filters(self) -> Mapping[str, Mapping[str, Any]]:
        """Returns the filters by the metric that they publish."""
        found = self.program.all("cloudwatch/logMetricFilter:LogMetricFilter")
        return {one.inputs["metricTransformation"]["name"]: one.inputs for one in found}

    @property
    def rules(self) -> Mapping[str, Mapping[str, Any]]:
        return {one.name: one.inputs for one in self.program.all("cloudwatch/eventRule:EventRule")}

    @property
    def log_groups(self) -> Sequence[str]:
        return [one.inputs["name"] for one in self.program.all("cloudwatch/logGroup:LogGroup")]

    @property
    def namespace(self) -> str:
        return f"dwipper/{self.name.partition(' ')[0]}"

    @property
    def api(self) -> Mapping[str, str]:
        """Returns the dimensions of the API's stage."""
        stage = self.program.one("apigatewayv2/stage:Stage")
        return {"ApiId": stage.inputs["apiId"], "Stage": stage.inputs["name"]}

    @property
    def site(self) -> Mapping[str, str]:
        """Returns the dimensions of the distribution."""
        return {
            "DistributionId": self.program.one("cloudfront/distribution:Distribution").id,
            "Region": "Global",
        }

    def limit(self, rule: str) -> Mapping[str, str]:
        """Returns the dimensions of a rule of the site's firewall."""
        acl = self.program.one("wafv2/webAcl:WebAcl").inputs
        (found,) = (one for one in acl["rules"] if one["name"] == rule)
        return {
            "Rule": found["visibilityConfig"]["metricName"],
            "WebACL": acl["visibilityConfig"]["metricName"],
        }

    @property
    def people(self) -> Mapping[str, str]:
        """Returns the dimensions of the user pool's client."""
        client = self.program.one("cognito/userPoolClient:UserPoolClient")
        return {"UserPool": client.inputs["userPoolId"], "UserPoolClient": client.id}

    @property
    def newest(self) -> Mapping[str, str]:
        """Returns the dimensions of the newest version, called through its alias."""
        alias = self.program.one("lambda/alias:Alias", "api-live").inputs
        function = alias["functionName"]
        return {
            "FunctionName": function,
            "Resource": f"{function}:{alias['name']}",
            "ExecutedVersion": alias["functionVersion"],
        }

    @property
    def releases(self) -> bool:
        return bool(self.program.all("codedeploy/deploymentGroup:DeploymentGroup"))

    @property
    def by_ses(self) -> bool:
        return "emailConfiguration" in self.program.one("cognito/userPool:UserPool").inputs

    @property
    def topic(self) -> str:
        return self.program.one("sns/topic:Topic", "watch-topic").arn

    @property
    def topics(self) -> Mapping[str, str]:
        """Returns the topics of alarms by region."""
        return {one.inputs["region"]: one.arn for one in self.program.all("sns/topic:Topic")}

    @property
    def pipeline(self) -> str:
        name: str = self.program.one("codepipeline/pipeline:Pipeline").outputs["name"]
        return name

    def called(self, *alarms: str) -> frozenset[str]:
        """Returns the alarms, and the new version's alarm if there is one: both see its errors."""
        return frozenset({*alarms, *(["new-version-errors"] if self.releases else [])})

    def function(self, name: str) -> Mapping[str, str]:
        return {
            "FunctionName": self.program.one("lambda/function:Function", f"{name}-function").outputs["name"]
        }

    def queue(self, name: str) -> Mapping[str, str]:
        return {"QueueName": self.program.one("sqs/queue:Queue", name).outputs["name"]}

    def table(self, name: str) -> Mapping[str, str]:
        return {"TableName": self.program.one("dynamodb/table:Table", f"storage-{name}").outputs["name"]}

    def places(self, table: str) -> Sequence[Mapping[str, str]]:
        """Returns a table and its indexes."""
        indexes = [{"GlobalSecondaryIndexName": index.name} for index in TABLES[table].indexes]
        return [self.table(table), *({**self.table(table), **index} for index in indexes)]

    def watched(self) -> Sequence[MetricKey]:
        """Returns the metrics of all alarms."""
        return [metric for alarm in self.alarms.values() for metric in alarm.metrics.values()]


@cache
def stack_named(name: str) -> WatchedStack:
    """Returns one of STACKS; the program runs once."""
    stack, _, by_ses = name.partition(" ")
    return WatchedStack(name, program_of(stack, **(BY_SES if by_ses else {})))


def _short(resource: str) -> str:
    """Returns the name without its component's."""
    return resource.partition("-")[2]
