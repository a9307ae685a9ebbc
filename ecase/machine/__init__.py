"""The machine under ecase: set-up, embedded PostgreSQL and Valkey, the supervisor, `./run`'s commands.

Standard library only, because it runs before anything is installed; nothing here imports Django or
another part of ecase. The exceptions run inside the environment it made: `translations` (Babel),
`steps` (Django's command line) and `vendor` (front-end files).
"""
