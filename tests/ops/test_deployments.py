"""Which deployments of CodeDeploy are still running."""

import boto3
import pytest
from botocore.stub import Stubber

from ops.deployments import Deployments

# https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
RUNNING = {"Created", "Queued", "InProgress", "Baking", "Ready"}
ENDED = {"Succeeded", "Failed", "Stopped"}


@pytest.mark.parametrize("status", sorted(RUNNING | ENDED))
def test_a_deployment_runs_until_it_has_succeeded_failed_or_stopped(status: str) -> None:
    client = boto3.client("codedeploy", region_name="eu-west-1")
    last = {"lastAttemptedDeployment": {"deploymentId": "d-1", "status": status}}

    with Stubber(client) as stubber:
        stubber.add_response("get_deployment_group", {"deploymentGroupInfo": last})
        running = Deployments(client, "dwipper", "live").running()

    assert running == ("d-1" if status in RUNNING else None)
