"""What a month on AWS costs, by measured units of operations, the stack's settings, and a price list."""
