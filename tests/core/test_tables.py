"""A squashed migration creates its tables at once, in the shape they have at its end."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AlterField,
    CreateModel,
    RunSQL,
)
from django.db.migrations.state import ProjectState

from ics_portal.core.tables import CreateTables

KEY = ("id", models.BigAutoField(primary_key=True))
BOOK = CreateModel("Book", [KEY, ("title", models.CharField(max_length=10))])
SHELF = CreateModel("Shelf", [KEY])
SHAPED = [
    BOOK,
    SHELF,
    AlterField("book", "title", models.CharField(max_length=20)),
    AddField(
        "book", "shelf", models.ForeignKey("library.Shelf", on_delete=models.CASCADE)
    ),
    AddConstraint(
        "book", models.UniqueConstraint(fields=["shelf", "title"], name="book_once")
    ),
]


def states(operation):
    before = ProjectState()
    after = before.clone()
    operation.state_forwards("library", after)
    return before, after


def tables():
    return set(connection.introspection.table_names())


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_tables_come_in_their_last_shape_and_go_again():
    operation = CreateTables(SHAPED)
    before, after = states(operation)

    with connection.schema_editor() as editor:
        operation.database_forwards("library", editor, before, after)
    try:
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(
                cursor, "library_book"
            )
            constraints = connection.introspection.get_constraints(
                cursor, "library_book"
            )
        assert [one.name for one in columns] == ["id", "title", "shelf_id"]
        assert constraints["book_once"]["unique"]
        assert constraints["book_once"]["columns"] == ["shelf_id", "title"]
    finally:
        with connection.schema_editor() as editor:
            operation.database_backwards("library", editor, after, before)
    assert not {"library_book", "library_shelf"} & tables()


def test_the_state_is_that_of_the_operations_one_by_one():
    _, at_once = states(CreateTables(SHAPED))
    one_by_one = ProjectState()
    for each in SHAPED:
        each.state_forwards("library", one_by_one)

    assert at_once == one_by_one
    assert CreateTables(SHAPED).describe() == "Create 2 tables at once"


@pytest.mark.parametrize(
    "other",
    [
        RunSQL("DELETE FROM library_book"),
        AddField("reader", "name", models.CharField(max_length=10)),
    ],
)
def test_what_is_not_of_its_own_tables_is_refused(other):
    with pytest.raises(ValueError, match="Not of a model created here"):
        CreateTables([*SHAPED, other])


def test_it_can_be_written_into_a_migration():
    operation = CreateTables(SHAPED)
    assert operation.deconstruct() == ("CreateTables", [], {"operations": SHAPED})
