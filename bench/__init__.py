"""Measurements, each one command: `make bench` runs them all."""
