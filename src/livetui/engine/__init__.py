"""Everything that works without a screen. `livetui.engine.engine.Engine` is the one name that cli and ui talk to.

The way of an entry: retrieve (bytes) -> parse (values) -> decide (against what is stored) -> store (one transaction
per poll) -> one event to the listeners; behind it, once per entry and resumable, the enrichment -> a second event.

Nothing is imported here, so that the worker process and the text commands start with what they need alone.
"""
