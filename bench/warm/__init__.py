"""Compares warm requests: frameworks alone, and the platform and FastAPI on one DynamoDB."""
