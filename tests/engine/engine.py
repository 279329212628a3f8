"""What runs a stack: the CLI, in an environment that holds what its user has, and a provider that is a stand-in."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.engine.plugins.provider import JOURNAL
from tools.pulumi.cli import build_folder

__all__ = ["Engine"]

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = "/usr/bin:/bin"


@dataclass(frozen=True)
class Engine:
    cli: Path

    def install(self, tree: Path) -> None:
        """As `make pulumi-cli` builds it, and nothing beside it: what else the machine has is not on the PATH."""
        built = build_folder(tree / "build")
        built.mkdir(parents=True)
        (built / "pulumi").symlink_to(self.cli)

    def install_provider(self, folder: Path, module: str) -> Path:
        """The folder for the PATH in which the engine finds its AWS provider, which is a module of ours."""
        path = folder / "plugins"
        path.mkdir()
        program = path / "pulumi-resource-aws"
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m {module} "$@"\n')
        program.chmod(0o755)
        return path

    def environment(self, folder: Path, *path: Path) -> dict[str, str]:
        """The state and the journal are in a folder; on the PATH are the system's programs and some of ours."""
        return {
            "HOME": str(folder),
            "PATH": os.pathsep.join([*map(str, path), SYSTEM]),
            # Without metadata, whose files are not written at once: who is killed amid one leaves no state.
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}?metadata=skip",
            "PULUMI_CONFIG_PASSPHRASE": "of the tests",
            "PULUMI_HOME": str(folder / "home"),
            JOURNAL: str(folder / "journal"),
        }
