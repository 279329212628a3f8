"""Faults of mails: codes that do not arrive."""

from collections.abc import Iterator

from tests.infra.watch.faults import Fault, made, warned
from tests.infra.watch.stacks import WatchedStack

__all__ = ["mail_faults"]

# What Cognito says:
# https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html#API_SignUp_Errors
CAUSES = {
    "Cognito's 50 mails of the day are used up": "LimitExceededException",
    "SES rejects a mail": "CodeDeliveryFailureException",
    "Cognito has no right to use SES": "InvalidEmailRoleAccessPolicyException",
}
RATES = {"bounces": ("BounceRate", 0.06), "complaints": ("ComplaintRate", 0.002)}


def mail_faults(stack: WatchedStack) -> Iterator[Fault]:
    """Now and then somebody registers."""
    for kind, code in CAUSES.items():
        data = warned(stack, f"Cognito could not do SignUp ({code})", 1, every=3)
        yield Fault(kind, "202, but no code", data, frozenset({"mails-unsent"}))
    if stack.by_ses:
        for name, (rate, value) in RATES.items():
            published = [made(f"AWS/SES Reputation.{rate}", {}, value)]
            kind = f"Too many {name} at SES"
            yield Fault(kind, "nothing until SES stops sending", published, frozenset({f"mail-{name}"}))
