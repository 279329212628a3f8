"""What each operation takes of DynamoDB, at a hundred and at a hundred thousand Dwipps: `make bench-flat`."""
