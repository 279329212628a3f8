"""The stacks and their exports."""

import pytest

from localcloud.provisioning.handlers import HANDLERS
from tests.infra.program import STACKS, program_of

EVERYWHERE = {
    "api_id",
    "api_url",
    "function_name",
    "function_version",
    "functions",
    "user_pool_client_id",
    "user_pool_id",
}
CANARY, DELIVERY, SITE = (
    {"release_application", "release_group"},
    {"repository_url"},
    {"gateway_url", "page_bucket"},
)
EXPORTS = {
    "dev": EVERYWHERE | DELIVERY | SITE,
    "local": EVERYWHERE,
    "prod": EVERYWHERE | CANARY | DELIVERY | SITE,
    "staging": EVERYWHERE | CANARY | DELIVERY | SITE,
}


def test_there_are_a_laptop_stack_and_three_aws_stacks() -> None:
    assert STACKS == ["dev", "local", "prod", "staging"]


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_exports_the_names_and_addresses_of_its_resources(stack: str) -> None:
    assert program_of(stack).exports.keys() == EXPORTS[stack]


def test_the_exports_are_what_aws_created() -> None:
    program = program_of("prod")
    api = program.one("apigatewayv2/api:Api")

    assert program.exports == {
        "api_id": api.id,
        "api_url": f"https://{program.one('cloudfront/distribution:Distribution').outputs['domainName']}",
        "function_name": program.one("lambda/function:Function", "api-function").outputs["name"],
        "function_version": "1",
        "functions": [
            program.one("lambda/function:Function", f"{name}-function").outputs["name"]
            for name in ("api", "worker", "jobs")
        ],
        "gateway_url": f"https://{api.id}.execute-api.eu-west-1.amazonaws.com",
        "page_bucket": program.one("s3/bucket:Bucket", "site-files-bucket").outputs["bucket"],
        "release_application": program.one("codedeploy/application:Application").outputs["name"],
        "release_group": "dwipper-prod",
        "repository_url": "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/dwipper-prod",
        "user_pool_client_id": program.one("cognito/userPoolClient:UserPoolClient").id,
        "user_pool_id": program.one("cognito/userPool:UserPool").id,
    }


def test_the_laptop_can_create_every_resource_type_of_its_stack() -> None:
    registered = program_of("local").registered

    assert {one.type for one in registered if one.type.startswith("aws:")} <= HANDLERS.keys()
