"""The AWS operations that the app calls, by service.

tests/infra/test_operations.py compares them with the calls of webapp/ and with the functions' rights.
"""

from collections.abc import Mapping

__all__ = ["OPERATIONS"]

OPERATIONS: Mapping[str, frozenset[str]] = {
    "cognito-idp": frozenset(
        {
            "AdminDeleteUser",
            "AdminGetUser",
            "AdminSetUserPassword",
            "AdminUserGlobalSignOut",
            "ChangePassword",
            "ConfirmForgotPassword",
            "ConfirmSignUp",
            "DeleteUser",
            "ForgotPassword",
            "GetTokensFromRefreshToken",
            "GetUser",
            "GlobalSignOut",
            "InitiateAuth",
            "ResendConfirmationCode",
            "RevokeToken",
            "SignUp",
        }
    ),
    "dynamodb": frozenset(
        {
            "BatchGetItem",
            "BatchWriteItem",
            "DeleteItem",
            "GetItem",
            "PutItem",
            "Query",
            "TransactWriteItems",
            "UpdateItem",
        }
    ),
    "sqs": frozenset({"ChangeMessageVisibility", "SendMessage"}),
    "ssm": frozenset({"GetParameter"}),
}
