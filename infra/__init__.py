"""The platform on AWS."""
