"""What people write, in one form: composed (NFC), trimmed, with something to see in it."""

import unicodedata

__all__ = ["line", "paragraphs"]

INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def paragraphs(text: str) -> str:
    """Text that may have new lines and tabs; ValueError says what to change."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    _refuse_controls(composed, allowed="\n\t")
    return composed


def line(text: str) -> str:
    """Text of one line; ValueError says what to change."""
    composed = unicodedata.normalize("NFC", text).strip()
    _refuse_controls(composed, allowed="")
    return composed


def _refuse_controls(text: str, allowed: str) -> None:
    categories = {unicodedata.category(character) for character in text if character not in allowed}
    if "Cc" in categories:
        raise ValueError("must not contain control characters")
    if not categories - INVISIBLE:
        raise ValueError("must contain something visible")
