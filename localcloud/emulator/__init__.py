"""AWS on this machine: MiniStack in a process of its own, with a Cognito that says no and a state that is kept."""
