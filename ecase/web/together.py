"""Several lists of rows in one statement, for pages that show a little of many things.

The rows come as the query sets alone would give them: models with what is selected beside them, dicts of `values()`,
annotations. Not here: who may see a row; each query set brings its own `visible_to`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet

# What JSON carries as text and Django's own converters take for granted.
_AS_TEXT = (
    models.DateField,
    models.TimeField,
    models.DurationField,
    models.UUIDField,
    models.DecimalField,
)


def together(asked: Mapping[str, QuerySet[Any]]) -> dict[str, list[Any]]:
    """The rows of each query set under its name; one statement for all of them, none where all are known to be empty.

    Bytes and vectors do not travel so: leave such columns out.
    """
    found: dict[str, list[Any]] = {name: [] for name in asked}
    compilers: dict[str, Any] = {}
    lists: list[str] = []
    params: list[Any] = []
    for name, rows in asked.items():
        compiler = rows.query.get_compiler(using=rows.db)
        try:
            sql, given = compiler.as_sql()
        except EmptyResultSet:
            continue
        compilers[name] = compiler
        columns = ", ".join(f"c{place}" for place in range(len(compiler.select)))
        lists.append(f"(SELECT json_agg(r) FROM ({sql}) AS r({columns}))")
        params += given
    if not lists:
        return found
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(lists)}", params)
        told = cursor.fetchone()
    for (name, compiler), rows in zip(compilers.items(), told, strict=True):
        found[name] = _as_asked(asked[name], compiler, rows)
    return found


def _as_asked(asked: QuerySet[Any], compiler: Any, told: str | list[Any] | None) -> list[Any]:
    """The rows as `asked` itself would have read them."""
    read = json.loads(told) if isinstance(told, str) else told or []
    fields = [expression.output_field for expression, _sql, _alias in compiler.select]
    rows = [[_value(field, value) for field, value in zip(fields, row.values(), strict=True)] for row in read]
    compiler.col_count = len(fields)
    compiler.execute_sql = lambda *args, **kwargs: [rows]
    filled = asked.all()
    filled.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
    return list(filled)


def _value(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return field.to_python(value) if isinstance(field, _AS_TEXT) else value
