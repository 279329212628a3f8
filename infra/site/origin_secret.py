"""The secret by which the API knows that a request came through the site."""

import hashlib

import pulumi

from infra.rotation import rotating_secrets

__all__ = ["HEADER", "OriginSecret"]

HEADER = "Dwipper-Origin"  # webapp/http/origin.py reads it


class OriginSecret(pulumi.ComponentResource):
    """The `value` that the site adds to each request, and the SHA-256 of each secret that the API accepts, `digests`.

    The API accepts the secret before it and the next one too, because CloudFront and the functions change one after
    the other. A digest is no secret: it does not reveal 256 random bits.
    """

    value: pulumi.Output[str]
    digests: pulumi.Output[str]  # separated by commas

    def __init__(self, name: str, number: int, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:OriginSecret", name, None, opts)
        kept = rotating_secrets(
            f"{name}-secret", "origin-secret", number, pulumi.ResourceOptions(parent=self)
        )
        self.value = pulumi.Output.secret(kept[0].value)
        values = pulumi.Output.all(*(one.value for one in kept))
        self.digests = pulumi.Output.unsecret(values.apply(lambda all: ",".join(map(_digest, all))))
        self.register_outputs({})


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
