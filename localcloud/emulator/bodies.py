"""Bodies of requests to an API, as they were sent.

MiniStack decodes the framing `aws-chunked` of every request. It is a part of Amazon S3's API; the gateway passes
on body and headers: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
"""

from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["pass_bodies_on"]

USED = ("_decode_aws_chunked_body",)


def pass_bodies_on(app: Any) -> None:  # noqa: ANN401  a module whose function is replaced
    """Takes the place of MiniStack's decoder. Raises LocalCloudError where it does not have it any more."""
    require(app, USED)
    decode = app._decode_aws_chunked_body

    def decode_for_services(body: bytes, headers: dict[str, str]) -> bytes:
        if ".execute-api." in headers.get("host", ""):
            return body
        decoded: bytes = decode(body, headers)
        return decoded

    app._decode_aws_chunked_body = decode_for_services
