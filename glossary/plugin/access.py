"""Datasette's permissions, asked alike on both of its lines."""

from collections.abc import Iterable, Mapping
from typing import Any

from datasette import Forbidden

Actor = Mapping[str, Any] | None


async def ensure_tables(datasette: Any, actor: Actor, database: str, tables: Iterable[str]) -> None:
    """Raise Datasette's Forbidden unless *actor* may view each of the tables."""
    for table in tables:
        if not await may_view_table(datasette, actor, database, table):
            raise Forbidden("view-table")


async def may_view_table(datasette: Any, actor: Actor, database: str, table: str) -> bool:
    """Tell whether *actor* may view a table."""
    if hasattr(datasette, "permission_allowed"):  # Datasette 0.65
        permissions = [("view-table", (database, table)), ("view-database", database), "view-instance"]
        visible, _ = await datasette.check_visibility(actor, permissions=permissions)
        return bool(visible)
    from datasette.resources import TableResource

    resource = TableResource(database=database, table=table)
    return bool(await datasette.allowed(action="view-table", resource=resource, actor=actor))


async def may_view_database(datasette: Any, actor: Actor, database: str) -> bool:
    """Tell whether *actor* may view a database."""
    if hasattr(datasette, "permission_allowed"):  # Datasette 0.65
        permissions = [("view-database", database), "view-instance"]
        visible, _ = await datasette.check_visibility(actor, permissions=permissions)
        return bool(visible)
    from datasette.resources import DatabaseResource

    resource = DatabaseResource(database=database)
    return bool(await datasette.allowed(action="view-database", resource=resource, actor=actor))


async def may_execute_sql(datasette: Any, actor: Actor, database: str) -> bool:
    """Tell whether *actor* may ask a database by SQL of their own."""
    if hasattr(datasette, "permission_allowed"):  # Datasette 0.65
        return bool(await datasette.permission_allowed(actor, "execute-sql", database, default=True))
    from datasette.resources import DatabaseResource

    resource = DatabaseResource(database=database)
    return bool(await datasette.allowed(action="execute-sql", resource=resource, actor=actor))
