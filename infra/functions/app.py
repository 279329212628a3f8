"""The app that all functions share."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pulumi

from infra.boundary import Boundary
from infra.bundle.build import bundle
from infra.bundle.dependencies import LAMBDA
from infra.functions.job_queue import JobQueue
from infra.identity import Identity
from infra.settings.stack import Settings
from infra.site.origin_secret import OriginSecret
from infra.storage import Storage

__all__ = ["App"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class App:
    """One zip and one set of variables. Functions differ in handler, rights and time-out.

    If there is a boundary, it limits every role of the app.
    """

    code: pulumi.Archive
    variables: Mapping[str, pulumi.Input[str]]
    boundary_arn: pulumi.Output[str] | None

    @classmethod
    def built(
        cls,
        settings: Settings,
        identity: Identity,
        storage: Storage,
        queue: JobQueue,
        boundary: Boundary | None,
        origin: OriginSecret | None,
    ) -> "App":
        """Builds the zip. Raises DependenciesError."""
        target = LAMBDA if settings.bundle_dependencies else None
        return cls(
            code=pulumi.FileArchive(str(bundle(ROOT, target))),
            variables={
                **identity.variables,
                **storage.variables,
                "ACCOUNT_TICK_MS": str(settings.account_tick_ms),
                **queue.variables,
                "FEED_SHARDS": str(settings.feed_shards),
                "ORIGIN_SECRET_SHA256": origin.digests if origin else "none",
            },
            boundary_arn=boundary.arn if boundary else None,
        )
