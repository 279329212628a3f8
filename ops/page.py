"""The page's files in the stack's bucket: uploads a release, and brings the one of before back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from infra.site import description
from infra.site.description import INDEX, cache_control, content_type
from ops.aws import Aws, is_code
from ops.errors import OpsError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["BUILT", "StoredPage", "built_files", "go_back", "page_of"]

BUILT = description.BUILT.relative_to(Path(__file__).resolve().parents[1])  # below a tree

VERSION = "function-version"  # of an index: the API's version that it was released with


def built_files(folder: Path) -> Sequence[Path]:
    """Returns the built files, the index last: what it names is there before it. Raises OpsError without an index."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    index = folder / INDEX
    if index not in files:
        raise OpsError(f"the page is not built, {index} is missing: build it with `make frontend`")
    return [*(path for path in files if path != index), index]


def page_of(outputs: Mapping[str, Any], aws: Aws) -> "StoredPage | None":
    """Returns the page of a stack with a site."""
    return StoredPage(aws.s3, outputs["page_bucket"]) if "page_bucket" in outputs else None


@dataclass(frozen=True)
class StoredPage:
    """The page in a bucket with versions. Calls raise ClientError or BotoCoreError."""

    client: "S3Client"
    bucket: str

    def serving(self) -> str | None:
        """Returns the version of the index that browsers get, or None if there is no page yet."""
        try:
            return self.client.head_object(Bucket=self.bucket, Key=INDEX)["VersionId"]
        except ClientError as error:
            if is_code(error, "404", "NoSuchKey"):
                return None
            raise

    def upload(self, version: str, folder: Path) -> int:
        """Uploads a release with the API's version, the index last. Returns the number of files.

        Assets of earlier releases stay: an open page may still ask for them. Raises OpsError.
        """
        files = built_files(folder)
        for path in files:
            key = path.relative_to(folder).as_posix()
            self.client.put_object(
                Bucket=self.bucket,
                Key=key,
                Body=path.read_bytes(),
                ContentType=_type_of(path),
                CacheControl=cache_control(f"/{key}"),
                Metadata={VERSION: version},
            )
        return len(files)

    def released_with(self, version: str) -> str | None:
        """Returns the newest index that was released with this version of the API, or None."""
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=INDEX)
        found = (
            one["VersionId"] for page in pages for one in page.get("Versions", []) if one["Key"] == INDEX
        )
        return next((one for one in found if self._version_of(one) == version), None)

    def restore(self, index: str) -> None:
        """Makes an earlier version of the index the one that browsers get. Its assets are still there."""
        self.client.copy_object(
            Bucket=self.bucket,
            Key=INDEX,
            CopySource={"Bucket": self.bucket, "Key": INDEX, "VersionId": index},
        )

    def _version_of(self, index: str) -> str | None:
        head = self.client.head_object(Bucket=self.bucket, Key=INDEX, VersionId=index)
        return head["Metadata"].get(VERSION)


def go_back(page: StoredPage, version: int, tell: Callable[[str], None]) -> None:
    """Brings the page back that was released with a version of the API, if there is one."""
    index = page.released_with(str(version))
    if index is None:
        tell(f"no page was released with version {version}: the page stays as it is")
        return
    page.restore(index)
    tell(f"the page that was released with version {version} is back")


def _type_of(path: Path) -> str:
    try:
        return content_type(path.name)
    except KeyError:
        raise OpsError(f"infra/site/description.py says no Content-Type for {path.name}") from None
