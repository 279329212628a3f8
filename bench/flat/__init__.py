"""The DynamoDB cost of each operation with a hundred and with a hundred thousand Dwipps: `make bench-flat`."""
