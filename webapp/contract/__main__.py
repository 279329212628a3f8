"""`python -m webapp.contract` writes openapi.json; `--check` fails if it has drifted; `--print` prints it."""

import json
import sys

import django

from webapp.contract.openapi import FILE, contract, set_placeholders


def main(arguments: list[str]) -> None:
    set_placeholders()
    django.setup()
    text = json.dumps(contract(), indent=2, ensure_ascii=False) + "\n"
    if "--print" in arguments:
        sys.stdout.write(text)
    elif "--check" not in arguments:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        sys.exit("openapi.json is not what the API says: write it with `make openapi`")


if __name__ == "__main__":
    main(sys.argv[1:])
