"""Rules of AWS's Cognito that MiniStack's lacks."""

from localcloud.emulator.strict.cognito import make_strict

__all__ = ["make_strict"]
