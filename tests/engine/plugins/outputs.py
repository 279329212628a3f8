"""The outputs of a resource that only AWS computes."""

import secrets
from collections.abc import Set

from tests.engine.plugins.kinds import kind_of
from tests.engine.plugins.values import UNKNOWN, Values, content

__all__ = ["ACCOUNT", "FUNCTION", "REGION", "changed_properties", "outputs_of_new", "outputs_of_update"]

ACCOUNT, REGION = "123456789012", "eu-west-1"
FUNCTION = "aws:lambda/function:Function"
# New with each published version of a function.
OF_A_VERSION = {"lastModified", "qualifiedArn", "qualifiedInvokeArn", "version"}
NO_PUBLICATION = {"tags", "reservedConcurrentExecutions"}


def changed_properties(old: Values, new: Values) -> Set[str]:
    """Returns the names of the inputs that differ."""
    names = (old.keys() | new.keys()) - {"__defaults"}
    return {name for name in names if content(old.get(name)) != content(new.get(name))}


def outputs_of_new(type_: str, id_: str, inputs: Values) -> Values:
    """In a preview the id and all computed outputs are unknown."""
    outputs = {name: _output(type_, name, id_, inputs) for name in _strings(type_)}
    if type_ == FUNCTION and id_ != UNKNOWN:
        outputs.update(_publication(inputs, 1))
    return {**inputs, **outputs}


def outputs_of_update(
    type_: str, old: Values, old_inputs: Values, inputs: Values, *, preview: bool
) -> Values:
    """Keeps the outputs except for changed inputs and, for a published function, its version."""
    outputs = {name: old[name] for name in _strings(type_) if name in old}
    changed = changed_properties(old_inputs, inputs)
    if type_ == FUNCTION and inputs.get("publish") and changed - NO_PUBLICATION:
        outputs.update(
            dict.fromkeys(OF_A_VERSION, UNKNOWN) if preview else _publication(inputs, int(old["version"]) + 1)
        )
    return {**inputs, **outputs}


def _strings(type_: str) -> Set[str]:
    return {name for name, is_string in kind_of(type_).computed.items() if is_string}


def _output(type_: str, name: str, id_: str, inputs: Values) -> str:
    if id_ == UNKNOWN:
        return UNKNOWN
    service = type_.split(":")[1].partition("/")[0]
    if name == "invokeUrl":
        return f"https://{inputs['apiId']}.execute-api.{REGION}.amazonaws.com/"
    if name.lower().endswith("arn"):
        return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{name.removesuffix('Arn')}/{id_}"
    return f"{name}-{secrets.token_hex(4)}"


def _publication(inputs: Values, number: int) -> Values:
    if not inputs.get("publish"):
        return {"version": "$LATEST"}
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{inputs['name']}:{number}"
    return {
        "lastModified": secrets.token_hex(4),
        "qualifiedArn": arn,
        "qualifiedInvokeArn": f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations",
        "version": str(number),
    }
