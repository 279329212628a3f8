"""The calls that create alarms, site, pipeline and release from what the program registers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from tests.infra.emulated import delivery, edge, rights, watching
from tests.infra.emulated.call import AwsCall
from tests.infra.program import Program, Registered
from tests.infra.realistic import REGION

__all__ = ["CALLS", "calls_of"]

# Ordered so that every referenced resource exists.
CALLS: Mapping[str, Callable[[Registered], Iterator[AwsCall]]] = {
    "iam/policy:Policy": rights.policy,
    "iam/role:Role": rights.role,
    "iam/rolePolicy:RolePolicy": rights.role_policy,
    "iam/rolePolicyAttachment:RolePolicyAttachment": rights.attachment,
    "kms/key:Key": watching.key,
    "sns/topic:Topic": watching.topic,
    "sns/topicPolicy:TopicPolicy": watching.topic_policy,
    "cloudwatch/logGroup:LogGroup": watching.log_group,
    "cloudwatch/logMetricFilter:LogMetricFilter": watching.metric_filter,
    "cloudwatch/metricAlarm:MetricAlarm": watching.alarm,
    "cloudwatch/dashboard:Dashboard": watching.dashboard,
    "s3/bucket:Bucket": delivery.bucket,
    "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": delivery.bucket_encryption,
    "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": delivery.bucket_closed,
    "s3/bucketPolicy:BucketPolicy": delivery.bucket_policy,
    "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": delivery.bucket_lifecycle,
    "s3/bucketVersioning:BucketVersioning": delivery.bucket_versions,
    "wafv2/webAcl:WebAcl": edge.firewall,
    "cloudfront/originAccessControl:OriginAccessControl": edge.access,
    "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": edge.headers,
    "cloudfront/function:Function": edge.function,
    "cloudfront/distribution:Distribution": edge.distribution,
    "cloudwatch/logDeliverySource:LogDeliverySource": edge.log_source,
    "cloudwatch/logDeliveryDestination:LogDeliveryDestination": edge.log_destination,
    "cloudwatch/logDelivery:LogDelivery": edge.log_delivery,
    "codecommit/repository:Repository": delivery.repository,
    "codebuild/project:Project": delivery.project,
    "codepipeline/pipeline:Pipeline": delivery.pipeline,
    "codedeploy/application:Application": delivery.application,
    "codedeploy/deploymentConfig:DeploymentConfig": delivery.deployment_config,
    "codedeploy/deploymentGroup:DeploymentGroup": delivery.deployment_group,
    "cloudwatch/eventRule:EventRule": watching.rule,
    "cloudwatch/eventTarget:EventTarget": watching.target,
}


def calls_of(program: Program, kinds: Iterable[str] = CALLS) -> Iterator[AwsCall]:
    """Returns the calls that create all of a program's resources of these types."""
    for kind in (kind for kind in CALLS if kind in set(kinds)):
        for one in program.all(kind):
            region = one.inputs.get("region", REGION)
            yield from (replace(call, region=region) for call in CALLS[kind](one))
