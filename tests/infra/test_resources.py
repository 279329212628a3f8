"""The page of resources matches the program."""

from tests.infra.resources import PAGE, ROOT, STACKS, page


def test_the_page_of_resources_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it with `make resources`"


def test_the_page_has_every_stack() -> None:
    assert {path.name.split(".")[1] for path in ROOT.glob("Pulumi.*.yaml")} == set(STACKS)
