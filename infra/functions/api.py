"""The API: its function and the gateway."""

from dataclasses import dataclass
from pathlib import Path

import pulumi

from infra.functions.app import App
from infra.functions.function import Function, FunctionArgs
from infra.gateway.gateway import Gateway, GatewayArgs
from infra.gateway.routes import read_headers, read_routes
from infra.identity import Identity
from infra.settings.stack import Settings
from infra.storage import Storage

__all__ = ["Api", "ApiArgs"]

CONTRACT = Path(__file__).resolve().parents[2] / "openapi.json"
TIMEOUT_SECONDS = 29  # the gateway waits for 30


@dataclass(frozen=True)
class ApiArgs:
    settings: Settings
    app: App
    identity: Identity
    storage: Storage


class Api(pulumi.ComponentResource):
    """Serves at `url`, followed by the paths of openapi.json."""

    function: Function
    gateway: Gateway
    url: pulumi.Output[str]

    def __init__(self, name: str, args: ApiArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Api", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        self.function = self._run(name, args)
        self.gateway = Gateway(
            name,
            GatewayArgs(
                routes=read_routes(CONTRACT),
                headers=read_headers(CONTRACT),
                function=self.function,
                identity=args.identity,
                settings=args.settings,
            ),
            opts=self._child,
        )
        self.url = self.gateway.url
        self.register_outputs({"url": self.url})

    def _run(self, name: str, args: ApiArgs) -> Function:
        settings = args.settings
        return Function(
            name,
            FunctionArgs(
                app=args.app,
                handler="webapp.handler.handler",
                timeout=TIMEOUT_SECONDS,
                grants=[*args.storage.grant_api(), *args.identity.grant_api()],
                memory=settings.memory,
                log_retention_days=settings.log_retention_days,
                snap_start=settings.snap_start,
                shifted=settings.canary_minutes > 0,
                share=settings.api_concurrency,
            ),
            opts=self._child,
        )
