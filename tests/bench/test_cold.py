"""The small API in the platform's way fits the platform's modules that it uses."""

import sysconfig
from pathlib import Path

from bench.cold.events import HEALTH
from bench.cold.functions import APIS, OURS, copy_of_ours
from bench.cold.process import HandlerProcess


def test_the_small_api_starts_with_the_apps_own_modules(tmp_path: Path) -> None:
    prelude = f"import sys; sys.path += {[sysconfig.get_path('purelib'), str(APIS)]}"
    with HandlerProcess(copy_of_ours(tmp_path), OURS.module, {}, prelude) as function:
        assert function.ask([OURS.event(HEALTH)]).body == {"status": "ok"}
