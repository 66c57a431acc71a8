"""The web server and the worker as children of one process: ``manage.py serve``."""

from ics_portal.core.supervise.children import Child
from ics_portal.core.supervise.supervisor import Supervisor

__all__ = ["Child", "Supervisor"]
