"""Creating the tables of a squashed migration at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
)
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

SHAPING = (AddConstraint, AddField, AddIndex, AlterField)


class CreateTables(Operation):
    """Create every model of ``operations`` in the shape it has after all of them.

    Django makes the classes of a whole project again for each operation. With a hundred
    models that refer to one another, and their histories, that took half a minute for an
    empty database. Here they are made once. Only operations that create and shape models
    of this migration may be given; ValueError names any other.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        created = set()
        for one in operations:
            if isinstance(one, CreateModel):
                created.add(one.name_lower)
            elif not isinstance(one, SHAPING) or one.model_name_lower not in created:
                raise ValueError(f"Not of a model created here: {one.describe()}")
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was made of the state so far would be made again for each operation.
        state.__dict__.pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create {len(self._names())} tables at once"

    def _names(self) -> list[str]:
        return [one.name for one in self.operations if isinstance(one, CreateModel)]

    def _models(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        state: ProjectState,
    ) -> list[Any]:
        models = [state.apps.get_model(app_label, name) for name in self._names()]
        alias = schema_editor.connection.alias
        return [one for one in models if self.allow_migrate_model(alias, one)]
