"""Warm requests side by side: frameworks alone, and the platform against FastAPI on one DynamoDB."""
