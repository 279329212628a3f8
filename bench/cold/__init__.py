"""Compares cold starts: small APIs with DynamoDB's client in several frameworks, and the platform's own."""
