"""What people write, in one form: composed (NFC), trimmed, with something to see in it."""

import re
import unicodedata

from pydantic_core import PydanticCustomError

from webapp.strings.types import expect_length

__all__ = ["CONTROLS", "LINE", "PARAGRAPHS", "legible", "line", "paragraphs"]

# What the contract tells, in what every dialect of regular expressions takes: what a line has none of (U+2028-202F:
# separators, embeddings, overrides; U+205F-206F: isolates and others) lies between two visible characters.
CONTROLS = r"\x00-\x1f\x7f-\x9f"
LINE = f"^([^{CONTROLS}\u2027-\u2030\u205e-\u2070]|[\u2027\u2030\u205e\u2070])*$"
PARAGRAPHS = r"^([^\x00-\x08\x0b-\x1f\x7f-\x9f]|\r\n)*$"

# What is for no interchange: surrogates, and https://www.unicode.org/faq/private_use.html#noncharacters
NO_CHARACTERS = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
NOT_IN_PARAGRAPHS = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{NO_CHARACTERS}]")
NOT_IN_A_LINE = re.compile(rf"[{CONTROLS}\u2028-\u202f\u205f-\u206f{NO_CHARACTERS}]")
# What turns its neighbours round: https://www.unicode.org/reports/tr9/#Directional_Formatting_Codes
OVERRIDES = re.compile(r"[\u202d\u202e]")
DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NEW_LINES = re.compile("\r\n|[\u2028\u2029]")

VISIBLE = ("L", "N", "P", "S", "Cn", "Co")  # the beginning of a category; Cn: a newer Unicode may know it
# What would count as visible, and is blank: letters and what is not assigned of Default_Ignorable_Code_Point, Braille
# without a dot, hieroglyphs' blanks, a note without a head, and what stands for an object that is not there.
# https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
BLANK = re.compile(
    r"[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\ufffc\U00013441\U00013442\U0001d159\U000e0000-\U000e0fff]"
)

COMPOSED_OF = 4  # characters at most that NFC makes one of


def paragraphs(text: str, longest: int) -> str:
    """Text that may have new lines and tabs. PydanticCustomError says what to change."""
    lines = NEW_LINES.sub("\n", text)
    if NOT_IN_PARAGRAPHS.search(lines):
        raise PydanticCustomError("control_characters", "Leave out control characters.")
    if OVERRIDES.search(lines):
        raise PydanticCustomError("turned_round", "Leave out characters that turn text round.")
    return _in_one_form(lines, longest)


def line(text: str, longest: int) -> str:
    """Text of one line that leaves its neighbours where they are. PydanticCustomError says what to change."""
    if DIRECTIONS.search(text):
        raise PydanticCustomError("turned_round", "Leave out characters that turn text round.")
    if NOT_IN_A_LINE.search(text):
        raise PydanticCustomError("control_characters", "Write one line, without control characters.")
    return _in_one_form(text, longest)


def legible(text: str) -> str:
    """Text that nobody has looked over, with U+FFFD for what is no character."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _in_one_form(text: str, longest: int) -> str:
    """Composing takes time that grows with the square of the length, so that is looked at first."""
    trimmed = text.strip()
    composed = (
        unicodedata.normalize("NFC", trimmed).strip() if len(trimmed) <= longest * COMPOSED_OF else trimmed
    )
    expect_length(composed, 0, longest)
    if not any(map(_is_visible, composed)):
        raise PydanticCustomError("nothing_visible", "Write something that can be seen.")
    return composed


def _is_visible(character: str) -> bool:
    return unicodedata.category(character).startswith(VISIBLE) and not BLANK.match(character)
