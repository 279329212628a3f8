"""The operator's commands: the way into an account, through a release, and out again."""
