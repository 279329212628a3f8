"""Lambda's event source mappings: streams and queues that feed a function."""

from typing import Any

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers.inputs import pascal, present
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_event_source_mapping"]


def create_event_source_mapping(cloud: Cloud, resource: Resource) -> Created:
    inputs = resource.inputs
    mapping = cloud.client("lambda").create_event_source_mapping(
        EventSourceArn=inputs["eventSourceArn"],
        FunctionName=inputs["functionName"],
        **present(
            StartingPosition=inputs.get("startingPosition"),
            BatchSize=inputs.get("batchSize"),
            MaximumBatchingWindowInSeconds=inputs.get("maximumBatchingWindowInSeconds"),
            MaximumRetryAttempts=inputs.get("maximumRetryAttempts"),
            BisectBatchOnFunctionError=inputs.get("bisectBatchOnFunctionError"),
            FilterCriteria=pascal(inputs.get("filterCriteria")),
            ScalingConfig=_scaling(inputs.get("scalingConfig")),
            DestinationConfig=_destinations(inputs.get("destinationConfig")),
        ),
    )
    return Created(mapping["UUID"], {"uuid": mapping["UUID"], "functionArn": mapping["FunctionArn"]})


def _destinations(config: dict[str, Any] | None) -> dict[str, Any] | None:
    return config and {"OnFailure": {"Destination": config["onFailure"]["destinationArn"]}}


def _scaling(config: dict[str, Any] | None) -> dict[str, Any] | None:
    return config and {"MaximumConcurrency": int(config["maximumConcurrency"])}
