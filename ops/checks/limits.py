"""Checks of AWS's limits: mails, concurrent functions, the size of a function."""

import zipfile

from botocore.exceptions import ClientError

from ops.aws import is_code
from ops.checks.findings import Finding, Known, NotAskedError, good, warning, wrong

__all__ = ["bundle", "calls", "concurrency", "mail"]

MIB = 1024 * 1024
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
ZIPPED, UNPACKED = 50 * MIB, 250 * MIB
USUAL_CONCURRENCY = 1000
SHARES = ("apiConcurrency", "workerConcurrency", "jobsConcurrency")
# https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
UNRESERVED = 100


def mail(known: Known) -> Finding:
    """Checks whether mails reach people who register."""
    arn = known.stack.config.get("dwipper:mailIdentityArn")
    if not arn:
        return warning(
            "sent by Cognito itself, which silently stops after 50 a day: set dwipper:mailIdentityArn for more"
        )
    region, _, identity = str(arn).partition(":ses:")[2].partition(":")
    name = identity.partition("identity/")[2]
    if not name:
        return wrong(f"dwipper:mailIdentityArn is {arn}: it must be the ARN of an SES identity")
    ses = known.signed_in.in_region(region).sesv2
    try:
        verified = ses.get_email_identity(EmailIdentity=name).get("VerifiedForSendingStatus")
    except ClientError as error:
        if not is_code(error, "NotFoundException"):
            raise
        return wrong(f"SES in {region} has no identity {name}: create and verify it there")
    if not verified:
        return wrong(
            f"SES has not verified {name}: follow the link in its mail, or set the DNS records that it lists"
        )
    if not ses.get_account().get("ProductionAccessEnabled"):
        return wrong(
            f"SES in {region} is in its sandbox and mails only to verified addresses: ask for production access"
        )
    return good(f"SES, {name}")


def calls(known: Known) -> Finding:
    """Checks whether somebody gets the alarms and the pipeline's requests for approval."""
    email = known.stack.config.get("dwipper:alarmEmail")
    if email:
        return good(str(email))
    message = f"alarms are mailed to nobody: put `  dwipper:alarmEmail: …` into {known.stack.file}"
    return (
        wrong(message)
        if str(known.stack.config.get("dwipper:protect")).lower() == "true"
        else warning(message)
    )


def concurrency(known: Known) -> Finding:
    """New accounts have 10, although the documentation says 1,000."""
    needed = known.stack.number("concurrencyQuota", USUAL_CONCURRENCY)
    limits = known.signed_in.lambda_.get_account_settings()["AccountLimit"]
    has = limits["ConcurrentExecutions"]
    if has < needed:
        return wrong(
            f"{has} concurrent functions, but the stack needs {needed}: ask for more in Service Quotas (Lambda, "
            f"Concurrent executions), or set dwipper:concurrencyQuota to {has}"
        )
    wanted = sum(known.stack.number(share, 0) for share in SHARES)
    if wanted:
        more, free = wanted - _reserved(known), limits["UnreservedConcurrentExecutions"] - UNRESERVED
        if more > free:
            return wrong(
                f"the shares of {known.stack.file} reserve {more} more concurrent functions, but all other shares of "
                f"the account leave {max(free, 0)}: ask for {has + more - free} in Service Quotas (Lambda, "
                f"Concurrent executions), or lower dwipper:{', dwipper:'.join(SHARES)} here or in another stack"
            )
    return good(f"{has} concurrent functions")


def _reserved(known: Known) -> int:
    """Returns what the stack's functions have reserved already."""
    client, prefix = known.aws.lambda_, f"dwipper-{known.stack.name}-"
    names = [
        one["FunctionName"]
        for page in client.get_paginator("list_functions").paginate()
        for one in page["Functions"]
        if one["FunctionName"].startswith(prefix)
    ]
    answers = [client.get_function_concurrency(FunctionName=name) for name in names]
    return sum(answer.get("ReservedConcurrentExecutions", 0) for answer in answers)


def bundle(known: Known) -> Finding:
    path = known.root / "build" / "function.zip"
    if not path.exists():
        raise NotAskedError(f"not built yet, `make preview STACK={known.stack_name}` builds it")
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    sizes = f"{path.stat().st_size / MIB:.1f} MiB zipped, {unpacked / MIB:.1f} unpacked"
    if path.stat().st_size >= ZIPPED or unpacked >= UNPACKED:
        return wrong(f"{sizes}: Lambda accepts less than 50 and 250, so check webapp/requirements.txt")
    return good(sizes)
