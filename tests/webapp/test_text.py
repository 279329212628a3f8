"""What people write: composed, trimmed, visible."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.text import LINE, PARAGRAPHS, line, paragraphs


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Water.\n", "Water."),
        ("e\u0301", "\u00e9"),
        ("a\r\nb", "a\nb"),
        ("a\tb", "a\tb"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\U0001fae9", "\U0001fae9"),
    ],
    ids=["trimmed", "composed", "newlines", "tab", "joined-emoji", "emoji-newer-than-this-python"],
)
def test_text_is_kept_in_one_form(written: str, kept: str) -> None:
    assert paragraphs(written) == kept


@pytest.mark.parametrize("written", ["", "  ", "\n\t\n", "\u200b", "\u00a0\u2003", "\ufeff\u2060"])
def test_text_with_nothing_to_see_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="something visible"):
        paragraphs(written)


@pytest.mark.parametrize("written", ["a\x00b", "a\x1b[31m", "a\x7f", "a\rb"])
def test_control_characters_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="control characters"):
        paragraphs(written)


def test_a_line_has_no_line_breaks() -> None:
    with pytest.raises(ValueError, match="control characters"):
        line("a\nb")


@given(st.text())
def test_what_is_kept_stays_as_it_is(written: str) -> None:
    try:
        kept = paragraphs(written)
    except ValueError:
        return
    assert paragraphs(kept) == kept


@pytest.mark.parametrize(("written_as", "pattern"), [(line, LINE), (paragraphs, PARAGRAPHS)])
@given(text=st.text(st.sampled_from("\n\r\t\x00\x1f\x85 a\u2028")))
def test_the_contracts_pattern_takes_what_has_no_control_characters(
    written_as: Callable[[str], str], pattern: str, text: str
) -> None:
    try:
        written_as(text)
        refusal = ""
    except ValueError as error:
        refusal = str(error)

    assert bool(re.fullmatch(pattern, text)) == ("control characters" not in refusal)
