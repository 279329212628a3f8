"""The programs that the engine finds on its PATH: stand-ins for AWS's provider and Python's language host."""
