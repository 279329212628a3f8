"""`python -m webapp.contract` writes openapi.json; `--check` fails if it has drifted; `--print` prints it."""

import argparse
import json
import sys

import django

from tools.interrupts import quiet_interrupts
from webapp.contract.openapi import FILE, contract, set_placeholders


def main(arguments: list[str]) -> None:
    quiet_interrupts()
    parser = argparse.ArgumentParser(prog="python -m webapp.contract", description=__doc__)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="fail if openapi.json has drifted")
    ways.add_argument("--print", action="store_true", help="print it")
    given = parser.parse_args(arguments)
    set_placeholders()
    django.setup()
    text = json.dumps(contract(), indent=2, ensure_ascii=False) + "\n"
    if given.print:
        sys.stdout.write(text)
    elif not given.check:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        sys.exit("openapi.json is not what the API says: write it with `make openapi`")


if __name__ == "__main__":
    main(sys.argv[1:])
