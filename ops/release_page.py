"""`python -m ops.release_page STACK`: uploads the built page, after the API is released."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ops.aws import Aws
from ops.command import plain_errors
from ops.page import BUILT, page_of
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack

__all__ = ["main", "release_page"]

ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(stack_name: str = "", *, root: Path = ROOT, aws: Aws | None = None) -> None:
    stack = load_stack(root, stack_name)
    release_page(stack.name, Pulumi(root).outputs(stack.name), aws or Aws(stack.region), root)


def release_page(stack: str, outputs: Mapping[str, Any], aws: Aws, root: Path) -> None:
    """Browsers get the new page with their next load. Raises OpsError if the page is not built."""
    page = page_of(outputs, aws)
    if page is None:
        print(f"{stack} has no site: there is no page to upload")
        return
    number = page.upload(outputs["function_version"], root / BUILT)
    print(f"{outputs['api_url']}: {number} files of the page are uploaded, the index last")


if __name__ == "__main__":
    main(*sys.argv[1:2])
