"""Cold starts side by side: small APIs with DynamoDB's client in several frameworks, and the platform's own."""
