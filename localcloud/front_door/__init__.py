"""The address that people open. It serves the page, the API and the mailbox, like CloudFront on AWS."""
