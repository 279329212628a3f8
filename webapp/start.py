"""What makes a cold start shorter, for the entry points: each is to import the rest of the app inside `quick_start`.

What each lever is worth: docs/performance.md, by `make bench-levers`.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from django.core.signals import setting_changed

__all__ = ["quick_start"]

TEST_SIGNALS = "django.test.signals"


@contextmanager
def quick_start() -> Iterator[None]:
    """Nothing that is imported and made inside is garbage, now or later: it is not looked through for any."""
    gc.disable()
    try:
        with _without_test_tools():
            yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _without_test_tools() -> Iterator[None]:
    """For one signal, which is Django's own, Ninja imports all of Django's test tools, and unittest."""
    if TEST_SIGNALS in sys.modules:
        yield
        return
    alias = ModuleType(TEST_SIGNALS)
    alias.setting_changed = setting_changed  # type: ignore[attr-defined]
    sys.modules[TEST_SIGNALS] = alias
    try:
        yield
    finally:
        del sys.modules[TEST_SIGNALS]
