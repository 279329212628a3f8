"""The operator's commands: bootstrap an account, deploy, release, roll back, restore."""

import signal
import sys

# While `python -m ops.…` imports (https://docs.python.org/3/using/cmdline.html#cmdoption-m), Ctrl-C ends the process
# without a traceback. Then `plain_errors` handles it.
if sys.argv[:1] == ["-m"] and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
