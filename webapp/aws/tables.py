"""PynamoDB's tables: one shared client, and batches that are always completed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from threading import Lock
from typing import Any, ClassVar, Self

from botocore.session import Session
from pynamodb.attributes import Attribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.constants import NUMBER
from pynamodb.exceptions import AttributeDeserializationError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from webapp.aws.backoff import pauses
from webapp.aws.clients import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS, session
from webapp.aws.deadline import begin_in_time
from webapp.environment import environment
from webapp.strings.text import legible

__all__ = ["EXPIRES", "IntegerAttribute", "Table", "TableMeta", "TextAttribute", "connection"]

# JSON's integers that every client reads exactly: https://www.rfc-editor.org/rfc/rfc7493#section-2.2
LARGEST = 2**53 - 1
EXPIRES = "expires_at"  # DynamoDB deletes an item some hours after this time, in Unix seconds
UNPROCESSED = {"BatchGetItem": "UnprocessedKeys", "BatchWriteItem": "UnprocessedItems"}


class PatientConnection(Connection):
    """Begins no call after the deadline, and retries unprocessed keys of batches."""

    def make_client(self) -> None:
        """Makes the client at init, when Lambda gives a whole processor; PynamoDB would wait for the first call."""
        self._client = self.client

    @property
    def session(self) -> Session:
        """Returns the app's session; PynamoDB would make one per thread."""
        return session

    def dispatch(self, operation_name: str, operation_kwargs: dict[str, Any]) -> dict[str, Any]:
        begin_in_time()
        answer: dict[str, Any] = super().dispatch(operation_name, operation_kwargs)
        if operation_name in UNPROCESSED:
            self._do_the_rest(operation_name, answer)
        return answer

    def _do_the_rest(self, operation_name: str, answer: dict[str, Any]) -> None:
        """DynamoDB may return unprocessed keys. Retries them with back-off; PynamoDB would retry without a pause."""
        left = UNPROCESSED[operation_name]
        for _ in pauses():
            if not answer.get(left):
                return
            begin_in_time()
            more = super().dispatch(operation_name, {"RequestItems": answer[left]})
            for table, items in more.get("Responses", {}).items():
                answer["Responses"].setdefault(table, []).extend(items)
            answer[left] = more.get(left)


connection = PatientConnection(
    region=environment().aws_region,
    connect_timeout_seconds=CONNECT_SECONDS,
    read_timeout_seconds=READ_SECONDS,
    max_retry_attempts=ATTEMPTS - 1,
    max_pool_connections=32,
)
_one_at_a_time = Lock()


class TableMeta:
    """The `Meta` that all tables share."""

    region: ClassVar[str] = environment().aws_region


class Table(Model):
    """A model of the app."""

    @classmethod
    def from_raw_data(cls, data: Mapping[str, Any]) -> Self:
        """Returns a stored item. An attribute that it lacks has its `default`, or none.

        Older items lack an attribute that was added later, so that one needs a `default`.
        An attribute that is not of its type counts as missing, so that one bad item fails no list.
        """
        item = cls.__new__(cls)
        values = item.attribute_values = {}
        for name, attribute in cls.get_attributes().items():
            if name not in data:
                if attribute.default is not None:
                    values[name] = attribute.default
                continue
            try:
                values[name] = attribute.deserialize(attribute.get_value(data[name]))
            except (AttributeDeserializationError, ValueError):
                continue
        return item

    def update(self, actions: Sequence[Action], condition: Condition | None = None, **_: object) -> None:
        """Changes the stored item. PynamoDB would read the whole item then, and fail if it is malformed."""
        key, range_key = self._get_hash_range_key_serialized_values()
        self._get_connection().update_item(key, range_key, actions=actions, condition=condition)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """Shares one client; PynamoDB would make one per table, each with its own connections and cold start."""
        with _one_at_a_time:
            table = super()._get_connection()
            if table.connection is not connection:
                connection.add_meta_table(table.get_meta_table())
                table.connection = connection
            return table


class TextAttribute(UnicodeAttribute):
    """Text that people wrote. Invalid characters that are stored already are replaced."""

    def deserialize(self, value: str) -> str:
        return legible(value)


class IntegerAttribute(Attribute[int]):
    """An integer that JSON can hold; PynamoDB's NumberAttribute may return a float.

    DynamoDB's numbers may have a fraction, an exponent and 38 digits.
    """

    attr_type = NUMBER

    def serialize(self, value: int) -> str:
        return str(value)

    def deserialize(self, value: str) -> int:
        number = Decimal(value)
        if abs(number) > LARGEST or number % 1:
            raise ValueError
        return int(number)

    def can_change(self) -> Condition:
        """Returns the condition that 1 can be added or subtracted. An attribute with a default may be missing.

        A condition cannot exclude fractions. DynamoDB refuses to add 1 to those whose sum has more than 38 digits.
        """
        is_number: Condition = self.is_type()  # type: ignore[no-untyped-call]
        positive, negative = self.between(1, LARGEST - 1), self.between(1 - LARGEST, -1)
        in_range: Condition = is_number & (positive | negative | self.is_in(0))
        return in_range if self.default is None else in_range | self.does_not_exist()
