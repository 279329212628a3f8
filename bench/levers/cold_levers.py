"""The levers of a cold start, and how each is turned off."""

import compileall
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from py_compile import PycInvalidationMode

import botocore

__all__ = ["COLD_LEVERS"]

WHOLE = Path(botocore.__file__).parent  # as it comes, of the same pin


def _without_bytecode(task: Path) -> None:
    _with_sources(task)
    for folder in list(task.rglob("__pycache__")):
        shutil.rmtree(folder)


def _with_sources_and_bytecode(task: Path) -> None:
    _with_sources(task)
    compileall.compile_dir(task, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


def _with_sources(task: Path) -> None:
    for bytecode in [path for path in task.rglob("*.pyc") if path.parent.name != "__pycache__"]:
        source = bytecode.with_suffix(".py")
        shutil.copyfile(WHOLE.parent / source.relative_to(task), source)
        bytecode.unlink()


def _with_all_data(task: Path) -> None:
    shutil.rmtree(task / "botocore" / "data")
    shutil.copytree(WHOLE / "data", task / "botocore" / "data")


def _with_all_authorities(task: Path) -> None:
    shutil.copyfile(WHOLE / "cacert.pem", task / "botocore" / "cacert.pem")


# Each is turned off by a change of the unpacked zip, or by code that runs before the handler's import.
COLD_LEVERS: Mapping[str, Callable[[Path], object] | str] = {
    "packages as bytecode alone (`infra/bundle/bytecode.py`)": _with_sources_and_bytecode,
    "bytecode in the zip (`infra/bundle/bytecode.py`)": _without_bytecode,
    "no models of answers (`webapp/http/router.py`)": """
import os
from webapp.start import quick_start
os.environ["DJANGO_SETTINGS_MODULE"] = "webapp.settings"
with quick_start():
    import ninja, webapp.http.router
def with_models(router, *names, response, **options):
    models = {status: getattr(one, "model", one) for status, one in response.items()}
    ninja.Router.add_api_operation(router, *names, response=models, **options)
webapp.http.router.Router.add_api_operation = with_models
""",
    "botocore's data cut (`infra/bundle/botocore_data.py`)": _with_all_data,
    "Amazon's authorities alone (`infra/bundle/botocore_data.py`)": _with_all_authorities,
    "no garbage collection meanwhile (`webapp/start.py`)": """
import gc
gc.disable = gc.freeze = lambda: None
""",
    "botocore without boto3 (`webapp/aws/clients.py`)": f"""
import sys
sys.path.append({str(WHOLE.parent)!r})  # boto3 is not in the zip
import boto3
""",
    "no test tools (`webapp/start.py`)": """
import django.test.signals
""",
}
