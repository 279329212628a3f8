"""Dwipper's platform: settings -> identity -> storage, queue -> api, worker, jobs -> site -> watch, deliver."""

import pulumi

from infra.account import Account
from infra.boundary import Boundary
from infra.functions.api import Api, ApiArgs
from infra.functions.app import App
from infra.functions.job_queue import JobQueue
from infra.functions.jobs import Jobs, JobsArgs
from infra.functions.worker import Worker, WorkerArgs
from infra.identity import Identity, IdentityArgs
from infra.settings.stack import EDGE_REGION, Settings
from infra.site.origin_secret import OriginSecret
from infra.storage import Storage, StorageArgs
from infra.tags import tag_resources

settings = Settings.read()
account = Account(settings.region)
tag_resources()

identity = Identity("identity", IdentityArgs(settings=settings))

storage = Storage("storage", StorageArgs(protect=settings.protect, cursor_key=settings.cursor_key))

queue = JobQueue("jobs")

boundary = Boundary("boundary", account) if settings.deliver else None

origin = OriginSecret("origin", settings.origin_secret) if settings.site else None

app = App.built(settings, identity, storage, queue, boundary, origin)

api = Api("api", ApiArgs(settings=settings, app=app, identity=identity, storage=storage))

worker = Worker("worker", WorkerArgs(settings=settings, app=app, storage=storage, queue=queue))

jobs = Jobs("jobs", JobsArgs(settings=settings, app=app, identity=identity, storage=storage, queue=queue))

pulumi.export("api_id", api.gateway.api_id)
pulumi.export("function_name", api.function.name)
pulumi.export("function_version", api.function.version)
pulumi.export("functions", [part.function.name for part in (api, worker, jobs)])
pulumi.export("user_pool_id", identity.user_pool_id)
pulumi.export("user_pool_client_id", identity.client_id)

# Imported only if needed: importing Pulumi's classes is most of the laptop's start.
site = None
if origin:
    from infra.site.component import Site, SiteArgs

    site = Site("site", SiteArgs(settings, api, origin))
    pulumi.export("page_bucket", site.files.bucket.bucket)
    pulumi.export("gateway_url", api.url)

pulumi.export("api_url", site.url if site else api.url)
if settings.domain_name:
    pulumi.export("domain_target", site.target if site else api.gateway.domain_target)

if settings.watch:
    from infra.watch.component import Watch, WatchArgs

    elsewhere = {}
    if site:
        from infra.site.watch import SiteWatch, SiteWatchArgs

        elsewhere[EDGE_REGION] = SiteWatch("edge", SiteWatchArgs(settings, account, site)).alarms

    watch = Watch(
        "watch", WatchArgs(settings, account, identity, storage, api, worker, queue, jobs, elsewhere)
    )

    if settings.monthly_budget or settings.anomaly_monitor_arn:
        from infra.spending import Spending

        Spending("spending", settings)

    if settings.canary_minutes:
        from infra.release import Release, ReleaseArgs

        release = Release("release", ReleaseArgs(settings, account, app, api.function, watch.topic))
        pulumi.export("release_application", release.application)
        pulumi.export("release_group", release.group)

    if boundary:
        from infra.deliver.component import Deliver, DeliverArgs

        deliver = Deliver(
            "deliver",
            DeliverArgs(
                settings, account, boundary, watch.topic, api.gateway.api_id, site.files if site else None
            ),
        )
        pulumi.export("repository_url", deliver.repository_url)
