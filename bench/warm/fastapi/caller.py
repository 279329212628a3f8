"""The caller, from the gateway's claims in the event, which Mangum puts into the scope."""

import time
from typing import Annotated

from fastapi import Depends, HTTPException, Request

__all__ = ["Caller"]

SCOPE = "aws.cognito.signin.user.admin"


async def caller(request: Request) -> str:
    """Returns the token's `sub`."""
    try:
        claims = request.scope["aws.event"]["requestContext"]["authorizer"]["jwt"]["claims"]
    except KeyError:
        raise HTTPException(401) from None
    is_access = claims["token_use"] == "access" and SCOPE in claims.get("scope", "").split()
    if not is_access or float(claims["exp"]) <= time.time():
        raise HTTPException(401)
    return claims["sub"]


Caller = Annotated[str, Depends(caller)]
