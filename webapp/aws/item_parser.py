"""Parses DynamoDB's responses without touching the items: PynamoDB takes them as the JSON has them."""

from typing import Any

from botocore.model import MapShape
from botocore.parsers import JSONParser, ResponseParser, ResponseParserFactory

__all__ = ["ResponseParsers"]

ATTRIBUTE = "AttributeValue"


class ResponseParsers(ResponseParserFactory):
    """botocore's own parsers, except for items: parsing their attributes would take a tenth of a feed page's time."""

    def create_parser(self, protocol_name: str) -> ResponseParser:
        return ItemParser() if protocol_name == "json" else super().create_parser(protocol_name)


class ItemParser(JSONParser):
    """Leaves items as they are. Binary attributes, which the tables do not have, would stay base64."""

    def _handle_map(self, shape: MapShape, value: Any) -> Any:  # noqa: ANN401  any JSON
        if shape.value.name == ATTRIBUTE:
            return value
        return super()._handle_map(shape, value)  # type: ignore[misc]  # not in its stubs
