"""Evaluates the alarms' definitions on generated metrics."""
