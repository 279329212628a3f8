"""Normalizes what people write: composed (NFC), trimmed, with at least one visible character."""

import re
import unicodedata

from pydantic_core import PydanticCustomError

from webapp.strings.types import expect_length

__all__ = ["CONTROLS", "LINE", "PARAGRAPHS", "REPLACEMENT", "legible", "line", "paragraphs"]

REPLACEMENT = "\ufffd"  # stands for what was no character; no body may contain it

# The contract's patterns, in syntax that every dialect of regular expressions accepts. A line excludes U+2028-202F
# (separators, embeddings, overrides) and U+205F-206F (isolates and others), each between two visible characters.
CONTROLS = r"\x00-\x1f\x7f-\x9f"
LINE = f"^([^{CONTROLS}\u2027-\u2030\u205e-\u2070{REPLACEMENT}]|[\u2027\u2030\u205e\u2070])*$"
PARAGRAPHS = rf"^([^\x00-\x08\x0b-\x1f\x7f-\x9f{REPLACEMENT}]|\r\n)*$"

# Not for interchange: surrogates, and https://www.unicode.org/faq/private_use.html#noncharacters
NO_CHARACTERS = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
NOT_IN_PARAGRAPHS = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{NO_CHARACTERS}]")
NOT_IN_A_LINE = re.compile(rf"[{CONTROLS}\u2028-\u202f\u205f-\u206f{NO_CHARACTERS}]")
# Changes the direction of its neighbours: https://www.unicode.org/reports/tr9/#Directional_Formatting_Codes
OVERRIDES = re.compile(r"[\u202d\u202e]")
DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NEW_LINES = re.compile("\r\n|[\u2028\u2029]")

VISIBLE = ("L", "N", "P", "S", "Cn", "Co")  # prefixes of categories; Cn: a newer Unicode may assign it
# Blank although its category is visible: letters and unassigned ones of Default_Ignorable_Code_Point, Braille without
# a dot, hieroglyphs' blanks, a note without a head, the replacement of an object.
# https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
BLANK = re.compile(
    r"[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\ufffc\U00013441\U00013442\U0001d159\U000e0000-\U000e0fff]"
)

COMPOSED_OF = 4  # NFC composes at most this many characters into one


def paragraphs(text: str, longest: int) -> str:
    """Returns text that may contain new lines and tabs. Raises PydanticCustomError."""
    lines = NEW_LINES.sub("\n", text)
    if NOT_IN_PARAGRAPHS.search(lines):
        raise PydanticCustomError("control_characters", "Remove control characters.")
    if OVERRIDES.search(lines):
        raise PydanticCustomError("turned_round", "Remove characters that change the direction of text.")
    return _in_one_form(lines, longest)


def line(text: str, longest: int) -> str:
    """Returns one line of text that does not change the direction of its neighbours. Raises PydanticCustomError."""
    if DIRECTIONS.search(text):
        raise PydanticCustomError("turned_round", "Remove characters that change the direction of text.")
    if NOT_IN_A_LINE.search(text):
        raise PydanticCustomError("control_characters", "Write one line, without control characters.")
    return _in_one_form(text, longest)


def legible(text: str) -> str:
    """Returns unchecked text with U+FFFD in place of lone surrogates."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _in_one_form(text: str, longest: int) -> str:
    """Checks the length first: composing takes time that grows with its square."""
    trimmed = text.strip()
    composed = (
        unicodedata.normalize("NFC", trimmed).strip() if len(trimmed) <= longest * COMPOSED_OF else trimmed
    )
    expect_length(composed, 0, longest)
    if not any(map(_is_visible, composed)):
        raise PydanticCustomError("nothing_visible", "Write at least one visible character.")
    return composed


def _is_visible(character: str) -> bool:
    return unicodedata.category(character).startswith(VISIBLE) and not BLANK.match(character)
