"""What the engine finds on its PATH in place of AWS's provider and of Python's language host."""
