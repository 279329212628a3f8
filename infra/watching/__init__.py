"""The parts of watch.py: alarms, what they are about, the dashboard, and where they are told."""
