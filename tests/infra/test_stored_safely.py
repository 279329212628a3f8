"""What is encrypted, forgotten and shown in each stack on AWS."""

import json

from infra.settings.stack import EDGE_REGION
from tests.infra.program import Program
from tests.infra.realistic import REGION


def test_every_key_rotates(delivered: Program) -> None:
    keys = delivered.all("kms/key:Key")

    assert keys
    assert {key.inputs.get("enableKeyRotation") for key in keys} == {True}


def test_the_pipelines_artifacts_are_forgotten(delivered: Program) -> None:
    rules = [
        rule
        for one in delivered.registered
        if one.type.startswith("aws:s3/bucketLifecycle")
        for rule in one.inputs["rules"]
    ]

    assert rules
    assert {rule["status"] for rule in rules} == {"Enabled"}


def test_the_dashboard_shows_the_stacks_own_region_and_for_the_site_cloudfronts(delivered: Program) -> None:
    board = json.loads(delivered.one("cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])
    regions = {widget["properties"]["title"]: widget["properties"]["region"] for widget in board["widgets"]}
    elsewhere = {name: region for name, region in regions.items() if region != REGION}

    assert elsewhere == {"site-5xx": EDGE_REGION, "site-limited": EDGE_REGION}
