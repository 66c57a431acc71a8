"""The rules of papers and cover sheets, as plain functions over plain values."""

from boards.papers.rules.body_text import (
    appendices_cited,
    appendices_there,
    appendix_remarks,
    missing_appendices,
    text_remarks,
)
from boards.papers.rules.conversion import Step, is_final_failure, step, steps_of_record
from boards.papers.rules.edits import Clash, Edits, compare, token_of, types_on
from boards.papers.rules.printed import (
    AsFound,
    PrintedPart,
    PrintedTick,
    SheetForPrint,
    print_parts,
    route_date,
)
from boards.papers.rules.sheet import (
    AskedFor,
    Remark,
    RouteStop,
    SheetValues,
    Stop,
    remarks_on,
    ticks_read,
    what_stops,
    written_too_late,
)
from boards.papers.rules.states import PAPER_STATES, WITH_THE_AUTHOR
from boards.papers.rules.strength import stronger_than_agenda
from boards.papers.rules.template import (
    SheetField,
    instructions_of,
    read_fields,
    template_problems,
)
from boards.papers.rules.typed import (
    Cleaned,
    clean_typed,
    form_key,
    in_page_order,
    row_keys,
)
from boards.papers.rules.versions import current_number, next_number
from boards.papers.rules.wording import (
    ReadDate,
    compared,
    day_words,
    lines_of,
    one_line,
    read_date,
    tidy,
    without_instructions,
)

__all__ = [
    "PAPER_STATES",
    "WITH_THE_AUTHOR",
    "AsFound",
    "AskedFor",
    "Clash",
    "Cleaned",
    "Edits",
    "PrintedPart",
    "PrintedTick",
    "ReadDate",
    "Remark",
    "RouteStop",
    "SheetField",
    "SheetForPrint",
    "SheetValues",
    "Step",
    "Stop",
    "appendices_cited",
    "appendices_there",
    "appendix_remarks",
    "clean_typed",
    "compare",
    "compared",
    "current_number",
    "day_words",
    "form_key",
    "in_page_order",
    "instructions_of",
    "is_final_failure",
    "lines_of",
    "missing_appendices",
    "next_number",
    "one_line",
    "print_parts",
    "read_date",
    "read_fields",
    "remarks_on",
    "route_date",
    "row_keys",
    "step",
    "steps_of_record",
    "stronger_than_agenda",
    "template_problems",
    "text_remarks",
    "ticks_read",
    "tidy",
    "token_of",
    "types_on",
    "what_stops",
    "without_instructions",
    "written_too_late",
]
