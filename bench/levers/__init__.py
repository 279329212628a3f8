"""What each lever of a cold start is worth: the function's zip, unpacked, with each of them off in turn."""
