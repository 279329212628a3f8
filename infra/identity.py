"""People: a Cognito user pool, and the app's client."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cognito, ssm

from infra.grants import Grant
from infra.settings.stack import Settings

__all__ = ["Identity", "IdentityArgs"]

ACCESS_TOKEN_MINUTES = 15
REFRESH_TOKEN_DAYS = 30
GRACE_SECONDS = 60  # a rotated token works as long, so that a request whose response was lost can be repeated
ADMIN_OPERATIONS = ("AdminGetUser", "AdminSetUserPassword", "AdminUserGlobalSignOut")
ATTRIBUTES = ["email"]  # names are set by the API only: Cognito's own API would accept any


@dataclass(frozen=True)
class IdentityArgs:
    settings: Settings


class Identity(pulumi.ComponentResource):
    """People sign in with email and password. A code verifies the email.

    The client has a secret, so that only the app can register people, log them in or request codes.
    """

    user_pool_id: pulumi.Output[str]
    client_id: pulumi.Output[str]
    client_secret: ssm.Parameter
    issuer: pulumi.Output[str]

    def __init__(self, name: str, args: IdentityArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Identity", name, None, opts)
        settings = args.settings
        pool = cognito.UserPool(
            f"{name}-users",
            username_attributes=["email"],
            # A change of one of these replaces the pool, and loses everyone in it.
            username_configuration={"case_sensitive": False},
            auto_verified_attributes=["email"],
            user_attribute_update_settings={"attributes_require_verification_before_updates": ["email"]},
            account_recovery_setting={"recovery_mechanisms": [{"name": "verified_email", "priority": 1}]},
            password_policy={
                "minimum_length": 8,
                "require_lowercase": True,
                "require_numbers": True,
                "require_symbols": False,
                "require_uppercase": True,
                "temporary_password_validity_days": 7,
            },
            verification_message_template={
                "default_email_option": "CONFIRM_WITH_CODE",
                "email_subject": "Your Dwipper code",
                "email_message": "Your Dwipper code is {####}.",
            },
            user_pool_tier=settings.user_pool_tier,
            email_configuration=_mail(settings),
            deletion_protection="ACTIVE" if settings.protect else "INACTIVE",
            opts=pulumi.ResourceOptions(parent=self, protect=settings.protect, ignore_changes=["schemas"]),
        )
        client = cognito.UserPoolClient(
            f"{name}-app",
            user_pool_id=pool.id,
            generate_secret=True,
            explicit_auth_flows=["ALLOW_USER_PASSWORD_AUTH"],
            prevent_user_existence_errors="ENABLED",
            enable_token_revocation=True,
            refresh_token_rotation={"feature": "ENABLED", "retry_grace_period_seconds": GRACE_SECONDS},
            access_token_validity=ACCESS_TOKEN_MINUTES,
            id_token_validity=ACCESS_TOKEN_MINUTES,
            refresh_token_validity=REFRESH_TOKEN_DAYS,
            token_validity_units={"access_token": "minutes", "id_token": "minutes", "refresh_token": "days"},
            read_attributes=ATTRIBUTES,
            write_attributes=ATTRIBUTES,
            opts=pulumi.ResourceOptions(
                parent=self, protect=settings.protect, additional_secret_outputs=["client_secret"]
            ),
        )
        self.client_secret = ssm.Parameter(
            f"{name}-client-secret",
            name=pulumi.Output.concat(
                f"/{pulumi.get_project()}/{pulumi.get_stack()}/client-secret/", client.id
            ),
            type="SecureString",
            value=pulumi.Output.secret(client.client_secret),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self._pool_arn = pool.arn
        self.user_pool_id = pool.id
        self.client_id = client.id
        self.issuer = pulumi.Output.concat(
            "https://cognito-idp.", settings.region, ".amazonaws.com/", self.user_pool_id
        )
        self.register_outputs({"user_pool_id": self.user_pool_id, "client_id": self.client_id})

    @property
    def variables(self) -> dict[str, pulumi.Input[str]]:
        """Returns the variables with the pool, its client and the parameter of the client's secret."""
        return {
            "CLIENT_SECRET_PARAMETER": self.client_secret.name,
            "USER_POOL_CLIENT_ID": self.client_id,
            "USER_POOL_ID": self.user_pool_id,
        }

    def grant_api(self) -> Sequence[Grant]:
        """Returns the API's own rights. Everything else people do with their password, a code or a token."""
        return [
            Grant(["ssm:GetParameter"], [self.client_secret.arn]),
            Grant([f"cognito-idp:{operation}" for operation in ADMIN_OPERATIONS], [self._pool_arn]),
        ]

    def grant_delete_user(self) -> Grant:
        """Returns the right to delete a person from the pool."""
        return Grant(["cognito-idp:AdminDeleteUser"], [self._pool_arn])


def _mail(settings: Settings) -> dict[str, str] | None:
    """Uses SES if the stack has a sender: Cognito itself sends 50 mails a day, and drops the rest silently."""
    if not settings.mail_from:
        return None
    return {
        "email_sending_account": "DEVELOPER",
        "from_email_address": settings.mail_from,
        "source_arn": settings.mail_identity_arn,
    }
