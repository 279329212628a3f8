"""What AWS takes in a setting, as regular expressions of ASCII texts."""

__all__ = [
    "ANOMALY_MONITOR",
    "BRANCH",
    "CERTIFICATE",
    "CONNECTION",
    "DOMAIN",
    "EMAIL",
    "IDENTITY",
    "ORIGIN",
    "REGION",
    "REPOSITORY",
    "SENDER",
]

# Without the partitions of China, GovCloud and others, whose ARNs begin with another word.
REGION = r"(?!cn-|us-gov-|us-iso|eu-isoe-)[a-z]{2}(-[a-z]+)+-\d"
_PLACE = r"[a-z0-9-]+:\d{12}"  # region and account of an ARN

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = rf"(?=.{{1,253}}$)({_LABEL}\.)+(?=[a-z]){_LABEL}"
# As browsers write it: no path, no capitals.
ORIGIN = rf"https?://({DOMAIN}|{_LABEL}|\d+(\.\d+){{3}})(:\d{{1,5}})?"
CERTIFICATE = rf"arn:aws:acm:{_PLACE}:certificate/[\w-]+"

# A subscription to cost anomalies is the strictest: Subscriber in Cost Explorer's API reference.
EMAIL = r"(?=.{6,302}$)[\w.!#$%&'*+=?^{|}~-]+@[\w-]+(\.[\w-]+)+"
# SES takes other letters only encoded: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
_NAME = r"""[\w.!#$%&'*+/=?^`{|}~ -]+|"[ !#-;=?-\[\]-~]+" ?"""
_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+"
SENDER = rf"{_ADDRESS}|({_NAME})<{_ADDRESS}>"
IDENTITY = rf"arn:aws:ses:{_PLACE}:identity/({_ADDRESS}|{DOMAIN})"

ANOMALY_MONITOR = r"arn:aws:ce::\d{12}:anomalymonitor/[\w-]+"

CONNECTION = rf"arn:aws:code(star-)?connections:{_PLACE}:connection/[\w-]+"
REPOSITORY = r"[\w.-]+/[\w.-]+"
# What git takes (`git help check-ref-format`) and CodeCommit, without what would change the address of a page in it.
BRANCH = r"(?!.*(\.\.|//|/\.|\.lock(/|$)))\w([\w./-]{0,254}[\w-])?"
