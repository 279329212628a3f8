from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("folder", ["webapp", "infra"])
def test_neither_app_nor_platform_mentions_the_laptop(folder: str) -> None:
    mentions = [
        (path.name, word)
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
        for word in ("localcloud", "ministack", "emulat", "is_local", "if local")
        if word in path.read_text(encoding="utf-8").lower()
    ]

    assert mentions == []
