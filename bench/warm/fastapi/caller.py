"""Who calls: the claims that the gateway has put into the event, which Mangum puts into the scope."""

import time
from typing import Annotated

from fastapi import Depends, HTTPException, Request

__all__ = ["Caller"]


async def caller(request: Request) -> str:
    """The token's `sub`."""
    try:
        claims = request.scope["aws.event"]["requestContext"]["authorizer"]["jwt"]["claims"]
    except KeyError:
        raise HTTPException(401) from None
    scopes = claims.get("scope", "").split()
    unexpired = float(claims["exp"]) > time.time()
    if claims["token_use"] != "access" or "aws.cognito.signin.user.admin" not in scopes or not unexpired:
        raise HTTPException(401)
    return claims["sub"]


Caller = Annotated[str, Depends(caller)]
