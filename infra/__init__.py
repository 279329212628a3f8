"""The platform on AWS, one component a file."""
