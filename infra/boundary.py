"""The maximum rights of every role of the app."""

from collections.abc import Sequence

import pulumi
from pulumi_aws import iam

from infra.account import Account
from infra.grants import TRACE, Grant, policy_document
from infra.operations import OPERATIONS

__all__ = ["Boundary"]


class Boundary(pulumi.ComponentResource):
    """A permissions boundary, `arn`.

    The pipeline creates roles and their policies, but only with this boundary, which it cannot change. So a commit
    cannot grant more rights, neither to the app nor to the pipeline.
    """

    arn: pulumi.Output[str]

    def __init__(self, name: str, account: Account, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Boundary", name, None, opts)
        policy = iam.Policy(
            f"{name}-policy",
            path=f"{account.path}delivery/",
            description="The most that a role of the app may do",
            policy=policy_document([*_data(account), *_release(account), TRACE]),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn = policy.arn
        self.register_outputs({"arn": self.arn})


def _data(account: Account) -> Sequence[Grant]:
    """Returns the rights of functions to data."""
    items = {*OPERATIONS["dynamodb"], "ConditionCheckItem"} - {
        "TransactWriteItems"
    }  # needs its parts' rights
    messages = (
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "ReceiveMessage",
        "SendMessage",
    )
    streams = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
    return [
        Grant(
            [f"dynamodb:{action}" for action in (*sorted(items), *streams)],
            [account.arn("dynamodb", f"table/{account.prefix}*")],
        ),
        Grant(
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            [account.arn("logs", f"log-group:{account.path}*")],
        ),
        Grant(["ssm:GetParameter"], [account.arn("ssm", f"parameter{account.path}*")]),
        Grant([f"sqs:{action}" for action in messages], [account.arn("sqs", f"{account.prefix}*")]),
        Grant(
            [
                f"cognito-idp:{action}"
                for action in (
                    "AdminDeleteUser",
                    "AdminGetUser",
                    "AdminSetUserPassword",
                    "AdminUserGlobalSignOut",
                )
            ],
            [account.arn("cognito-idp", "userpool/*")],
            account.tags,
        ),
    ]


def _release(account: Account) -> Sequence[Grant]:
    """Returns the rights of CodeDeploy."""
    return [
        Grant(["cloudwatch:DescribeAlarms"], [account.alarms]),
        Grant(
            ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"],
            [account.arn("lambda", f"function:{account.prefix}*")],
        ),
    ]
