"""Lambda. The emulator is the control plane; the code runs in the runner, from the working tree."""

import io
import zipfile
from typing import Any

from localcloud.provisioning.cloud import Cloud, CreatedFunction
from localcloud.provisioning.handlers.inputs import present
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_alias", "create_function", "create_permission", "create_recursion_config"]

RUNNER_VARIABLE = "MINISTACK_LAMBDA_PROXY_URL"  # where the emulator sends a function's events


def create_function(cloud: Cloud, resource: Resource) -> Created:
    function = _function(cloud, resource)
    created = cloud.client("lambda").create_function(
        FunctionName=function.name,
        Runtime=resource.inputs["runtime"],
        Handler=function.handler,
        Role=function.role_arn,
        Timeout=function.timeout,
        MemorySize=resource.inputs.get("memorySize", 128),
        Code={"ZipFile": _stub()},
        Environment={"Variables": {**function.environment, RUNNER_VARIABLE: cloud.runner_url}},
        Publish=bool(resource.inputs.get("publish", False)),
    )
    cloud.functions.append(function)
    return Created(function.name, _outputs(cloud, function, created))


def create_alias(cloud: Cloud, resource: Resource) -> Created:
    inputs = resource.inputs
    alias = cloud.client("lambda").create_alias(
        FunctionName=inputs["functionName"], Name=inputs["name"], FunctionVersion=inputs["functionVersion"]
    )
    arn = alias["AliasArn"]
    return Created(arn, {"arn": arn, "invokeArn": _invoke_arn(cloud, arn)})


def create_permission(cloud: Cloud, resource: Resource) -> Created:
    inputs = resource.inputs
    statement = inputs.get("statementId", resource.name)
    cloud.client("lambda").add_permission(
        FunctionName=inputs["function"],
        StatementId=statement,
        Action=inputs["action"],
        Principal=inputs["principal"],
        **present(Qualifier=inputs.get("qualifier"), SourceArn=inputs.get("sourceArn")),
    )
    return Created(statement, {"statementId": statement})


def create_recursion_config(cloud: Cloud, resource: Resource) -> Created:
    """Stored without effect: the emulator does not detect loops."""
    name, allowed = resource.inputs["functionName"], resource.inputs["recursiveLoop"]
    cloud.client("lambda").put_function_recursion_config(FunctionName=name, RecursiveLoop=allowed)
    return Created(name, {})


def _function(cloud: Cloud, resource: Resource) -> CreatedFunction:
    inputs = resource.inputs
    return CreatedFunction(
        name=inputs.get("name", resource.name),
        handler=inputs["handler"],
        environment=inputs.get("environment", {}).get("variables", {}),
        role_arn=inputs["role"],
        timeout=cloud.function_seconds or inputs.get("timeout", 3),
    )


def _outputs(cloud: Cloud, function: CreatedFunction, created: dict[str, Any]) -> dict[str, Any]:
    arn = created["FunctionArn"]
    return {
        "name": function.name,
        "arn": arn,
        "version": created["Version"],
        "qualifiedArn": f"{arn}:{created['Version']}",
        "invokeArn": _invoke_arn(cloud, arn),
    }


def _invoke_arn(cloud: Cloud, arn: str) -> str:
    return f"arn:aws:apigateway:{cloud.region}:lambda:path/2015-03-31/functions/{arn}/invocations"


def _stub() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("README", "The laptop runs the working tree.")
    return buffer.getvalue()
