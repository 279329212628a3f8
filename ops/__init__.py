"""The operator's commands: the way into an account, through a release, and out again."""

import signal
import sys

# `python -m ops.…`, still importing: https://docs.python.org/3/using/cmdline.html#cmdoption-m. Until `plain_errors`
# takes over, Ctrl-C ends the process as it ends any other, without a traceback.
if sys.argv[:1] == ["-m"] and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
