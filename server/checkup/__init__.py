"""checkup: what doctor looks at. No house is opened: it must work when none can be.

Rooms below are used directly, and the database through a connection that cannot write.
"""
