"""Checks whether openapi.json breaks clients of the released contract."""
