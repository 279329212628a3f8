"""What people write, in one form: composed (NFC), trimmed, with something to see in it."""

import unicodedata

__all__ = ["LINE", "PARAGRAPHS", "line", "paragraphs"]

# What the contract tells of it; that something has to be visible no schema can say.
LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
PARAGRAPHS = r"^([^\x00-\x08\x0b-\x1f\x7f-\x9f]|\r\n)*$"

INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def paragraphs(text: str) -> str:
    """Text that may have new lines and tabs; ValueError says what to change."""
    return _in_one_form(text.replace("\r\n", "\n"), allowed="\n\t")


def line(text: str) -> str:
    """Text of one line; ValueError says what to change."""
    return _in_one_form(text, allowed="")


def _in_one_form(text: str, allowed: str) -> str:
    if "Cc" in _categories(text, allowed):
        raise ValueError("must not contain control characters")
    composed = unicodedata.normalize("NFC", text).strip()
    if not _categories(composed, allowed) - INVISIBLE:
        raise ValueError("must contain something visible")
    return composed


def _categories(text: str, allowed: str) -> set[str]:
    return {unicodedata.category(character) for character in text if character not in allowed}
