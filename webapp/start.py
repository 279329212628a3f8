"""What makes a cold start shorter, for the entry points: each is to import the rest of the app inside `quick_start`.

What each lever is worth: docs/performance.md, by `make bench-levers`.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["quick_start"]


@contextmanager
def quick_start() -> Iterator[None]:
    """Nothing that is imported and made inside is garbage, now or later: it is not looked through for any."""
    gc.disable()
    try:
        with _without_tools():
            yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _without_tools() -> Iterator[None]:
    """For one signal, which is Django's own, Ninja imports all of Django's test tools, and unittest.

    Django's models import a parser of scripts in SQL, which only a database would be given.
    """
    from django.core.signals import setting_changed  # it brings asyncio: here nothing is collected

    with _alias("django.test.signals", setting_changed=setting_changed), _alias("sqlparse"):
        yield


@contextmanager
def _alias(name: str, **names: object) -> Iterator[None]:
    """A module with these names in place of one that is not imported yet."""
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
