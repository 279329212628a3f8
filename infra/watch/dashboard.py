"""The dashboard."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from infra.watch.alarms import Alarm, Metric

__all__ = ["dashboard"]

COLUMNS, WIDTH, HEIGHT = 3, 8, 6  # CloudWatch's page is 24 wide


def dashboard(alarms: Mapping[str, Sequence[Alarm]]) -> pulumi.Output[str]:
    """Returns one graph per alarm, with its threshold, as JSON. The alarms are given by region."""
    each = [(alarm, region) for region, some in alarms.items() for alarm in some]
    return pulumi.Output.json_dumps({"widgets": [_widget(place, *one) for place, one in enumerate(each)]})


def _widget(place: int, alarm: Alarm, region: str) -> dict[str, Any]:
    row, column = divmod(place, COLUMNS)
    return {
        "type": "metric",
        "x": column * WIDTH,
        "y": row * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": alarm.name,
            "region": region,
            "view": "timeSeries",
            "stat": alarm.statistic,
            "period": alarm.minutes * 60,
            "metrics": [_line(metric) for metric in alarm.metrics],
            "annotations": {"horizontal": [{"label": alarm.meaning, "value": alarm.threshold}]},
        },
    }


def _line(metric: Metric) -> list[pulumi.Input[str]]:
    """Returns the namespace, the name, then each dimension's name and value."""
    return [metric.namespace, metric.name, *(part for pair in metric.dimensions.items() for part in pair)]
