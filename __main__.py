"""Dwipper's platform: settings -> identity -> storage -> api -> worker."""

import pulumi

from infra.api import Api, ApiArgs
from infra.app import App
from infra.identity import Identity, IdentityArgs
from infra.settings import Settings
from infra.storage import Storage, StorageArgs
from infra.worker import Worker, WorkerArgs

settings = Settings.read()

identity = Identity("identity", IdentityArgs(region=settings.region, protect=settings.protect))

storage = Storage("storage", StorageArgs(protect=settings.protect))

app = App.built(settings, identity, storage)

api = Api("api", ApiArgs(settings=settings, app=app, identity=identity, storage=storage))

Worker("worker", WorkerArgs(settings=settings, app=app, identity=identity, storage=storage))

pulumi.export("api_url", api.url)
pulumi.export("api_id", api.api_id)
pulumi.export("function_name", api.function_name)
pulumi.export("user_pool_id", identity.user_pool_id)
pulumi.export("user_pool_client_id", identity.client_id)
