"""A Pulumi CLI that keeps its stacks in a folder and records its arguments."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["FakePulumi"]

PROGRAM = """#!{python} -IS
import json, pathlib, sys
home, said = pathlib.Path({home!r}), sys.argv[1:]
with (home / "calls").open("a") as calls:
    calls.write(json.dumps(said) + "\\n")
fails = home / "fails"
command, _, words = fails.read_text().partition("\\n") if fails.exists() else ("none", "", "")
if " ".join(said).startswith(command):
    sys.exit("error: " + words)
match said:
    case ["version"]:
        print((home / "version").read_text())
    case ["stack", "--stack", name, "--show-name", *_] if not (home / "stacks" / name).exists():
        sys.exit("error: no stack named " + repr(name) + " found")
    case ["stack", "select", name] if not (home / "stacks" / name).exists():
        sys.exit("error: no stack named " + name)
    case ["stack", "init", name, provider]:
        (home / "stacks" / name).touch(exist_ok=False)
        with pathlib.Path("Pulumi." + name + ".yaml").open("a") as file:
            file.write("secretsprovider: " + provider.partition("=")[2] + "\\nencryptedkey: AQIC\\n")
    case ["stack", "rm", name, "--yes", "--preserve-config"]:
        (home / "stacks" / name).unlink()
    case ["up", *_] if (home / "created").exists():
        (home / "created").rename(home / "outputs")
    case ["stack", "export", "--stack", _]:
        print((home / "state").read_text())
    case ["stack", "import", "--stack", _, "--file", file]:
        (home / "state").write_text(pathlib.Path(file).read_text())
    case ["stack", "output", "--json", "--stack", _]:
        print((home / "outputs").read_text())
    case ["stack", "output", "api_url", "--stack", _]:
        print(json.loads((home / "outputs").read_text())["api_url"])
"""


class FakePulumi:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "stacks").mkdir(parents=True)
        program = folder / "pulumi"
        program.write_text(PROGRAM.format(python=sys.executable, home=str(folder)))
        program.chmod(0o755)
        host = folder / "pulumi-language-python"
        host.write_text("#!/bin/sh\n")
        host.chmod(0o755)
        self.says_version("v3.259.0")
        self.has_outputs({})

    def says_version(self, version: str) -> None:
        (self.folder / "version").write_text(version)

    def creates(self) -> None:
        """The stack has its outputs only after the next update."""
        (self.folder / "outputs").rename(self.folder / "created")
        self.has_outputs({})

    def has_stack(self, name: str) -> None:
        (self.folder / "stacks" / name).touch()

    def has_outputs(self, outputs: Mapping[str, Any]) -> None:
        (self.folder / "outputs").write_text(json.dumps(outputs))

    def has_state(self, state: Mapping[str, Any]) -> None:
        (self.folder / "state").write_text(json.dumps(state))

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads((self.folder / "state").read_text())
        return state

    def fails_at(self, command: str, words: str = "no such luck\nat all") -> None:
        (self.folder / "fails").write_text(f"{command}\n{words}")

    def mends(self) -> None:
        (self.folder / "fails").unlink()

    @property
    def stacks(self) -> set[str]:
        return {path.name for path in (self.folder / "stacks").iterdir()}

    @property
    def calls(self) -> list[list[str]]:
        """Returns the arguments of each call, oldest first."""
        file = self.folder / "calls"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
