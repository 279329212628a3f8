"""What counts as the operator's yes."""

import pytest

from ops.terminal import confirmed


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("no", False), ("0", False), ("", False)])
def test_only_yes_1_confirms_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("YES", value)

    assert confirmed("Destroy it?") is expected
