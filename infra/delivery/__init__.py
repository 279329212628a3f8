"""The parts of deliver.py: the pipeline, its steps, what they may do, and where they keep things."""
