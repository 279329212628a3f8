"""Imports the program's modules and their parts of pulumi_aws, which load only when they are used."""

import importlib
import pkgutil
from types import ModuleType

import infra

for module in pkgutil.walk_packages(infra.__path__, "infra."):
    for used in vars(importlib.import_module(module.name)).values():
        if isinstance(used, ModuleType):
            getattr(used, "__all__", None)
