"""Reading bodies: who is acting, and what is known of a system."""

from boards.bodies.selectors.acting import actor_for, actors_of
from boards.bodies.selectors.compliance import facts_of, findings_on, rules_of

__all__ = ["actor_for", "actors_of", "facts_of", "findings_on", "rules_of"]
