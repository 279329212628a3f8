"""The levers of a warm request, and the code that turns each off before the handler is imported."""

from collections.abc import Mapping

__all__ = ["WARM_LEVERS"]

# In this order they can all be off: others freeze what they import, and without reads at once there is no pool.
WARM_LEVERS: Mapping[str, str] = {
    "no garbage sought in what is imported (`webapp/start.py`)": """
import gc
gc.freeze = lambda: None
""",
    "items as DynamoDB's JSON has them (`webapp/aws/item_parser.py`)": """
from webapp.aws.item_parser import ItemParser
del ItemParser._handle_map
""",
    "items made of what is stored alone (`webapp/aws/tables.py`)": """
from webapp.aws.tables import Table
del Table.from_raw_data
""",
    "one user agent (`webapp/aws/clients.py`)": """
from webapp.aws.clients import session
config = session.get_default_client_config()
del config._user_provided_options["user_agent"]
config.user_agent = None
""",
    "no parameters validated (PynamoDB's own)": """
from botocore.config import Config
from webapp.aws.clients import session
create, validating = session.create_client, Config(parameter_validation=True)
session.create_client = lambda *names, config=validating, **more: create(
    *names, config=config.merge(validating), **more
)
""",
    "the first of the reads in the caller's thread (`webapp/aws/parallel.py`)": """
import webapp.aws.parallel as module
from contextvars import copy_context
def all_in_the_pool(calls):
    futures = [module._threads.submit(copy_context().run, call) for call in calls]
    return [future.result() for future in futures]
module.in_parallel = all_in_the_pool
""",
    "reads at once (`webapp/aws/parallel.py`)": """
import webapp.aws.parallel
webapp.aws.parallel.in_parallel = lambda calls: [call() for call in calls]
""",
    "kept-alive connections (botocore's own)": """
from webapp.aws.tables import connection
connection._extra_headers = {"Connection": "close"}
""",
    "nothing to close (`webapp/unconnected.py`)": """
import os
from webapp.start import quick_start
os.environ["DJANGO_SETTINGS_MODULE"] = "webapp.settings"
with quick_start():
    import webapp.unconnected
webapp.unconnected.close_nothing = lambda: None
""",
    "a model straight to JSON (`webapp/http/responses.py`)": """
import json, os
from pydantic import BaseModel
from webapp.start import quick_start
os.environ["DJANGO_SETTINGS_MODULE"] = "webapp.settings"
with quick_start():
    from ninja.responses import NinjaJSONEncoder
BaseModel.model_dump_json = lambda model: json.dumps(model.model_dump(), cls=NinjaJSONEncoder)
""",
}
