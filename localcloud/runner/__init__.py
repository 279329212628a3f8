"""Runs the function's code from the working tree, as Lambda does: one request at a time in each process."""
