"""MiniStack's CloudFront serves what the program registers as the site's description says.

MiniStack 1.5.33 models neither caching nor the firewall, reaches no API of its own by its address on AWS, and
ignores the right to list a bucket: it answers 403 for a file that does not exist, where S3 answers 404.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from botocore import xform_name

from infra.site.description import HTTPS_HEADERS, SECURITY_HEADERS
from localcloud.listening import listening
from tests.infra.emulated.call import AwsCall
from tests.infra.emulated.creation import calls_of
from tests.infra.program import Program, program_of
from tests.infra.realistic import ACCOUNT, REGION

KINDS = (
    "s3/bucket:Bucket",
    "cloudfront/originAccessControl:OriginAccessControl",
    "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "cloudfront/function:Function",
    "cloudfront/distribution:Distribution",
)
POLICY = "s3/bucketPolicy:BucketPolicy"  # names the distribution
UNSIGNED = "000000000000"  # the account that viewers ask
MADE_WITH_ID = {
    "CreateDistributionWithTags": "Distribution",
    "CreateOriginAccessControl": "OriginAccessControl",
    "CreateResponseHeadersPolicy": "ResponseHeadersPolicy",
}
INDEX, SCRIPT = b"<!doctype html>", b"console"


class SiteBrowser:
    """A browser that asks a distribution of the emulator."""

    def __init__(self, url: str, domain: str) -> None:
        self._url, self._host = url, domain

    def ask(self, path: str, method: str = "GET", scheme: str = "https") -> requests.Response:
        headers = {"Host": self._host, "X-Forwarded-Proto": scheme}
        return requests.request(method, self._url + path, headers=headers, timeout=60, allow_redirects=False)


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteBrowser]:
    if shutil.which("node") is None:
        pytest.skip("Node is missing: MiniStack runs CloudFront's functions by it")
    program = program_of("dev")
    with ministack(tmp_path_factory.mktemp("ministack")) as url:
        domain = made(url, program)
        bucket, s3 = program.exports["page_bucket"], client("s3", url)
        s3.put_object(
            Bucket=bucket, Key="index.html", Body=INDEX, ContentType="text/html", CacheControl="no-cache"
        )
        s3.put_object(Bucket=bucket, Key="assets/index-1.js", Body=SCRIPT, ContentType="text/javascript")
        yield SiteBrowser(url, domain)


@contextmanager
def ministack(state: Path) -> Iterator[str]:
    """Runs MiniStack alone, without the laptop's gate: its CloudFront takes paths as they are sent."""
    own = {
        "AUTH": "true",
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "ERROR",
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(state),
    }
    with listening() as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        command = [
            sys.executable,
            "-m",
            "hypercorn",
            "--bind",
            f"fd://{listener.fileno()}",
            "ministack.app:app",
        ]
        process = subprocess.Popen(
            command,
            pass_fds=[listener.fileno()],
            env={**os.environ, **own, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": url.rpartition(":")[2]},
            stderr=subprocess.DEVNULL,
        )
    try:
        requests.get(
            f"{url}/_ministack/health", timeout=60
        ).raise_for_status()  # waits in the listener's queue
        yield url
    finally:
        process.terminate()
        process.wait(timeout=60)


def client(service: str, url: str) -> Any:  # noqa: ANN401  boto3's clients are made at run time
    make: Any = boto3.client
    return make(service, endpoint_url=url, region_name=REGION)


def made(url: str, program: Program) -> str:
    """Creates the site, with the ids that the emulator gives. Returns the distribution's domain."""
    ids = {ACCOUNT: UNSIGNED}
    domain = ""
    for call in (*calls_of(program, KINDS), *calls_of(program, [POLICY])):
        service = client(call.service, url)
        answer = getattr(service, xform_name(call.operation))(**with_ids(call.parameters, ids))
        if call.operation in MADE_WITH_ID:
            made = answer[MADE_WITH_ID[call.operation]]
            ids[known_id(program, call)] = made["Id"]
            domain = made.get("DomainName", "")
        if call.operation == "CreateFunction":
            service.publish_function(Name=call.parameters["Name"], IfMatch=answer["ETag"])
    return domain


def known_id(program: Program, call: AwsCall) -> str:
    """Returns the id that the program was given for what the call creates."""
    if call.operation == "CreateDistributionWithTags":
        return program.one("cloudfront/distribution:Distribution").id
    (config,) = call.parameters.values()
    (found,) = (one.id for one in program.registered if one.outputs.get("name") == config["Name"])
    return found


def with_ids(parameters: Mapping[str, Any], ids: Mapping[str, str]) -> Any:  # noqa: ANN401  JSON and bytes
    if any(isinstance(value, bytes) for value in parameters.values()):
        return parameters
    text = json.dumps(parameters)
    for ours, theirs in ids.items():
        text = text.replace(ours, theirs)
    return json.loads(text)


@pytest.mark.parametrize("path", ["/", "/index.html", "/login", "/dwipps/018f"])
def test_the_page_is_at_each_of_its_routes_with_the_described_headers(viewer: SiteBrowser, path: str) -> None:
    answer = viewer.ask(path)

    assert (answer.status_code, answer.content) == (200, INDEX)
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert {name: answer.headers.get(name) for name in HTTPS_HEADERS} == HTTPS_HEADERS


def test_an_asset_is_served_with_the_same_headers(viewer: SiteBrowser) -> None:
    answer = viewer.ask("/assets/index-1.js")

    assert (answer.status_code, answer.content) == (200, SCRIPT)
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize("path", ["/assets/old.js", "/assets/old", "/assets/", "/local.json", "/favicon.ico"])
def test_a_file_that_does_not_exist_is_no_page_and_not_cached(viewer: SiteBrowser, path: str) -> None:
    answer = viewer.ask(path)

    assert answer.status_code in {403, 404}
    assert "Cache-Control" not in answer.headers


def test_the_bucket_is_not_listed(viewer: SiteBrowser) -> None:
    assert viewer.ask("/?list-type=2").content == INDEX


def test_the_apis_errors_are_not_replaced_by_the_page(viewer: SiteBrowser) -> None:
    """MiniStack cannot reach the gateway, and says so itself."""
    answer = viewer.ask("/api/v1/no-such-path")

    assert answer.status_code == 502
    assert INDEX not in answer.content


def test_a_page_over_http_is_redirected_but_the_api_refuses(viewer: SiteBrowser) -> None:
    """A token would be sent in clear text before a redirect."""
    assert viewer.ask("/login", scheme="http").status_code == 301
    assert viewer.ask("/api/v1/dwipps", scheme="http").status_code == 403


def test_files_are_only_read(viewer: SiteBrowser) -> None:
    assert viewer.ask("/", method="POST").status_code == 403
