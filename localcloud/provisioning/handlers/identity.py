"""Cognito. The pool, its client and its people are kept between runs; their settings follow the program."""

from collections.abc import Iterable
from typing import Any

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers.inputs import pascal, present
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_user_pool", "create_user_pool_client"]


def create_user_pool(cloud: Cloud, resource: Resource) -> Created:
    cognito = cloud.client("cognito-idp")
    name, settings = resource.inputs.get("name", resource.name), _pool_settings(resource.inputs)
    pool_id = _id_of(name, cognito.list_user_pools(MaxResults=60)["UserPools"], "Id")
    if pool_id:
        cognito.update_user_pool(UserPoolId=pool_id, **settings)
    else:
        pool_id = cognito.create_user_pool(PoolName=name, **settings, **_pool_identity(resource.inputs))[
            "UserPool"
        ]["Id"]
    return Created(
        pool_id,
        {
            "name": name,
            "arn": f"arn:aws:cognito-idp:{cloud.region}:000000000000:userpool/{pool_id}",
            "endpoint": f"cognito-idp.{cloud.region}.amazonaws.com/{pool_id}",
        },
    )


def create_user_pool_client(cloud: Cloud, resource: Resource) -> Created:
    cognito = cloud.client("cognito-idp")
    pool_id, name = resource.inputs["userPoolId"], resource.inputs.get("name", resource.name)
    settings = _client_settings(resource.inputs)
    clients = cognito.list_user_pool_clients(UserPoolId=pool_id, MaxResults=60)["UserPoolClients"]
    secret = resource.inputs.get("generateSecret", False)
    client_id = _id_of(name, clients, "ClientId")
    if client_id and secret is not bool(_secret_of(cognito, pool_id, client_id)):  # AWS replaces it too
        cognito.delete_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
        client_id = None
    if client_id:
        cognito.update_user_pool_client(UserPoolId=pool_id, ClientId=client_id, ClientName=name, **settings)
    else:
        made = cognito.create_user_pool_client(
            UserPoolId=pool_id, ClientName=name, GenerateSecret=secret, **settings
        )
        client_id = made["UserPoolClient"]["ClientId"]
    return Created(client_id, {"name": name, "clientSecret": _secret_of(cognito, pool_id, client_id)})


def _secret_of(cognito: Any, pool_id: str, client_id: str) -> str | None:  # noqa: ANN401
    client = cognito.describe_user_pool_client(UserPoolId=pool_id, ClientId=client_id)["UserPoolClient"]
    found: str | None = client.get("ClientSecret")
    return found


def _id_of(name: str, found: Iterable[dict[str, Any]], key: str) -> str | None:
    names = {"Id": "Name", "ClientId": "ClientName"}
    return next((one[key] for one in found if one[names[key]] == name), None)


def _pool_identity(inputs: dict[str, Any]) -> dict[str, Any]:
    """Returns the settings that AWS fixes when a pool is created."""
    return present(
        UsernameAttributes=inputs.get("usernameAttributes"),
        UsernameConfiguration=pascal(inputs.get("usernameConfiguration")),
        Schema=pascal(inputs.get("schemas")),
    )


def _pool_settings(inputs: dict[str, Any]) -> dict[str, Any]:
    policy = inputs.get("passwordPolicy")
    return present(
        AutoVerifiedAttributes=inputs.get("autoVerifiedAttributes"),
        DeletionProtection=inputs.get("deletionProtection"),
        Policies={"PasswordPolicy": pascal(policy)} if policy else None,
        VerificationMessageTemplate=pascal(inputs.get("verificationMessageTemplate")),
        AccountRecoverySetting=_recovery(inputs.get("accountRecoverySetting")),
        AdminCreateUserConfig=pascal(inputs.get("adminCreateUserConfig")),
        UserAttributeUpdateSettings=_updates(inputs.get("userAttributeUpdateSettings")),
    )


def _recovery(setting: dict[str, Any] | None) -> dict[str, Any] | None:
    if setting is None:
        return None
    mechanisms = setting["recoveryMechanisms"]
    return {"RecoveryMechanisms": [{"Name": one["name"], "Priority": one["priority"]} for one in mechanisms]}


def _updates(setting: dict[str, Any] | None) -> dict[str, Any] | None:
    """One of Pulumi's keys has another plural than AWS's."""
    if setting is None:
        return None
    return {
        "AttributesRequireVerificationBeforeUpdate": setting["attributesRequireVerificationBeforeUpdates"]
    }


def _client_settings(inputs: dict[str, Any]) -> dict[str, Any]:
    return present(
        ExplicitAuthFlows=inputs.get("explicitAuthFlows"),
        PreventUserExistenceErrors=inputs.get("preventUserExistenceErrors"),
        AccessTokenValidity=inputs.get("accessTokenValidity"),
        IdTokenValidity=inputs.get("idTokenValidity"),
        RefreshTokenValidity=inputs.get("refreshTokenValidity"),
        TokenValidityUnits=pascal(inputs.get("tokenValidityUnits")),
        EnableTokenRevocation=inputs.get("enableTokenRevocation"),
        RefreshTokenRotation=pascal(inputs.get("refreshTokenRotation")),
        ReadAttributes=inputs.get("readAttributes"),
        WriteAttributes=inputs.get("writeAttributes"),
    )
