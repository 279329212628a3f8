"""One small handler per resource type.

Resources with data (the user pool and its client, the tables, the cursor key) are kept between runs: their handlers
reuse what exists. All other resources are created again at each start, so they always match the program.
"""

from localcloud.provisioning.handlers import (
    functions,
    gateway,
    identity,
    logs,
    mappings,
    parameters,
    queues,
    roles,
    tables,
)
from localcloud.provisioning.registry import Handlers

__all__ = ["HANDLERS"]

HANDLERS: Handlers = {
    "aws:apigatewayv2/api:Api": gateway.create_api,
    "aws:apigatewayv2/authorizer:Authorizer": gateway.create_authorizer,
    "aws:apigatewayv2/integration:Integration": gateway.create_integration,
    "aws:apigatewayv2/route:Route": gateway.create_route,
    "aws:apigatewayv2/stage:Stage": gateway.create_stage,
    "aws:cloudwatch/logGroup:LogGroup": logs.create_log_group,
    "aws:cognito/userPool:UserPool": identity.create_user_pool,
    "aws:cognito/userPoolClient:UserPoolClient": identity.create_user_pool_client,
    "aws:dynamodb/table:Table": tables.create_table,
    "aws:iam/role:Role": roles.create_role,
    "aws:iam/rolePolicy:RolePolicy": roles.create_role_policy,
    "aws:lambda/alias:Alias": functions.create_alias,
    "aws:lambda/eventSourceMapping:EventSourceMapping": mappings.create_event_source_mapping,
    "aws:lambda/function:Function": functions.create_function,
    "aws:lambda/functionRecursionConfig:FunctionRecursionConfig": functions.create_recursion_config,
    "aws:lambda/permission:Permission": functions.create_permission,
    "aws:sqs/queue:Queue": queues.create_queue,
    "aws:ssm/parameter:Parameter": parameters.create_parameter,
}
