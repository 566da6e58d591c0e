"""The ASGI application: ``uvicorn xl_addin.hosts.server.app:app``, with one worker or many.

It keeps no state, so any number of workers may serve it.
"""

import gc

from xl_addin.hosts.server import environment, quiet_logs

environment.prepare()

from xlwings_server import main as xlwings_server  # noqa: E402  # reads its settings on import
from xlwings_server.security_headers import resolve_security_headers  # noqa: E402

from xl_addin.hosts.server.guard import Guard  # noqa: E402
from xl_addin.hosts.server.pane import METER  # noqa: E402

# A call's cells are lists by the ten thousand that live for a moment: looking for reference cycles among them took
# three quarters of the time to read a call.
gc.collect()
gc.freeze()
gc.set_threshold(200_000, 20, 100)

_settings = xlwings_server.settings
quiet_logs.install(_settings.log_level.upper())

app = Guard(
    xlwings_server.main_app,
    environment.limits(),
    resolve_security_headers(excel_online=_settings.enable_excel_online, cdn_officejs=_settings.cdn_officejs)
    | _settings.custom_headers,
    METER,
    signs_in=bool(_settings.auth_providers),
    prefix=_settings.app_path,
)
