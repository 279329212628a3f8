"""Compares warm requests: frameworks alone, and the platform with FastAPI on one DynamoDB."""
