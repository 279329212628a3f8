"""What pruning keeps of botocore's data is enough: every operation in use is described as before."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore
import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape
from botocore.regions import EndpointResolver

from infra.bundle.pruning import prune
from infra.operations import OPERATIONS

WHOLE = Path(botocore.__file__).parent
SERVICES = sorted(OPERATIONS)
USED = [(service, operation) for service in SERVICES for operation in sorted(OPERATIONS[service])]


@pytest.fixture(scope="module")
def pruned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Returns the `botocore` of the pruned packages, as the zip has it."""
    folder = tmp_path_factory.mktemp("packages")
    for name in ("data", *(f"data/{service}" for service in (*SERVICES, "ec2"))):
        source, copy = WHOLE / name, folder / "botocore" / name
        if name == "data":
            shutil.copytree(source, copy, ignore=lambda _, names: [one for one in names if "." not in one])
        else:
            shutil.copytree(source, copy)
    shutil.copyfile(WHOLE / "cacert.pem", folder / "botocore" / "cacert.pem")
    prune(folder)
    yield folder / "botocore"
    shutil.rmtree(folder)


def model(data: Path, service: str) -> ServiceModel:
    loader = Loader(extra_search_paths=[str(data)], include_default_search_paths=False)
    return ServiceModel(loader.load_service_model(service, "service-2"), service)


def likeness(shape: Shape | None, above: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  any nested values
    """Returns what botocore knows of a shape except its documentation. A recursive shape is replaced by its name."""
    if shape is None or shape.name in above:
        return shape and shape.name
    inside = {**getattr(shape, "members", {})}
    for one in ("member", "key", "value"):
        if hasattr(shape, one):
            inside[one] = getattr(shape, one)
    within = (*above, shape.name)
    metadata = {key: value for key, value in shape.metadata.items() if key != "documentation"}
    serialized = {key: value for key, value in shape.serialization.items() if key != "documentation"}
    members = {name: likeness(one, within) for name, one in inside.items()}
    return shape.name, shape.type_name, metadata, serialized, members


@pytest.mark.parametrize(("service", "name"), USED)
def test_pruning_does_not_change_requests_and_responses(pruned: Path, service: str, name: str) -> None:
    whole, cut = (model(data, service).operation_model(name) for data in (WHOLE / "data", pruned / "data"))

    assert likeness(cut.input_shape) == likeness(whole.input_shape)
    assert likeness(cut.output_shape) == likeness(whole.output_shape)
    assert [likeness(one) for one in cut.error_shapes] == [likeness(one) for one in whole.error_shapes]
    assert (cut.http, cut.auth_type, cut.has_streaming_input) == (
        whole.http,
        whole.auth_type,
        whole.has_streaming_input,
    )


@pytest.mark.parametrize("service", SERVICES)
def test_a_pruned_service_has_only_the_operations_in_use(pruned: Path, service: str) -> None:
    cut, whole = model(pruned / "data", service), model(WHOLE / "data", service)

    assert set(cut.operation_names) == OPERATIONS[service]
    assert cut.metadata == whole.metadata


@pytest.mark.parametrize("service", SERVICES)
def test_pruning_does_not_change_a_services_endpoint_in_any_region(pruned: Path, service: str) -> None:
    cut, whole = (
        EndpointResolver(json.loads((botocore / "data" / "endpoints.json").read_bytes()))
        for botocore in (pruned, WHOLE)
    )
    regions = [
        (partition, region)
        for partition in whole.get_available_partitions()
        for region in whole.get_available_endpoints(service, partition, allow_non_regional=True)
    ]

    assert len(regions) > 25
    for partition, region in regions:
        assert cut.construct_endpoint(service, region, partition) == whole.construct_endpoint(
            service, region, partition
        )


@pytest.mark.parametrize("service", SERVICES)
def test_a_services_endpoint_rules_are_kept(pruned: Path, service: str) -> None:
    cut, whole = (
        Loader(extra_search_paths=[str(one / "data")], include_default_search_paths=False)
        for one in (pruned, WHOLE)
    )

    rules = [one.load_service_model(service, "endpoint-rule-set-1") for one in (cut, whole)]

    assert rules[0] == rules[1]


def test_only_the_certificate_authorities_of_aws_are_kept(pruned: Path) -> None:
    """Amazon's five, and those that certified them: https://www.amazontrust.com/repository/"""
    text = (pruned / "cacert.pem").read_text("utf-8")

    assert sorted(re.findall(r'^# Label: "(.*)"', text, re.MULTILINE)) == [
        "Amazon Root CA 1",
        "Amazon Root CA 2",
        "Amazon Root CA 3",
        "Amazon Root CA 4",
        "Starfield Class 2 CA",
        "Starfield Root Certificate Authority - G2",
        "Starfield Services Root Certificate Authority - G2",
    ]
    assert text.count("BEGIN CERTIFICATE") == text.count("END CERTIFICATE") == 7


def test_files_of_unused_services_are_removed(pruned: Path) -> None:
    data = {path.name for path in (pruned / "data").rglob("*") if path.is_file()}

    assert {one.name for one in (pruned / "data").iterdir() if one.is_dir() and any(one.rglob("*.json"))} == {
        *OPERATIONS
    }
    assert data == {
        "_retry.json",
        "endpoint-rule-set-1.json",
        "endpoints.json",
        "partitions.json",
        "sdk-default-configuration.json",
        "service-2.json",
    }
