"""Properties of resource types, as far as the tests need them: from the SDK's classes and a few tables."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache

from tests.engine.plugins.sdk import GETTER, module_of

__all__ = ["ResourceType", "kind_of"]

# Properties whose change replaces the resource, by AWS's rules: https://www.pulumi.com/registry/packages/aws/
REPLACING: Mapping[str, Set[str]] = {
    "apigatewayv2/api:Api": {"protocolType"},
    "cognito/userPool:UserPool": {
        "aliasAttributes",
        "name",
        "schemas",
        "usernameAttributes",
        "usernameConfiguration",
    },
    "cognito/userPoolClient:UserPoolClient": {"generateSecret", "userPoolId"},
    "dynamodb/table:Table": {"hashKey", "localSecondaryIndexes", "name", "rangeKey"},
    "iam/rolePolicy:RolePolicy": {"name", "role"},
    "lambda/alias:Alias": {"functionName", "name"},
    "lambda/eventSourceMapping:EventSourceMapping": {"eventSourceArn", "startingPosition"},
    "lambda/functionRecursionConfig:FunctionRecursionConfig": {"functionName"},
    "lambda/permission:Permission": {"action", "function", "principal", "qualifier", "sourceArn"},
}
REPLACING_ANY = {"apiId", "bucket", "name"}
KEPT_NAMES = {
    "apigatewayv2/api:Api",
    "apigatewayv2/authorizer:Authorizer",
    "cognito/userPoolClient:UserPoolClient",
}
# Types whose name is unique per account; other names are unique in a smaller scope, or not at all.
UNIQUE = {
    "cloudwatch/logGroup:LogGroup",
    "dynamodb/table:Table",
    "iam/role:Role",
    "lambda/function:Function",
    "sqs/queue:Queue",
    "ssm/parameter:Parameter",
}

# Types whose id is the name, by the section "Import" of each type's page there.
NAMED_BY_ID = UNIQUE - {"sqs/queue:Queue"}

OUTPUT_ONLY = re.compile(r'__props__\.__dict__\["(\w+)"\] = None\n')
PROPERTY = re.compile(GETTER + r"pulumi\.Output\[(?:Optional\[)?([\w.]+)")


@dataclass(frozen=True)
class ResourceType:
    """The properties of a type, with their names on the wire."""

    named_by: str | None  # gets a name if the program gives none
    computed: Mapping[str, bool]  # computed by AWS, and whether it is a string
    replacing: Set[str]
    unique_name: bool
    id_is_name: bool


@cache
def kind_of(type_: str) -> ResourceType:
    """Raises UnknownKindError."""
    text = module_of(type_).read_text(encoding="utf-8")
    names = {snake: (wire or snake, kind) for wire, snake, kind in PROPERTY.findall(text)}
    hidden = {*OUTPUT_ONLY.findall(text), "arn"}  # that of some may be given too, and is not
    inputs = {wire for snake, (wire, _) in names.items() if snake not in hidden}
    short = type_.removeprefix("aws:")
    replacing = REPLACING.get(short, set()) | (REPLACING_ANY - ({"name"} if short in KEPT_NAMES else set()))
    return ResourceType(
        named_by=next((name for name in ("name", "bucket") if name in inputs), None),
        computed={wire: kind == "_builtins.str" for snake, (wire, kind) in names.items() if snake in hidden},
        replacing=replacing,
        unique_name=short in UNIQUE,
        id_is_name=short in NAMED_BY_ID,
    )
