"""The one address that people open, as CloudFront would be: the API, the mailbox, the pages."""
