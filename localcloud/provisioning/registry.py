"""Handlers by type of resource."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from localcloud.errors import LocalCloudError
from localcloud.provisioning.cloud import Cloud

__all__ = ["Created", "ResourceHandler", "Handlers", "Resource", "handler_for"]


@dataclass(frozen=True)
class Resource:
    """A registered resource: Pulumi's type token, its name, and its inputs in camelCase."""

    type: str
    name: str
    inputs: dict[str, Any]


class Created(NamedTuple):
    """The physical id, and the outputs that are not inputs."""

    id: str
    outputs: dict[str, Any]


ResourceHandler = Callable[[Cloud, Resource], Created]
Handlers = Mapping[str, ResourceHandler]


def handler_for(resource: Resource, handlers: Handlers) -> ResourceHandler:
    """Returns the handler of a type. Raises LocalCloudError if there is none."""
    try:
        return handlers[resource.type]
    except KeyError:
        raise LocalCloudError(
            f"the laptop cannot create {resource.type} ({resource.name}): write its handler in"
            " localcloud/provisioning/handlers/, or turn it off in Pulumi.local.yaml"
        ) from None
