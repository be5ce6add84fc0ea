"""Our calls when something ends: subscriptions, outbox, signatures, delivery, log.

What other rooms use: `publish(session, events.EXPORTED, {...}, tenant_id=..., administration_id=...)` in the very
transaction that changes what the event tells of.
"""

from webhooks import events
from webhooks.outbox import publish, publish_to

__all__ = ["events", "publish", "publish_to"]
