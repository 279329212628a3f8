"""What docs/cost.md says beside its tables."""

__all__ = ["ASSUMED", "INTRODUCTION", "LIMITS", "SOURCES", "USAGE"]

INTRODUCTION = """\
`make cost USERS=100000 STACK=prod` prints what so many people, active in a month, cost; `make bench-cost`
writes this page and the README's table from the committed figures, and a test holds them to it. It is a model,
not a bill: units are [measured](performance.md#what-an-operation-takes-of-dynamodb), what people do is
[assumed](#a-persons-month), prices are [list prices](#prices) without taxes. Nothing has been read off a real
account.

The stack {stack}, in {region}, as its settings are. *Idle* is nobody, and the pipeline at work. The user
pool is on [Cognito's plan](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html)
Lite, which has all that is used here; AWS itself takes Essentials where nothing is said."""

LIMITS = """\
At {people} the settings of the gateway have to follow: {pages:.0f} pages of the feed and {sessions:.0f} renewed
sessions a second, on average over the month, are more than [`rate` and `strictRate`](settings.md) let through,
and Cognito's and Lambda's quotas are below that too. [The ceiling](performance.md#the-ceiling) tells what the
tables take."""

USAGE = """\
How often somebody does what, who is there at all in a month (`bench/cost/usage.py`); what it takes of DynamoDB;
and how long the function runs. An operation that is left out says why."""

ASSUMED = """\
- **A run** is the handler's processor time, [measured](performance.md#under-load) on this page's machine and
  taken to be the same on Lambda's arm64, times {FULL_PROCESSOR_GB:.3f} GB (a whole processor) over the stack's
  memory where that is less; and {DYNAMODB_MS} ms for each sequential round trip to DynamoDB, {COGNITO_MS} ms
  for each call to Cognito, both assumed. Operations that were not loaded are taken to be like one that was.
- **Starts** of environments: {COLD_SHARE:.1%} of the requests, {COLD_SECONDS} s each, which AWS bills; assumed.
- **The worker** hands each delete, new name and leaving over to a job, in one step (`bench/cost/consequences.py`);
  reading streams is free for Lambda, polling the jobs' queue is not.
- **Stored**: {kept} months of Dwipps and reactions, with their indexes and 100 bytes that DynamoDB adds to an
  item.
- **Logged**: {ACCESS_LOG_BYTES} bytes a request by the gateway, {RUN_LOG_BYTES} by Lambda itself; the app says
  nothing of what goes well.
- **Answers** are as long as measured, with {HEADER_BYTES} bytes of headers, and leave AWS for the internet.
- **The pipeline** runs {DEPLOYMENTS} times a month; minutes of its steps: {steps}, and the canary's.
- **Mails** by SES, though a stack without `mailFrom` lets Cognito mail for nothing, 50 a day.
- **Left out**, as below a cent or free: parameters of SSM, EventBridge, CodeDeploy, CodeCommit for five
  people, requests to KMS and S3, a key's rotations. Of a domain, its zone. What goes wrong: attacks, retries,
  repeated alarms."""

SOURCES = """\
`bench/cost/prices.toml`, of 2026-11-25. A price is AWS's own where nothing is said; each was read in a copy of
its source, since AWS was not asked. **Unverified** is what has to be looked up before one relies on it. Free
units are those that every account has for ever; an account has them once, whatever else runs in it, and they
are not taken off but where a row says so."""
