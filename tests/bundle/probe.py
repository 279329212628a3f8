"""A handler outside the unpacked zip that reports what the process can import, and from where."""

import importlib
import pkgutil
import sys
from typing import Any

__all__ = ["handler"]


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Imports all of the app, its entry first, then tries the modules in the event."""
    importlib.import_module("webapp.handler")
    import webapp

    for module in pkgutil.walk_packages(webapp.__path__, "webapp."):
        importlib.import_module(module.name)
    files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    return {
        "path": sys.path,
        "files": {name: file for name, file in files.items() if file},
        "importable": [name for name in event["modules"] if _is_importable(name)],
    }


def _is_importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True
