"""Names for resources that the program does not name, like the engine proposes them."""

from pulumi.runtime.proto.provider_pb2 import CheckRequest

from tests.engine.plugins.kinds import kind_of
from tests.engine.plugins.values import Values, read

__all__ = ["named"]


def named(request: CheckRequest) -> Values:
    """Returns the inputs with a name: the resource's current one, or a new one."""
    inputs, old = read(request.news), read(request.olds)
    property_ = kind_of(request.type).named_by
    if property_ is None or property_ in inputs:
        return inputs
    kept = old[property_] if property_ in old.get("__defaults", []) else None
    return {**inputs, property_: kept or _new(request), "__defaults": [property_]}


def _new(request: CheckRequest) -> str:
    """Returns a name by `pulumi:autonaming`, or by Pulumi's default."""
    return request.autonaming.proposed_name or f"{request.name}-{request.randomSeed.hex()[:7]}"
