"""The TypeScript client as a package in an empty project."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "clients" / "typescript"
SECONDS = 300  # npm may need to fetch the compiler
SETTINGS = """{
  "compilerOptions": {
    "module": "%s", "moduleResolution": "%s", "target": "ES2022", "lib": ["ES2022", "DOM"], "types": [],
    "strict": true, "exactOptionalPropertyTypes": true, "noEmit": true
  }
}"""

pytestmark = pytest.mark.skipif(
    not shutil.which("npm"), reason="npm is not installed: the client needs Node 20"
)


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project with the package installed, by an npm without a network and with an empty cache."""
    packed = run("make", "--no-print-directory", "client-pack", folder=ROOT)
    assert packed.returncode == 0, packed.stderr
    folder = tmp_path_factory.mktemp("project")
    (folder / "package.json").write_text('{"type": "module"}')
    package = str(ROOT / packed.stdout.split()[-1])
    installed = run("npm", "install", "--offline", "--cache", str(folder / "cache"), package, folder=folder)
    assert installed.returncode == 0, installed.stderr
    return folder


def test_it_is_imported_with_all_its_dependencies(project: Path) -> None:
    (project / "use.js").write_text(
        'import * as dwipper from "dwipper-client";\nconsole.log(Object.keys(dwipper).join(" "));\n'
    )

    done = run("node", "use.js", folder=project)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == [
        *("ProblemError", "createBrowserSession", "createDwipperClient", "createSession"),
        *("dataOf", "inMemory", "inStorage", "pages"),
    ]


@pytest.mark.parametrize(("module", "resolution"), [("NodeNext", "NodeNext"), ("ESNext", "Bundler")])
def test_the_readmes_code_has_types(project: Path, module: str, resolution: str) -> None:
    blocks = re.findall("```ts\n(.*?)```", (CLIENT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    for number, code in enumerate(block for block in blocks if '"dwipper-client"' in block):
        (project / f"readme-{number}.ts").write_text(f"{code}\n// @ts-expect-error\ndata?.nothing;\n")
    (project / "tsconfig.json").write_text(SETTINGS % (module, resolution))

    done = run(str(CLIENT / "node_modules" / ".bin" / "tsc"), folder=project)

    assert (done.returncode, done.stdout) == (0, "")


def test_installing_a_folder_that_is_not_built_says_what_to_do(tmp_path: Path) -> None:
    client, project = tmp_path / "client", tmp_path / "project"
    shutil.copytree(CLIENT, client, ignore=shutil.ignore_patterns("node_modules", "dist"))
    project.mkdir()

    done = run("npm", "install", "--offline", str(client), folder=project)

    assert done.returncode != 0
    assert "dwipper-client is not built yet: run `make client` in its repository" in done.stderr
