"""Short programs, run like the laptop runs `__main__.py`. Each has its own process, because Pulumi keeps state."""

import subprocess
import sys
from pathlib import Path

RUN = """
import json
import sys
from pathlib import Path
from localcloud.errors import LocalCloudError
from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.program import run_program
from localcloud.provisioning.registry import Created
from localcloud.stack import StackConfig

def print_inputs(cloud, resource):
    print(json.dumps(resource.inputs, sort_keys=True))
    return Created("id-2", {})

handlers = {
    "aws:apigatewayv2/api:Api": print_inputs,
    "aws:sns/topic:Topic": lambda cloud, resource: Created("id-1", {"arn": "arn:" + resource.name}),
    "x:y:Z": print_inputs,
}
stack = StackConfig("dwipper", "local", {"aws:region": "eu-west-1", "dwipper:shards": 3, "dwipper:on": True})
def connect():
    print("asked where the cloud is")
    return Cloud("http://127.0.0.1:1", "eu-west-1", "", "")

show = lambda resource: print(resource.name)
try:
    print(run_program(Path(sys.argv[1]), stack, connect, handlers, show))
except LocalCloudError as error:
    sys.exit(str(error))
"""


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "program.py"
    path.write_text(program)
    return subprocess.run([sys.executable, "-c", RUN, str(path)], capture_output=True, text=True, timeout=60)


def test_a_program_gets_the_created_outputs_and_its_settings(tmp_path: Path) -> None:
    done = run(
        "import pulumi, pulumi_aws as aws\n"
        "topic = aws.sns.Topic('news')\n"
        "config = pulumi.Config()\n"
        "pulumi.export('arn', topic.arn)\n"
        "pulumi.export('settings', [config.require_int('shards'), config.require_bool('on')])\n",
        tmp_path,
    )

    assert done.stdout.splitlines()[1:] == ["news", "{'arn': 'arn:news', 'settings': [3, True]}"]


def test_numbers_reach_their_handler_as_written_at_any_depth(tmp_path: Path) -> None:
    done = run(
        "import pulumi\nfrom pulumi_aws import apigatewayv2\n"
        "cors = {'max_age': 3600, 'allow_origins': ['http://localhost:5173']}\n"
        "apigatewayv2.Api('api', protocol_type='HTTP', cors_configuration=cors)\n"
        "pulumi.CustomResource('x:y:Z', 'deep', {'a': [{'b': pulumi.Output.secret(1)}], 'c': 0.5, 'd': True})\n",
        tmp_path,
    )

    assert '"maxAge": 3600}' in done.stdout
    assert '{"a": [{"b": 1}], "c": 0.5, "d": true}' in done.stdout


def test_a_resource_type_without_a_handler_is_an_error_that_names_it(tmp_path: Path) -> None:
    done = run("import pulumi_aws as aws\naws.sqs.Queue('jobs')\n", tmp_path)

    assert done.returncode == 1
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith("the laptop cannot create aws:sqs/queue:Queue (jobs): write")
    )


def test_a_provider_function_without_a_handler_is_named(tmp_path: Path) -> None:
    done = run("import pulumi_aws as aws\naws.get_caller_identity()\n", tmp_path)

    assert done.returncode == 1
    assert (
        "the laptop cannot answer aws:index/getCallerIdentity:getCallerIdentity"
        in done.stderr.splitlines()[-1]
    )


def test_the_program_may_begin_before_the_cloud_is_ready(tmp_path: Path) -> None:
    done = run("import pulumi_aws as aws\nprint('begun')\naws.sns.Topic('news')\nprint('run')\n", tmp_path)

    assert done.stdout.splitlines() == ["begun", "run", "asked where the cloud is", "news", "{}"]
