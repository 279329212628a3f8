"""The page is released with the API, and goes back with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.deploy import main as deploy
from ops.page import StoredPage, built_files
from ops.release_page import main as release_page
from ops.rollback import main as rollback
from ops.smoke import main as smoke
from tests.ops.account import CONTRACT, PAGES, Deployed, made
from tests.ops.api import PROBLEM, FakeApi, StubAnswer
from tests.ops.pulumi import FakePulumi

ASSET = "assets/page-1.js"


@pytest.fixture
def built(tree: Path) -> Path:
    """The folder of a built page."""
    folder = tree / "frontend" / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_bytes(b"the first page")
    (folder / ASSET).write_bytes(b"a script")
    (folder / "manifest.webmanifest").write_bytes(b"{}")
    return folder


@pytest.fixture
def gateway() -> Iterator[FakeApi]:
    """The API's own address, which refuses."""
    with FakeApi({}) as gateway:
        gateway.answers = {"GET /api/v1/health": StubAnswer(403, {}, PROBLEM)}
        yield gateway


@pytest.fixture
def site(deployed: Deployed, pulumi: FakePulumi, gateway: FakeApi) -> Deployed:
    pulumi.has_stack("dev")
    deployed.has_site(gateway.url)
    return deployed


@pytest.fixture
def api(site: Deployed, built: Path) -> Iterator[FakeApi]:
    """Serves the built page, as the site does."""
    with FakeApi(CONTRACT) as api:
        site.url = api.url
        api.page = (built / "index.html").read_bytes()
        yield api


def release(tree: Path, site: Deployed) -> None:
    release_page("dev", root=tree, aws=site.aws)


def test_each_file_is_uploaded_with_its_type_and_how_long_it_may_be_kept(
    tree: Path, built: Path, site: Deployed
) -> None:
    site.publish(serves=1, of=1)

    release(tree, site)

    found = {
        key: site.aws.s3.head_object(Bucket=PAGES, Key=key)
        for key in ("index.html", ASSET, "manifest.webmanifest")
    }
    assert {key: (one["ContentType"], one["CacheControl"]) for key, one in found.items()} == {
        "index.html": ("text/html; charset=utf-8", "private, no-cache"),
        ASSET: ("text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        "manifest.webmanifest": ("application/manifest+json", "private, no-cache"),
    }


def test_a_file_of_an_unknown_type_is_told_and_the_index_stays(
    tree: Path, built: Path, site: Deployed
) -> None:
    site.publish(serves=1, of=1)
    (built / "assets" / "sound.opus").write_bytes(b"")

    with pytest.raises(SystemExit, match=r"no Content-Type for sound\.opus"):
        release(tree, site)

    assert StoredPage(site.aws.s3, PAGES).serving() is None


def test_the_index_is_uploaded_after_what_it_names(built: Path) -> None:
    assert [path.relative_to(built).as_posix() for path in built_files(built)] == [
        ASSET,
        "manifest.webmanifest",
        "index.html",
    ]


def test_assets_of_earlier_releases_stay(tree: Path, built: Path, site: Deployed) -> None:
    """A page that is open asks for them."""
    site.publish(serves=1, of=1)
    release(tree, site)
    (built / ASSET).rename(built / "assets" / "page-2.js")

    release(tree, site)

    assert site.aws.s3.get_object(Bucket=PAGES, Key=ASSET)["Body"].read() == b"a script"


def test_a_page_that_is_not_built_is_reported(tree: Path, site: Deployed) -> None:
    site.publish(serves=1, of=1)

    with pytest.raises(
        SystemExit, match=r"dwipper: the page is not built, .*index.html is missing: .*make frontend"
    ):
        release(tree, site)


def test_a_stack_without_a_site_has_no_page(
    tree: Path, deployed: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.publish(serves=1, of=1)

    release(tree, deployed)

    assert capsys.readouterr().out == "dev has no site: there is no page to upload\n"


def test_a_rollback_brings_the_page_of_that_version_back(
    tree: Path, built: Path, site: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    """The newest one, though each version was released twice."""
    uploaded(site, built, version=2, index=b"the second page")
    uploaded(site, built, version=2, index=b"the second page, mended")
    uploaded(site, built, version=3, index=b"the third page")
    uploaded(site, built, version=3, index=b"the third page, mended")
    site.publish(serves=3, of=3)

    rollback("dev", root=tree, aws=site.aws)

    assert site.page == b"the second page, mended"
    assert "the page that was released with version 2 is back" in capsys.readouterr().out.splitlines()


def test_a_rollback_before_the_first_page_keeps_the_page(
    tree: Path, built: Path, site: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    uploaded(site, built, version=3, index=b"the third page")
    site.aws.s3.put_object(Bucket=PAGES, Key="index.html.map", Body=b"")
    site.publish(serves=3, of=3)

    rollback("dev", root=tree, aws=site.aws)

    assert site.page == b"the third page"
    assert (
        "no page was released with version 2: the page stays as it is" in capsys.readouterr().out.splitlines()
    )


def test_a_page_is_still_found_after_it_was_brought_back(tree: Path, built: Path, site: Deployed) -> None:
    uploaded(site, built, version=2, index=b"the second page")
    uploaded(site, built, version=3, index=b"the third page")
    site.publish(serves=3, of=3)

    rollback("dev", root=tree, aws=site.aws)
    rollback("dev", "3", root=tree, aws=site.aws)

    assert site.page == b"the third page"
    head = site.aws.s3.head_object(Bucket=PAGES, Key="index.html")
    assert head["CacheControl"] == "private, no-cache"


def test_a_deployment_uploads_the_page_and_asks_for_it(tree: Path, site: Deployed, api: FakeApi) -> None:
    site.publish(serves=1, of=1)

    deploy("dev", "--yes", root=tree, aws=site.aws, pause=lambda _: None)

    assert site.page == b"the first page"


def test_the_page_waits_for_the_api(tree: Path, built: Path, site: Deployed, api: FakeApi) -> None:
    """A page may need what only the new version answers."""
    uploaded(site, built, version=1, index=b"the page of before")
    (built / "index.html").write_bytes(b"the first page")
    site.publish(serves=1, of=2, canary=True)
    site.has_running()
    site.answers["GET /api/v1/health"] = made(404, {})

    with pytest.raises(SystemExit, match="version 2 was not released"):
        deploy("dev", "--yes", root=tree, aws=site.aws, pause=lambda _: None)

    assert site.page == b"the page of before"


def test_a_page_that_fails_its_test_is_taken_back_though_the_api_is_the_same(
    tree: Path, built: Path, site: Deployed, api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    uploaded(site, built, version=1, index=b"the page of before")
    (built / "index.html").write_bytes(b"the first page")
    site.publish(serves=1, of=1)
    api.page = b"what nobody has built"

    with pytest.raises(SystemExit, match="dwipper: 2 of the requests"):
        deploy("dev", "--yes", root=tree, aws=site.aws, pause=lambda _: None)

    assert site.page == b"the page of before"
    assert "the page of before is back" in capsys.readouterr().out.splitlines()


def test_the_first_page_is_kept_if_it_fails_its_test(tree: Path, site: Deployed, api: FakeApi) -> None:
    """The error is the smoke test's: there is no page before it."""
    site.publish(serves=1, of=1)
    api.page = b"what nobody has built"

    with pytest.raises(SystemExit, match="dwipper: 2 of the requests"):
        deploy("dev", "--yes", root=tree, aws=site.aws, pause=lambda _: None)

    assert site.page == b"the first page"


def test_a_page_that_cannot_be_uploaded_changes_neither_the_page_nor_the_released_version(
    tree: Path, built: Path, site: Deployed, api: FakeApi
) -> None:
    """The contract stays compatible with older pages, so the page of before works with the new version."""
    uploaded(site, built, version=1, index=b"the page of before")
    (built / "index.html").write_bytes(b"the first page")
    (built / "assets" / "new.odd").write_bytes(b"")
    site.publish(serves=1, of=2, canary=True)
    site.shifts = True
    site.starts("d-1")
    site.says("d-1", "Succeeded")

    with pytest.raises(SystemExit, match="says no Content-Type for new.odd"):
        deploy("dev", "--yes", root=tree, aws=site.aws, pause=lambda _: None)

    assert site.page == b"the page of before"
    assert site.serves == 2
    assert api.asked == []


def test_a_new_version_and_its_page_go_back_together(
    tree: Path, built: Path, site: Deployed, api: FakeApi
) -> None:
    uploaded(site, built, version=1, index=b"the page of before")
    (built / "index.html").write_bytes(b"the first page")
    site.publish(serves=1, of=2, canary=True)
    site.shifts = True
    site.starts("d-1")
    site.says("d-1", "Succeeded")
    api.answers["GET /api/v1/dwipps"] = StubAnswer(200)

    with pytest.raises(SystemExit, match="dwipper: 1 of the requests"):
        deploy("dev", "--yes", root=tree, aws=site.aws, pause=lambda _: None)

    assert (site.serves, site.page) == (1, b"the page of before")


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"page": b"another"}, "!!  the page is this tree's: unexpected content"),
        (
            {"policy": "default-src *"},
            "!!  a route of the page has the page: another Content-Security-Policy than this tree's: run `make up`",
        ),
        (
            {"answers": {"GET /assets/none.js": StubAnswer(200)}},
            "!!  an unknown file is not found: 200, not 404",
        ),
    ],
)
def test_a_wrong_page_fails_the_smoke_test(
    tree: Path,
    site: Deployed,
    api: FakeApi,
    capsys: pytest.CaptureFixture[str],
    wrong: dict[str, object],
    line: str,
) -> None:
    site.publish(serves=1, of=1)
    for name, value in wrong.items():
        setattr(api, name, {**api.answers, **value} if isinstance(value, dict) else value)

    with pytest.raises(SystemExit, match="dwipper:"):
        smoke(["--stack", "dev"], root=tree, pause=lambda _: None)

    assert line in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (StubAnswer(200, {"status": "ok"}), "200, not 403"),
        (StubAnswer(403, {"message": "Forbidden"}), "application/json, not application/problem+json"),
    ],
    ids=["by the API", "by somebody else"],
)
def test_an_api_that_answers_at_its_own_address_fails_the_smoke_test(
    tree: Path,
    site: Deployed,
    api: FakeApi,
    gateway: FakeApi,
    capsys: pytest.CaptureFixture[str],
    answer: StubAnswer,
    fault: str,
) -> None:
    """There the site's firewall limits nobody."""
    site.publish(serves=1, of=1)
    gateway.answers = {"GET /api/v1/health": answer}

    with pytest.raises(SystemExit, match="dwipper: 1 of the requests"):
        smoke(["--stack", "dev"], root=tree, pause=lambda _: None)

    assert f"!!  the gateway's own address refuses: {fault}" in capsys.readouterr().out.splitlines()
    assert gateway.asked == ["GET /api/v1/health"]


def test_before_the_first_release_no_page_serves(site: Deployed) -> None:
    assert StoredPage(site.aws.s3, PAGES).serving() is None


def uploaded(site: Deployed, built: Path, *, version: int, index: bytes) -> None:
    (built / "index.html").write_bytes(index)
    StoredPage(site.aws.s3, PAGES).upload(str(version), built)
