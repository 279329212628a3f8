"""The AWS cost of a month: measured units of operations, the stack's settings, and a price list."""
