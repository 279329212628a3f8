"""Whether openapi.json breaks clients of the released contract."""
