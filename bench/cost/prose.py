"""The text of docs/cost.md between its tables."""

__all__ = ["ASSUMED", "INTRODUCTION", "LIMITS", "PLANS", "SOURCES", "USAGE"]

INTRODUCTION = """\
`make cost USERS=100000 STACK=prod` prints the cost of a month with this many active people. `make bench-cost`
writes this page and the README's table from the committed figures, and a test compares them. This is a model, not
a bill: units are [measured](performance.md#what-an-operation-takes-of-dynamodb), usage is
[assumed](#a-persons-month), prices are [list prices](#prices) without taxes. Nothing was checked against a real
account.

The figures are for the stack {stack} in {region} with its settings. *Idle* means no people, but a running pipeline.
The user pool is on [Cognito's plan](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html)
Lite, which has everything that is used here. AWS's own default is Essentials."""

LIMITS = """\
At {people}, the gateway's settings have to be raised: {pages:.0f} pages of the feed and {sessions:.0f} session
refreshes a second, averaged over the month, exceed [`rate` and `strictRate`](settings.md). Cognito's and Lambda's
quotas are lower, too. [The ceiling](performance.md#the-ceiling) shows the limits of the tables."""

PLANS = """\
CloudFront with its firewall and log is billed by use, or for one price by a flat-rate
[plan](https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html) of its
distribution. The stack is billed by use, because a plan has to be approved by hand: in CloudFront's console, for the
distribution. Nothing else changes. A plan that is too small costs no more, but AWS may slow it down. *By use* is less
the free units of every account."""

USAGE = """\
How often an active person uses each operation in a month (`bench/cost/usage.py`), its DynamoDB units, and the
function's time."""

ASSUMED = """\
- **A run** is the handler's processor time, [measured](performance.md#under-load) on this page's machine and
  assumed to be the same on Lambda's arm64. With less memory than {FULL_PROCESSOR_GB:.3f} GB (a full processor) it
  takes proportionally longer. Each sequential round trip to DynamoDB adds {DYNAMODB_MS} ms, each call to Cognito
  {COGNITO_MS} ms; both are assumed. An operation that was not measured under load is assumed to be like one that was.
- **Cold starts**: {COLD_SHARE:.1%} of the requests, {COLD_SECONDS} s each, billed by AWS; assumed.
- **The worker** passes each deletion, new name and departure to a job of one step (`bench/cost/consequences.py`).
  Lambda reads streams for free; polling the jobs' queue costs.
- **Stored**: {kept} months of Dwipps and reactions with their indexes, and 100 bytes that DynamoDB adds per item.
- **Logged**: {ACCESS_LOG_BYTES} bytes per request by the gateway, {RUN_LOG_BYTES} by Lambda.
- **Responses** are as long as measured, plus {HEADER_BYTES} bytes of headers, and go to the internet.
- **The site**: each visit asks CloudFront for the index, {PAGE_LOADS} visits a month for a new page of {PAGE_FILES}
  files and {PAGE_BYTES:,} bytes. Its log takes {SITE_LOG_BYTES} bytes per request.
- **The pipeline** runs {DEPLOYMENTS} times a month; minutes per step: {steps}, and the canary's.
- **Mails** are sent by SES. A stack without `mailFrom` uses Cognito's free 50 mails a day.
- **Left out**, because they are free or cost less than a cent: SSM parameters, EventBridge, CodeDeploy, CodeCommit
  for five people, requests to KMS and S3, key rotations. Also left out: a domain's hosted zone, and exceptional
  costs such as attacks, retries and repeated alarms."""

SOURCES = """\
From `bench/cost/prices.toml`, as of 2026-11-25. Each price was read in a copy of its source, because AWS could not
be reached. Look up prices marked **unverified** before you rely on them. The free units apply to every account
forever, once per account; only rows that say so deduct them."""
