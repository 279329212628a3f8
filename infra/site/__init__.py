"""The page's place on AWS."""
