"""`python -m webapp.contract` writes openapi.json and tables.json.

`--check` fails if one has drifted; `--print` prints openapi.json.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import django

from webapp.contract import openapi


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m webapp.contract", description=__doc__)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="fail if one has drifted")
    ways.add_argument("--print", action="store_true", help="print openapi.json")
    given = parser.parse_args(arguments)
    openapi.set_placeholders()
    django.setup()
    from webapp.contract import tables  # the environment has to be set before

    if given.print:
        sys.stdout.write(_text(openapi.contract()))
        return
    for file, content in ((openapi.FILE, openapi.contract()), (tables.FILE, tables.tables())):
        _write(file, _text(content), only_check=given.check)


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _write(file: Path, text: str, *, only_check: bool) -> None:
    if not only_check:
        file.write_text(text, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        sys.exit(f"{file.name} is not what the app says: write it with `make openapi`")


if __name__ == "__main__":
    from tools.interrupts import quiet_interrupts  # the zip has no tools

    quiet_interrupts()
    main(sys.argv[1:])
