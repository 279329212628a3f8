"""The API: the function that runs it, and the gateway before it."""

from dataclasses import dataclass
from pathlib import Path

import pulumi

from infra.app import App
from infra.contract import read_routes
from infra.function import Function, FunctionArgs
from infra.gateway import Gateway, GatewayArgs
from infra.identity import Identity
from infra.settings import Settings
from infra.storage import Storage

__all__ = ["Api", "ApiArgs"]

CONTRACT = Path(__file__).resolve().parents[1] / "openapi.json"
TIMEOUT_SECONDS = 29  # the gateway waits for 30


@dataclass(frozen=True)
class ApiArgs:
    settings: Settings
    app: App
    identity: Identity
    storage: Storage


class Api(pulumi.ComponentResource):
    """Answers at `url`, to which the paths of openapi.json are appended."""

    api_id: pulumi.Output[str]
    url: pulumi.Output[str]
    function_name: pulumi.Output[str]

    def __init__(self, name: str, args: ApiArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Api", name, None, opts)
        child, settings = pulumi.ResourceOptions(parent=self), args.settings
        function = Function(
            name,
            FunctionArgs(
                app=args.app,
                handler="webapp.handler.handler",
                timeout=TIMEOUT_SECONDS,
                grants=args.storage.grant_api(),
                memory=settings.memory,
                log_retention_days=settings.log_retention_days,
            ),
            opts=child,
        )
        gateway = Gateway(
            name,
            GatewayArgs(
                routes=read_routes(CONTRACT),
                function=function,
                identity=args.identity,
                throttle=settings.throttle,
                strict_throttle=settings.strict_throttle,
                log_retention_days=settings.log_retention_days,
            ),
            opts=child,
        )
        self.api_id, self.url, self.function_name = gateway.api_id, gateway.url, function.name
        self.register_outputs({"url": self.url})
