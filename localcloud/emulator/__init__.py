"""AWS on this machine: MiniStack in its own process, with a stricter Cognito and persistent state."""
