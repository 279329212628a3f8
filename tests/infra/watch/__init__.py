"""The alarms, judged by their own definitions on made metrics."""
