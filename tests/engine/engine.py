"""Installs the CLI with an environment like a user's, and a stand-in for the provider."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.engine.plugins.provider import JOURNAL
from tools.pulumi.cli import build_folder

__all__ = ["PLUGINS", "PulumiEngine"]

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = "/usr/bin:/bin"
PLUGINS = "plugins"  # in the folder of a stack


@dataclass(frozen=True)
class PulumiEngine:
    cli: Path

    def install(self, tree: Path) -> None:
        """Installs the CLI as `make pulumi-cli` builds it. Nothing else of the machine is on the PATH."""
        built = build_folder(tree / "build")
        built.mkdir(parents=True)
        (built / "pulumi").symlink_to(self.cli)

    def install_provider(self, folder: Path, module: str) -> Path:
        """Returns the folder for the PATH with the AWS provider of the tests."""
        path = folder / PLUGINS
        path.mkdir()
        program = path / "pulumi-resource-aws"
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m {module} "$@"\n')
        program.chmod(0o755)
        return path

    def environment(self, folder: Path, *path: Path) -> dict[str, str]:
        """Keeps the state and the journal in a folder. The PATH has the system's programs and some of the tests."""
        return {
            "HOME": str(folder),
            "PATH": os.pathsep.join([*map(str, path), SYSTEM]),
            # Without metadata files, which are not written atomically: a kill during the write would leave no state.
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}?metadata=skip",
            "PULUMI_CONFIG_PASSPHRASE": "of the tests",
            "PULUMI_HOME": str(folder / "home"),
            JOURNAL: str(folder / "journal"),
        }
