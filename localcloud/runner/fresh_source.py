"""Imports the app from source each time, without compiled copies.

Python considers a compiled copy current if the source's time in whole seconds and its size are the same. Of two edits
of the same length within a second, the first would be served.
"""

import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

__all__ = ["import_from_source"]


class _FreshLoader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def import_from_source(folder: Path) -> None:
    """Compiles modules below a folder at each import; all others as usual."""
    find = FileFinder.path_hook((_FreshLoader, SOURCE_SUFFIXES))

    def hook(path: str) -> Any:  # noqa: ANN401  its protocol is private to the type checker
        if not Path(path).is_relative_to(folder):
            raise ImportError(f"not below {folder}")
        return find(path)

    sys.path_hooks.insert(0, hook)
