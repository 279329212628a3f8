"""The metrics that AWS publishes: sets of dimensions by namespace and name. One of the sets must match exactly.

A metric with other dimensions never has data, so an alarm on it is never raised.
"""

from collections.abc import Mapping

__all__ = ["OPERATIONS", "PUBLISHED"]

Dimensions = tuple[frozenset[str], ...]


def _sets(*sets: str) -> Dimensions:
    return tuple(frozenset(one.split()) for one in sets)


# https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
API = _sets("ApiId", "ApiId Stage")
# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html: by function, by version or alias, by the
# version that ran behind a weighted alias, of the account
FUNCTION = _sets("FunctionName", "FunctionName Resource", "ExecutedVersion FunctionName Resource", "")
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
PLACE = _sets("TableName", "GlobalSecondaryIndexName TableName")
OPERATION = _sets("Operation TableName")
# https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html
CLIENT = _sets("UserPool UserPoolClient")

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
DISTRIBUTION = _sets("DistributionId Region")
# https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html: for CloudFront without a region
FIREWALL = _sets("Rule WebACL")

PUBLISHED: Mapping[tuple[str, str], Dimensions] = {
    ("AWS/ApiGateway", "4xx"): API,
    ("AWS/ApiGateway", "5xx"): API,
    ("AWS/ApiGateway", "Count"): API,
    ("AWS/ApiGateway", "IntegrationLatency"): API,
    ("AWS/ApiGateway", "Latency"): API,
    ("AWS/CloudFront", "5xxErrorRate"): DISTRIBUTION,
    ("AWS/CloudFront", "Requests"): DISTRIBUTION,
    ("AWS/Cognito", "SignInSuccesses"): CLIENT,
    ("AWS/Cognito", "SignInThrottles"): CLIENT,
    ("AWS/Cognito", "SignUpSuccesses"): CLIENT,
    ("AWS/Cognito", "SignUpThrottles"): CLIENT,
    ("AWS/Cognito", "TokenRefreshSuccesses"): CLIENT,
    ("AWS/Cognito", "TokenRefreshThrottles"): CLIENT,
    ("AWS/DynamoDB", "ConsumedWriteCapacityUnits"): PLACE,
    ("AWS/DynamoDB", "ReadThrottleEvents"): PLACE,
    ("AWS/DynamoDB", "SuccessfulRequestLatency"): OPERATION,
    ("AWS/DynamoDB", "SystemErrors"): OPERATION,
    ("AWS/DynamoDB", "ThrottledRequests"): OPERATION,
    ("AWS/DynamoDB", "TransactionConflict"): _sets("TableName"),
    ("AWS/DynamoDB", "UserErrors"): _sets(""),
    ("AWS/DynamoDB", "WriteThrottleEvents"): PLACE,
    ("AWS/Lambda", "ConcurrentExecutions"): FUNCTION,
    ("AWS/Lambda", "DestinationDeliveryFailures"): FUNCTION,
    ("AWS/Lambda", "Duration"): FUNCTION,
    ("AWS/Lambda", "Errors"): FUNCTION,
    ("AWS/Lambda", "Invocations"): FUNCTION,
    ("AWS/Lambda", "IteratorAge"): FUNCTION,
    ("AWS/Lambda", "Throttles"): FUNCTION,
    # https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html: of the account and region
    ("AWS/Lambda", "UnreservedConcurrentExecutions"): _sets(""),
    # https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html: of the account
    ("AWS/SES", "Reputation.BounceRate"): _sets(""),
    ("AWS/SES", "Reputation.ComplaintRate"): _sets(""),
    # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): _sets("QueueName"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): _sets("QueueName"),
    ("AWS/WAFV2", "AllowedRequests"): FIREWALL,
    ("AWS/WAFV2", "BlockedRequests"): FIREWALL,
}

# Values of the dimension Operation; TransactWriteItems is reported by table too.
# https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_dynamodb.Operation.html
OPERATIONS = frozenset(
    {
        *("BatchExecuteStatement", "BatchGetItem", "BatchWriteItem", "DeleteItem", "ExecuteStatement"),
        *("ExecuteTransaction", "GetItem", "GetRecords", "PutItem", "Query", "Scan", "TransactGetItems"),
        *("TransactWriteItems", "UpdateItem"),
    }
)
