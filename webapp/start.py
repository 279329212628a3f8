"""Makes cold starts shorter. Entry points import the rest of the app inside `quick_start`.

What each measure is worth: docs/performance.md, by `make bench-levers`.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["quick_start"]


@contextmanager
def quick_start() -> Iterator[None]:
    """Turns garbage collection off while the app is imported, and freezes what was made."""
    gc.disable()
    try:
        with _without_tools():
            yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _without_tools() -> Iterator[None]:
    """Puts stubs in place of modules that are imported but not needed.

    Ninja imports `django.test` for one signal of Django, and Django's models import a parser of SQL scripts.
    """
    from django.core.signals import setting_changed  # imports asyncio; collection is off here

    with _alias("django.test.signals", setting_changed=setting_changed), _alias("sqlparse"):
        yield


@contextmanager
def _alias(name: str, **names: object) -> Iterator[None]:
    """Puts a module with these names in place of one that is not imported yet."""
    if name in sys.modules:
        yield
        return
    alias = ModuleType(name)
    vars(alias).update(names)
    sys.modules[name] = alias
    try:
        yield
    finally:
        del sys.modules[name]
