"""Alembic's entry: the program runs it on its own open connection (`store/schema.py`), a builder from the shell.

`alembic -c migrations/alembic.ini revision --autogenerate -m subject` compares the classes with an empty file brought
to the newest revision.
"""

from alembic import context
from sqlalchemy import create_engine

from dicas_desktop.domain import entities
from dicas_desktop.store import tables

target = [entities.MODELS[0].metadata, tables.metadata]
given = context.config.attributes.get("connection")

if given is not None:
    context.configure(
        connection=given,
        target_metadata=target,
        transactional_ddl=False,
        render_as_batch=True,
    )
    context.run_migrations()
else:
    with create_engine(context.config.get_main_option("sqlalchemy.url", "sqlite://")).connect() as connection:
        context.configure(connection=connection, target_metadata=target, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
