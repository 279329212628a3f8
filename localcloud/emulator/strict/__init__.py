"""What MiniStack's Cognito lets pass and AWS's does not."""

from localcloud.emulator.strict.cognito import make_strict

__all__ = ["make_strict"]
