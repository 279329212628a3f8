"""People's text is composed, trimmed, visible, within limits, and does not change the page's direction."""

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from webapp.strings import text as module
from webapp.strings.text import LINE, PARAGRAPHS, legible

paragraphs = partial(module.paragraphs, longest=280)
line = partial(module.line, longest=50)

# https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
DEFAULT_IGNORABLE = [
    *(
        "\u00ad",
        "\u034f",
        "\u061c",
        "\u115f",
        "\u1160",
        "\u17b4",
        "\u17b5",
        "\u180b",
        "\u180f",
        "\u200b",
        "\u200f",
    ),
    *(
        "\u202a",
        "\u202c",
        "\u2060",
        "\u2065",
        "\u206f",
        "\u3164",
        "\ufe00",
        "\ufe0f",
        "\ufeff",
        "\uffa0",
        "\ufff0",
    ),
    *(
        "\ufff8",
        "\U0001bca0",
        "\U0001d173",
        "\U000e0000",
        "\U000e0001",
        "\U000e0020",
        "\U000e0100",
        "\U000e0fff",
    ),
]
BLANK = [
    "",
    "  ",
    "\n\t\n",
    "\u00a0\u2003",
    "\u3000",
    "\u2800",
    "\u2800 \u2800",
    "\u1680",
    "\ufffc",
    "\U0001d159",
]
MARKS_ALONE = ["\u0301", "\u20e3", "\u0903", "\ufe0f\u20e3"]
NO_CHARACTERS = ["\ud800", "x\udfff", "\ufdd0", "\ufffe", "a\uffff", "\U0001fffe", "\U0010ffff"]
LEGIT = [
    *(
        "👩\u200d🚀",
        "🏳️\u200d🌈",
        "🇩🇪",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\U0001fae9",
    ),
    *(
        "مرحبا",
        "نمی\u200cدانم",
        "שלום",
        "क्षि",
        "ক্ষ",
        "தமிழ்",
        "ไทย",
        "한국어",
        "e\u0323\u0302",
        "L’été\u00a0!",
    ),
    *("\ufffd", "©️", "!", "٣"),
]


def code_of(form: Callable[[str], str], text: str) -> str | None:
    """Returns the code with which a text is refused, or None."""
    try:
        form(text)
    except PydanticCustomError as error:
        return error.type
    return None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Water.\n", "Water."),
        ("e\u0301", "\u00e9"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("L’été\u202f!", "L’été\u202f!"),
        ("\u05d0\u200f \u2067x\u2069", "\u05d0\u200f \u2067x\u2069"),
    ],
    ids=["trimmed", "composed", "newlines", "separators", "tab", "narrow-blank", "directions-that-end"],
)
def test_text_is_kept_in_one_form(written: str, kept: str) -> None:
    assert paragraphs(written) == kept


@pytest.mark.parametrize("form", [paragraphs, line], ids=["paragraphs", "line"])
@pytest.mark.parametrize("written", LEGIT)
def test_text_that_people_really_write_is_accepted(form: Callable[[str], str], written: str) -> None:
    assert form(written) == unicodedata.normalize("NFC", written)


@pytest.mark.parametrize("written", [*DEFAULT_IGNORABLE, *BLANK, *MARKS_ALONE], ids=ascii)
def test_text_with_nothing_to_see_is_refused(written: str) -> None:
    assert code_of(paragraphs, written) == "nothing_visible"


@pytest.mark.parametrize(
    "written", ["a\x00b", "a\x1b[31m", "a\x7f", "a\rb", "a\x85b", *NO_CHARACTERS], ids=ascii
)
def test_control_characters_and_noncharacters_are_rejected(written: str) -> None:
    assert code_of(paragraphs, written) == code_of(line, written) == "control_characters"


@pytest.mark.parametrize("written", ["a\nb", "a\r\nb", "a\tb", "Ada\u2028Eve", "Ada\u2029Eve"], ids=ascii)
def test_a_line_has_no_line_breaks(written: str) -> None:
    assert code_of(line, written) == "control_characters"


@pytest.mark.parametrize(
    "direction", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ids=ascii
)
def test_a_line_does_not_change_the_pages_direction(direction: str) -> None:
    assert code_of(line, f"{direction}adA") == "turned_round"


@pytest.mark.parametrize("override", "\u202d\u202e", ids=ascii)
def test_a_text_overrides_no_direction(override: str) -> None:
    assert code_of(paragraphs, f"x {override}y") == "turned_round"


def test_length_counts_after_composing_which_may_make_a_text_longer() -> None:
    assert len(paragraphs("e\u0323\u0302" * 280)) == 280
    assert paragraphs(" " * 1000 + "x" + "\r\n" * 500) == "x"
    assert code_of(paragraphs, "x" * 281) == "too_long"
    assert code_of(paragraphs, "\U0001d160" * 94) == "too_long"  # three each


def test_a_text_that_is_much_too_long_is_never_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Composing 64 KiB of marks takes seconds."""
    composed: list[int] = []
    normalize = unicodedata.normalize

    def counted(form: Literal["NFC"], text: str) -> str:
        composed.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counted)

    for form in (paragraphs, line):
        assert code_of(form, "\u0301\u0316" * 16_000) == "too_long"
        code_of(form, "a" + "\u0301\u0316" * 50)

    assert max(composed) <= 4 * 280


@pytest.mark.slow
def test_no_character_is_composed_of_more_than_four() -> None:
    """Otherwise a text that fits after composing would be refused."""
    composed = (chr(one) for one in range(sys.maxunicode + 1) if not 0xD800 <= one <= 0xDFFF)
    canonical = (one for one in composed if unicodedata.normalize("NFC", one) == one)

    assert max(len(unicodedata.normalize("NFD", one)) for one in canonical) == 4


@given(st.text())
def test_valid_text_is_stored_unchanged(written: str) -> None:
    try:
        kept = paragraphs(written)
    except ValueError:
        return
    assert paragraphs(kept) == kept


@given(text=st.text(st.characters()))
def test_unchecked_text_becomes_valid_unicode(text: str) -> None:
    legible(text + "\ud800").encode()
    assert legible(text + "\udc00!")[-2:] == "\ufffd!"


@pytest.mark.parametrize(
    ("form", "pattern"), [(line, LINE), (paragraphs, PARAGRAPHS)], ids=["line", "paragraphs"]
)
@given(text=st.text(st.sampled_from("\n\r\t\x00\x1f\x85 a\u200d\u2027\u2030\u205e\u2070\u202f💧")))
def test_the_contracts_pattern_accepts_text_without_control_characters(
    form: Callable[[str], str], pattern: str, text: str
) -> None:
    assert bool(re.fullmatch(pattern, text)) == (code_of(form, text) != "control_characters")


@pytest.mark.parametrize("turning", "\u2028\u2029\u202a\u202e\u2066\u2069")
def test_the_contracts_pattern_excludes_what_names_exclude(turning: str) -> None:
    assert not re.fullmatch(LINE, f"Ada{turning}Eve")
