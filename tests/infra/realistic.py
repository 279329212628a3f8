"""Returns what AWS would return for a resource: names, ids and ARNs in AWS's format.

Tests match the patterns of policies against them.
"""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["ACCOUNT", "NAMES", "REGION", "STREAM", "identify", "outputs_of"]

ACCOUNT, REGION = "111122223333", "eu-west-1"
HERE = f"{REGION}:{ACCOUNT}"
STREAM = "/stream/2026-11-25T12:00:00.000"  # the ARN of a table's stream is the table's with this suffix

# The input with the physical name, if it is not `name`.
NAMES = {
    "aws:codecommit/repository:Repository": "repositoryName",
    "aws:codedeploy/deploymentConfig:DeploymentConfig": "deploymentConfigName",
    "aws:codedeploy/deploymentGroup:DeploymentGroup": "deploymentGroupName",
    "aws:s3/bucket:Bucket": "bucket",
}

IDS: Mapping[str, Callable[[str], str]] = {
    "aws:apigatewayv2/api:Api": lambda digest: digest[:10],
    "aws:apigatewayv2/authorizer:Authorizer": lambda digest: digest[:6],
    "aws:apigatewayv2/integration:Integration": lambda digest: digest[:7],
    "aws:cloudfront/distribution:Distribution": lambda digest: f"E{digest[:13].upper()}",
    "aws:cloudfront/originAccessControl:OriginAccessControl": lambda digest: f"E{digest[:13].upper()}",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": lambda digest: str(uuid.UUID(digest[:32])),
    "aws:cognito/userPool:UserPool": lambda digest: f"{REGION}_{digest[:9]}",
    "aws:cognito/userPoolClient:UserPoolClient": lambda digest: digest[:26],
    "aws:kms/key:Key": lambda digest: str(uuid.UUID(digest[:32])),
    "aws:lambda/eventSourceMapping:EventSourceMapping": lambda digest: str(uuid.UUID(digest[:32])),
    "aws:wafv2/webAcl:WebAcl": lambda digest: str(uuid.UUID(digest[:32])),
}

# The part after `arn:aws:`, as the service authorization reference has it.
ARNS = {
    "aws:cloudfront/distribution:Distribution": "cloudfront::{account}:distribution/{id}",
    "aws:cloudfront/function:Function": "cloudfront::{account}:function/{name}",
    "aws:cloudwatch/eventRule:EventRule": "events:{here}:rule/{name}",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": "logs:{here}:delivery-destination:{name}",
    "aws:cloudwatch/logGroup:LogGroup": "logs:{here}:log-group:{name}",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "cloudwatch:{here}:alarm:{name}",
    "aws:codebuild/project:Project": "codebuild:{here}:project/{name}",
    "aws:codecommit/repository:Repository": "codecommit:{here}:{name}",
    "aws:codedeploy/application:Application": "codedeploy:{here}:application:{name}",
    "aws:codedeploy/deploymentConfig:DeploymentConfig": "codedeploy:{here}:deploymentconfig:{name}",
    "aws:codedeploy/deploymentGroup:DeploymentGroup": "codedeploy:{here}:deploymentgroup:{appName}/{name}",
    "aws:codepipeline/pipeline:Pipeline": "codepipeline:{here}:{name}",
    "aws:cognito/userPool:UserPool": "cognito-idp:{here}:userpool/{id}",
    "aws:dynamodb/table:Table": "dynamodb:{here}:table/{name}",
    "aws:iam/policy:Policy": "iam::{account}:policy{path}{name}",
    "aws:iam/role:Role": "iam::{account}:role{path}{name}",
    "aws:kms/key:Key": "kms:{here}:key/{id}",
    "aws:lambda/alias:Alias": "lambda:{here}:function:{functionName}:{name}",
    "aws:lambda/eventSourceMapping:EventSourceMapping": "lambda:{here}:event-source-mapping:{id}",
    "aws:lambda/function:Function": "lambda:{here}:function:{name}",
    "aws:s3/bucket:Bucket": "s3:::{name}",
    "aws:sns/topic:Topic": "sns:{here}:{name}",
    "aws:sqs/queue:Queue": "sqs:{here}:{name}",
    "aws:ssm/parameter:Parameter": "ssm:{here}:parameter{name}",
    "aws:wafv2/webAcl:WebAcl": "wafv2:{here}:global/webacl/{name}/{id}",
}


def identify(kind: str, name: str, stack: str, inputs: Mapping[str, Any]) -> tuple[str, str]:
    """Returns the id and the physical name of a resource, by default generated like Pulumi.yaml's autonaming."""
    digest = hashlib.sha256(f"{stack} {kind} {name}".encode()).hexdigest()
    physical = inputs.get(NAMES.get(kind, "name"), f"dwipper-{stack}-{name}-{digest[-6:]}")
    return IDS[kind](digest) if kind in IDS else physical, physical


def outputs_of(kind: str, name: str, stack: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the outputs of a resource that only AWS can compute."""
    id, physical = identify(kind, name, stack, inputs)
    outputs: dict[str, Any] = {NAMES.get(kind, "name"): physical}
    if kind in ARNS:
        here = f"{inputs.get('region', REGION)}:{ACCOUNT}"
        words = {"path": "/", **inputs, "account": ACCOUNT, "here": here, "id": id, "name": physical}
        outputs["arn"] = f"arn:aws:{ARNS[kind].format_map(words)}"
    more = MORE.get(kind)
    return {**outputs, **(more(id, outputs, inputs) if more else {})}


def _invoked(_id: str, outputs: Mapping[str, Any], _inputs: Mapping[str, Any]) -> dict[str, Any]:
    path = f"lambda:path/2015-03-31/functions/{outputs['arn']}/invocations"
    return {"invokeArn": f"arn:aws:apigateway:{REGION}:{path}", "version": "1"}


def _cloned(_id: str, outputs: Mapping[str, Any], _inputs: Mapping[str, Any]) -> dict[str, Any]:
    place = f"git-codecommit.{REGION}.amazonaws.com/v1/repos/{outputs['repositoryName']}"
    return {"cloneUrlHttp": f"https://{place}"}


MORE: Mapping[str, Callable[[str, Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]] = {
    "aws:apigatewayv2/api:Api": lambda id, _outputs, _inputs: {
        "executionArn": f"arn:aws:execute-api:{HERE}:{id}"
    },
    "aws:apigatewayv2/domainName:DomainName": lambda _id, _outputs, inputs: {
        "domainNameConfiguration": {
            **inputs["domainNameConfiguration"],
            "targetDomainName": f"d-abcdefghij.execute-api.{REGION}.amazonaws.com",
        }
    },
    "aws:apigatewayv2/stage:Stage": lambda _id, _outputs, inputs: {
        "invokeUrl": f"https://{inputs['apiId']}.execute-api.{REGION}.amazonaws.com/"
    },
    "aws:cloudfront/distribution:Distribution": lambda id, _outputs, _inputs: {
        "domainName": f"d{id[:13].lower()}.cloudfront.net"
    },
    "aws:codecommit/repository:Repository": _cloned,
    "aws:cognito/userPoolClient:UserPoolClient": lambda id, _outputs, _inputs: {
        "clientSecret": f"secret-of-{id}"
    },
    "aws:dynamodb/table:Table": lambda _id, outputs, _inputs: {"streamArn": outputs["arn"] + STREAM},
    "aws:s3/bucket:Bucket": lambda _id, outputs, _inputs: {
        "bucketRegionalDomainName": f"{outputs['bucket']}.s3.{REGION}.amazonaws.com"
    },
    "aws:sqs/queue:Queue": lambda _id, outputs, _inputs: {
        "url": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{outputs['name']}"
    },
    "aws:lambda/alias:Alias": _invoked,
    "aws:lambda/function:Function": _invoked,
}
