"""The API: its code, the function that runs it, and the gateway before it."""

from dataclasses import dataclass
from pathlib import Path

import pulumi

from infra.bundle import bundle
from infra.contract import read_routes
from infra.function import Function, FunctionArgs
from infra.gateway import Gateway, GatewayArgs
from infra.identity import Identity
from infra.settings import Settings
from infra.storage import Storage

__all__ = ["Api", "ApiArgs"]

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class ApiArgs:
    settings: Settings
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
                code=pulumi.FileArchive(str(bundle(ROOT, with_dependencies=settings.bundle_dependencies))),
                variables={
                    **args.storage.variables,
                    "FEED_SHARDS": str(settings.feed_shards),
                    "USER_POOL_CLIENT_ID": args.identity.client_id,
                },
                grants=args.storage.grant_api(),
                memory=settings.memory,
                log_retention_days=settings.log_retention_days,
            ),
            opts=child,
        )
        gateway = Gateway(
            name,
            GatewayArgs(
                routes=read_routes(ROOT / "openapi.json"),
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
