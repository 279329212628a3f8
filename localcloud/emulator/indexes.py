"""Keeps indexes sorted, so that a query takes as long as its page, not as its partition.

MiniStack knows the members of an index's partition, but sorts all of them at each query, and parses the key
condition again for each: a page of 25 of 10,000 items takes half a second. Here a query gets only the members that
it will return, and treats them as usual.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import total_ordering
from itertools import repeat
from typing import Any, NamedTuple

from sortedcontainers import SortedDict

from localcloud.emulator.ministack import require

__all__ = ["order_indexes"]

USED = (
    *(
        "_INDEX_MEMBERS",
        "_get_attr_type",
        "_index_def",
        "_index_item",
        "_index_key_lists",
        "_index_key_schemas",
    ),
    *(
        "_index_members",
        "_index_order_keys",
        "_index_order_value",
        "_index_partition",
        "_key_condition_clauses",
    ),
    *("_normalize_table_name", "_query", "_sort_key_value", "_tables", "_tokenize"),
)
BOUNDS = {
    "EQ": (True, True),
    "LT": (False, True),
    "LE": (False, True),
    "GT": (True, False),
    "GE": (True, False),
}

TableData = dict[str, Any]
Key = tuple[Any, Any]  # of the table: partition and sort key
IndexPlace = tuple[Any, ...]  # in the index: sort key, then the table's keys
Token = tuple[str, str]


def order_indexes(dynamodb: Any) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Replaces three functions of MiniStack. Raises LocalCloudError if it does not have them."""
    require(dynamodb, USED)
    ordered = _OrderedIndexes(dynamodb, dynamodb._query)
    dynamodb._query = ordered.query
    dynamodb._index_members = ordered.members
    dynamodb._index_item = ordered.note


@total_ordering
class _Last:
    """Sorts after everything."""

    def __lt__(self, other: object) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


LAST = _Last()


class _Page(NamedTuple):
    """The range of a query: between two places, both excluded, in one direction, with a limit."""

    above: IndexPlace | None
    below: IndexPlace | None
    forward: bool
    most: int | None


ALL = _Page(None, None, True, None)


class _Partition:
    """The keys of a partition, in order."""

    def __init__(self, keys: Mapping[IndexPlace, Key] | None = None) -> None:
        self._keys: SortedDict[IndexPlace, Key] = SortedDict(keys or {})
        self._places = {key: place for place, key in self._keys.items()}

    def __bool__(self) -> bool:
        return bool(self._places)

    def put(self, key: Key, place: IndexPlace) -> None:
        self.remove(key)
        self._keys[place], self._places[key] = key, place

    def remove(self, key: Key) -> None:
        place = self._places.pop(key, None)
        if place is not None:
            del self._keys[place]

    def keys_of(self, page: _Page) -> Sequence[Key]:
        places = self._keys.irange(page.above, page.below, (False, False), reverse=not page.forward)
        return [self._keys[place] for place, _ in zip(places, _counted(page.most), strict=False)]


class _Index:
    """The partitions of an index, with the interface that MiniStack's query uses."""

    def __init__(self, asked: threading.local, lock: threading.Lock) -> None:
        self.partitions: dict[Any, _Partition] = {}
        self._asked, self._lock = asked, lock

    def get(self, partition: Any, none: Sequence[Key] = ()) -> Sequence[Key]:  # noqa: ANN401  any key
        with self._lock:
            found = self.partitions.get(partition)
            return found.keys_of(getattr(self._asked, "page", ALL)) if found else none


class _OrderedIndexes:
    """Replaces MiniStack's index members. Rebuilds them when a table drops them."""

    def __init__(self, dynamodb: Any, query: Any) -> None:  # noqa: ANN401
        self._dynamodb, self._query = dynamodb, query
        self._asked = threading.local()
        self._lock = threading.Lock()  # another thread removes expired items

    def query(self, data: dict[str, Any]) -> Any:  # noqa: ANN401
        self._asked.page = self._page(data)
        try:
            return self._query(data)
        finally:
            self._asked.page = ALL

    def members(self, table: TableData) -> dict[str, _Index]:
        members: dict[str, _Index] | None = table.get(self._dynamodb._INDEX_MEMBERS)
        if members is None:
            members = {
                name: self._index(table, hashes, ranges)
                for name, hashes, ranges in self._dynamodb._index_key_schemas(table)
            }
            table[self._dynamodb._INDEX_MEMBERS] = members
        return members

    def _index(self, table: TableData, hashes: Sequence[str], ranges: Sequence[str]) -> _Index:
        index, keys = _Index(self._asked, self._lock), self._dynamodb._index_order_keys(table, ranges)
        found: dict[Any, dict[IndexPlace, Key]] = defaultdict(dict)
        for base_pk, items in list(table["items"].items()):
            for base_sk, item in list(items.items()):
                partition = self._dynamodb._index_partition(item, hashes, ranges)
                if partition is not None:
                    found[partition][self._place(item, keys)] = (base_pk, base_sk)
        index.partitions = {partition: _Partition(members) for partition, members in found.items()}
        return index

    def note(self, table: TableData, base_pk: Any, base_sk: Any, item: dict[str, Any], add: bool) -> None:  # noqa: ANN401
        """Records that an item was written or removed."""
        members: dict[str, _Index] | None = table.get(self._dynamodb._INDEX_MEMBERS)
        if members is None:
            return
        for name, hashes, ranges in self._dynamodb._index_key_schemas(table):
            if name not in members:
                del table[self._dynamodb._INDEX_MEMBERS]
                return
            name_of_partition = self._dynamodb._index_partition(item, hashes, ranges)
            if name_of_partition is None:
                continue
            partitions, keys = members[name].partitions, self._dynamodb._index_order_keys(table, ranges)
            with self._lock:
                partition = partitions.setdefault(name_of_partition, _Partition())
                if add:
                    partition.put((base_pk, base_sk), self._place(item, keys))
                else:
                    partition.remove((base_pk, base_sk))
                if not partition:
                    del partitions[name_of_partition]

    def _place(self, item: dict[str, Any], keys: Sequence[tuple[str, str]]) -> IndexPlace:
        return tuple(self._dynamodb._index_order_value(item, name, kind) for name, kind in keys)

    def _page(self, data: dict[str, Any]) -> _Page:
        """Returns the whole partition if the request is not simple or not valid; MiniStack then reports the error."""
        try:
            table = self._dynamodb._tables.get(self._dynamodb._normalize_table_name(data["TableName"]))
            hashes, ranges = self._dynamodb._index_key_lists(
                self._dynamodb._index_def(table, data["IndexName"])
            )
            if len(hashes) != 1 or len(ranges) > 1 or "KeyConditions" in data:
                return ALL
            return self._simple_page(data, table, hashes[0], ranges)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
            return ALL

    def _simple_page(
        self, data: dict[str, Any], table: TableData, hash_name: str, ranges: Sequence[str]
    ) -> _Page:
        """Raises one of the errors above if the request is not as expected."""
        above: IndexPlace | None = None
        below: IndexPlace | None = None
        names, values = data.get("ExpressionAttributeNames", {}), data["ExpressionAttributeValues"]
        for name, operator, operands in self._conditions(data["KeyConditionExpression"]):
            attribute = names.get(name, name)
            if attribute == hash_name and operator == "EQ":
                continue
            if [attribute] != list(ranges):
                return ALL
            above, below = self._between(
                table, attribute, operator, [values[operand] for operand in operands]
            )
        forward, count = data.get("ScanIndexForward", True), data.get("Limit")
        if data.get("ExclusiveStartKey"):
            keys = self._dynamodb._index_order_keys(table, ranges)
            cursor = self._place(data["ExclusiveStartKey"], keys)
            if forward:
                above = cursor if above is None else max(above, cursor)
            else:
                below = cursor if below is None else min(below, cursor)
        if above is not None and below is not None and above > below:
            return ALL
        # One more: the thread that removes expired items removes them from the table first.
        return _Page(above, below, forward, None if count is None else int(count) + 1)

    def _between(
        self, table: TableData, attribute: str, operator: str, operands: Sequence[dict[str, Any]]
    ) -> tuple[IndexPlace | None, IndexPlace | None]:
        kind = self._dynamodb._get_attr_type(table, attribute)
        if any(list(operand) != [kind] for operand in operands):
            raise ValueError(operands)
        low, high = operands[0], operands[-1]
        least, greatest = (self._dynamodb._sort_key_value(one, kind) for one in (low, high))
        if operator == "BETWEEN":
            return (least,), (greatest, LAST)
        from_below, from_above = BOUNDS[operator]
        return (
            ((least, LAST) if operator == "GT" else (least,)) if from_below else None,
            ((greatest,) if operator == "LT" else (greatest, LAST)) if from_above else None,
        )

    def _conditions(self, expression: str) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Returns name, operator and operands of each part. Raises ValueError for any other form."""
        tokens = [token for token in self._dynamodb._tokenize(expression) if token[0] != "EOF"]
        for clause in self._dynamodb._key_condition_clauses(_without_parentheses(tokens)):
            part = _without_parentheses(clause)
            kinds, words = [kind for kind, _ in part], [word for _, word in part]
            if kinds[:1] not in (["IDENT"], ["NAME_REF"]):
                raise ValueError(expression)
            if len(part) == 3 and kinds[1] in BOUNDS and kinds[2] == "VALUE_REF":
                yield words[0], kinds[1], words[2:]
            elif kinds[1:] == ["IDENT", "VALUE_REF", "IDENT", "VALUE_REF"] and words[1].upper() == "BETWEEN":
                yield words[0], "BETWEEN", words[2::2]
            else:
                raise ValueError(expression)


def _without_parentheses(tokens: Sequence[Token]) -> Sequence[Token]:
    """Removes a pair of parentheses around the whole expression."""
    depth = 0
    for place, (kind, _) in enumerate(tokens):
        depth += (kind == "LPAREN") - (kind == "RPAREN")
        if depth == 0:
            around = kind == "RPAREN" and place == len(tokens) - 1
            return tokens[1:-1] if around else tokens
    return tokens


def _counted(most: int | None) -> Iterator[None]:
    """Yields this many times, or forever."""
    return repeat(None) if most is None else repeat(None, most)
