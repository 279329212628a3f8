"""Cuts botocore's data to what the app uses: cold starts read the models, and the first call the certificates."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.operations import OPERATIONS

__all__ = ["prune_botocore"]

AMAZON = re.compile(r"^# Subject: .*\bO=(Amazon|Starfield Technologies, Inc\.)( |$)", re.MULTILINE)
CERTIFICATE = re.compile(r"^# Issuer: .*?^-----END CERTIFICATE-----\n", re.MULTILINE | re.DOTALL)


def prune_botocore(botocore: Path) -> None:
    """Rewrites the data in the folder of an installed botocore."""
    for packed in botocore.glob("data/*/*/*.json.gz"):
        packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
        packed.unlink()
    for service, operations in OPERATIONS.items():
        for model in botocore.glob(f"data/{service}/*/service-2.json"):
            _rewrite(model, _model_of(json.loads(model.read_bytes()), operations))
    endpoints = botocore / "data" / "endpoints.json"
    _rewrite(endpoints, _endpoints_of(json.loads(endpoints.read_bytes())))
    authorities = botocore / "cacert.pem"
    authorities.write_text(_authorities_of_amazon(authorities.read_text("utf-8")), "utf-8")


def _model_of(model: dict[str, Any], operations: frozenset[str]) -> dict[str, Any]:
    """Returns a service's model with some operations and their shapes, without documentation."""
    kept = {name: model["operations"][name] for name in sorted(operations)}
    shapes: dict[str, Any] = {}
    ahead = list(_shapes_in(kept))
    while ahead:
        name = ahead.pop()
        if name not in shapes:
            shapes[name] = model["shapes"][name]
            ahead.extend(_shapes_in(shapes[name]))
    without: dict[str, Any] = _undocumented(
        {**model, "operations": kept, "shapes": dict(sorted(shapes.items()))}
    )
    return without


def _shapes_in(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "shape" and isinstance(value, str):
                yield value
            else:
                yield from _shapes_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from _shapes_in(value)


def _undocumented(node: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(node, dict):
        texts = {"documentation"} if isinstance(node.get("documentation"), str) else set()
        return {key: _undocumented(value) for key, value in node.items() if key not in texts}
    return [_undocumented(value) for value in node] if isinstance(node, list) else node


def _endpoints_of(endpoints: dict[str, Any]) -> dict[str, Any]:
    """Returns every partition and region, for the used services."""
    partitions = [
        {
            **partition,
            "services": {name: what for name, what in partition["services"].items() if name in OPERATIONS},
        }
        for partition in endpoints["partitions"]
    ]
    return {**endpoints, "partitions": partitions}


def _authorities_of_amazon(certificates: str) -> str:
    """Returns the certificate authorities of AWS: reading all 127 takes longer than the first request."""
    return "".join(one for one in CERTIFICATE.findall(certificates) if AMAZON.search(one))


def _rewrite(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")), "utf-8")
