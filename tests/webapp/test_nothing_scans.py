"""No read scans a table."""

import ast
from pathlib import Path

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
WHOLE_TABLES = {"count", "scan"}  # PynamoDB's; a count without a key is a scan


def test_the_app_scans_no_table() -> None:
    calls = {
        (path.name, node.func.attr)
        for path in WEBAPP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert not {name for name, verb in calls if verb in WHOLE_TABLES}
    assert ("storage.py", "query") in calls
