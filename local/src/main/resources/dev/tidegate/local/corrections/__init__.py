# What AWS checks and the pinned emulator does not, of what Tidegate rests on. Each correction adds a check or a fact that AWS
# has; none takes one away. local/README.md lists them; CorrectionsIT and RefusalsIT try each, with a twin that passes.
from . import documents, functions, identity, late, names, queues, schedules, sessions, stacks  # noqa: F401
