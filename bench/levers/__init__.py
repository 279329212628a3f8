"""Measures the effect of each lever of a cold start: the unpacked zip with each of them off in turn."""
