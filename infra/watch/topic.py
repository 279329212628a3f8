"""The topic of alarms."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import sns

from infra.account import Account
from infra.encryption import Encryption, EncryptionArgs
from infra.grants import document

__all__ = ["Topic", "TopicArgs"]

ALARMS, EVENTS = "cloudwatch.amazonaws.com", "events.amazonaws.com"


@dataclass(frozen=True)
class TopicArgs:
    account: Account
    email: str  # empty: nobody


class Topic(pulumi.ComponentResource):
    """An encrypted topic, `arn`, and its subscription by mail.

    The key, `key_arn`, is the stack's own: alarms cannot publish with AWS's
    (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
    """

    arn: pulumi.Output[str]
    key_arn: pulumi.Output[str]

    def __init__(self, name: str, args: TopicArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Topic", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.key_arn = Encryption(
            name,
            EncryptionArgs(args.account, "Encrypts the messages of alarms", [ALARMS, EVENTS]),
            opts=child,
        ).arn
        place = args.account.region
        topic = sns.Topic(f"{name}-topic", kms_master_key_id=self.key_arn, region=place, opts=child)
        policy = _policy(topic, args.account)
        sns.TopicPolicy(f"{name}-tellers", arn=topic.arn, policy=policy, region=place, opts=child)
        if args.email:
            sns.TopicSubscription(
                f"{name}-email",
                topic=topic.arn,
                protocol="email",
                endpoint=args.email,
                region=place,
                opts=child,
            )
        else:
            pulumi.log.warn("nobody is mailed when an alarm begins: set dwipper:alarmEmail", topic)
        self.arn = topic.arn
        self.register_outputs({"arn": self.arn})


def _policy(topic: sns.Topic, account: Account) -> pulumi.Output[str]:
    """Allows alarms of this account, and EventBridge's rules, which do not name an account."""
    publish = {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": topic.arn}
    ours = {"StringEquals": {"aws:SourceAccount": account.id}}
    return document(
        [
            {**publish, "Principal": {"Service": ALARMS}, "Condition": ours},
            {**publish, "Principal": {"Service": EVENTS}},
        ]
    )
