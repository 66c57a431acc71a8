"""The check of a reader's copy: what no kept part has brought may not leave."""

from dataclasses import replace
from hashlib import sha256

import pikepdf
import pytest

from ics_portal.core.pdf import AssemblyError, assemble
from ics_portal.core.pdf.copycheck import Known, check_copy
from ics_portal.core.pdf.naming import (
    differs_elsewhere,
    name_in_room,
    write_name,
)
from ics_portal.core.pdf.prints import NotOurs, Print, opened, print_of, take_apart
from ics_portal.core.pdf.render import render_html
from ics_portal.core.pdf.stamp import NAME_ROOM
from ics_portal.core.pdf.walk import walk_pdf
from ics_portal.core.pdf.xmp import xmp_packet
from tests.core.pdf.packs import a_plan

SECRET = "Vermilion settlement"


def paper(folder, title, words="Plain words."):
    path = folder / f"{title}.pdf"
    html = (
        f'<html lang="en"><title>{title}</title><h1>{title}</h1><p>{words}</p>'
        f'<h2>Details of {title}</h2><p title="x">More.</p></html>'
    )
    path.write_bytes(render_html(html, title=title).pdf)
    return path


@pytest.fixture
def parts(tmp_path, store):
    """An open paper, one that mentions the other's matter, and the withheld one."""
    return [
        store(paper(tmp_path, "Open report"), "open"),
        store(paper(tmp_path, "Second report"), "second"),
        store(paper(tmp_path, SECRET, "Nobody but the board."), "secret"),
    ]


@pytest.fixture
def copy(parts, tmp_path):
    """A copy without the third, what it may hold, and its plan."""
    plan = a_plan(parts[:2], name_room=True)
    result = assemble(plan, tmp_path / "copy.pdf")
    return result, known_of(plan, parts), plan


def known_of(plan, parts, **changes):
    packet = xmp_packet(
        title=plan.title, lang=plan.lang, claims_ua=plan.claims_ua, at=plan.pdf_date
    )
    return Known.of(
        **{
            "kept": [print_of(part.path, part.record) for part in parts[:2]],
            "withheld": [print_of(part.path, part.record) for part in parts[2:]],
            "words": [plan.title, plan.header, "Business", "Item"],
            "own": [sha256(packet).digest()],
            "phrases": [SECRET],
            **changes,
        }
    )


def faults(path, known):
    return [fault.where for fault in check_copy(path, known).faults]


def spoiled(path, how):
    """Changed by hand, and laid out as the assembler would have."""
    out = path.with_name("spoiled.pdf")
    with pikepdf.open(path) as pdf:
        how(pdf)
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
        )
    return out


def test_a_copy_from_the_parts_without_the_withheld_one_passes(copy):
    result, known, _ = copy
    found = check_copy(result.path, known)

    assert found.faults == []
    assert found.mentions == []
    assert found.streams > found.own_streams > 0


def test_a_pack_with_the_withheld_paper_is_full_of_faults(copy, parts, tmp_path):
    whole = assemble(a_plan(parts, name_room=True), tmp_path / "whole.pdf")
    found = check_copy(whole.path, copy[1])

    markers = {fault.marker for fault in found.faults}
    assert "a stream of what is withheld" in markers
    assert SECRET in markers
    assert any(marker == "settlement" for marker in markers)


def test_a_stream_nobody_brought_is_no_stamp_however_small(copy, tmp_path):
    result, known, _ = copy
    less = replace(known, own=frozenset())

    assert faults(result.path, less) != []
    assert all(where.startswith("object") for where in faults(result.path, less))


def test_a_word_that_only_the_withheld_paper_has_is_found_in_a_bookmark(
    copy, parts, tmp_path
):
    plan = copy[2]
    first = replace(plan.parts[0], bookmarks=("About the settlement",))
    leaky = replace(plan, parts=(first, *plan.parts[1:]))
    result = assemble(leaky, tmp_path / "leaky.pdf")

    found = check_copy(result.path, copy[1]).faults
    assert [fault.marker for fault in found] == ["settlement"]


def test_a_word_in_the_running_head_is_found_too(copy, tmp_path):
    leaky = replace(copy[2], header="Settlement of the board")
    result = assemble(leaky, tmp_path / "leaky.pdf")

    found = check_copy(result.path, copy[1]).faults
    assert [fault.marker for fault in found] == ["settlement"]


def test_a_mention_in_a_kept_paper_is_told_and_blocks_nothing(copy):
    result, known, _ = copy
    found = check_copy(result.path, replace(known, phrases=("details of second",)))

    assert found.faults == []
    assert [m for m in found.mentions if "Details of Second report" in m]


@pytest.mark.parametrize(
    "how",
    [
        lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Array([])),
        lambda pdf: pdf.pages[0].obj.__setitem__(
            "/PieceInfo", pdf.make_stream(b"left over")
        ),
    ],
)
def test_a_file_that_another_hand_has_saved_is_not_ours(copy, how):
    result, known, _ = copy

    assert faults(spoiled(result.path, how), known) == ["the layout of the file"]


def in_place(path, old, new):
    """The same bytes but for one stretch of equal length."""
    data = path.read_bytes()
    assert data.count(old) >= 1
    assert len(old) == len(new)
    out = path.with_name("changed.pdf")
    out.write_bytes(data.replace(old, new, 1))
    return out


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b"/PageMode/UseOutlines", b"/OpenAction/UseOutline", None),
        (b"/PageMode/UseOutlines", b"/AA      /UseOutlines", "the catalog of the file"),
        (b"/Names<</Dests", b"/Names<</Other", "the names of the file"),
    ],
)
def test_a_key_that_our_catalog_never_has_is_found(copy, old, new, where):
    result, known, _ = copy
    if len(old) != len(new):
        new = new[: len(old)]
    found = faults(in_place(result.path, old, new), known)

    assert (where or "the catalog of the file") in found


def test_a_page_that_no_tree_leads_to_is_found(copy):
    result, known, _ = copy
    with pikepdf.open(result.path) as pdf:
        kids = [node.objgen[0] for node in pdf.Root.Pages.Kids]
    old = b"/Kids[%d 0 R %d 0 R]" % tuple(kids)
    alone = b"/Kids[%d 0 R" % kids[0]
    path = in_place(result.path, old, alone.ljust(len(old) - 1) + b"]")

    assert "outside the pages of the file" in faults(path, known)
    assert "the tags of the file" in faults(path, known)


@pytest.mark.parametrize("number", [b"99999", b"9999"])
def test_a_reference_that_leads_to_nothing_is_found(copy, number):
    result, known, _ = copy
    with pikepdf.open(result.path) as pdf:
        info = b"/Metadata %d 0 R/Outlines" % pdf.Root.Metadata.objgen[0]
    new = b"/Metadata %s 0 R" % number
    path = in_place(result.path, info, new[: len(info)].ljust(len(info)))

    assert "an object of the file" in faults(path, known)


def test_an_older_revision_or_a_byte_beside_the_objects_is_found(copy):
    result, known, _ = copy
    data = result.path.read_bytes()
    longer = result.path.with_name("longer.pdf")
    longer.write_bytes(data + data)
    empty = result.path.with_name("empty.pdf")
    empty.write_bytes(b"")

    assert faults(longer, known) == ["the layout of the file"]
    assert faults(empty, known) == ["the layout of the file"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"%PDF-1.7", b"%PDF-1.6"),
        (b"\nendobj\n", b"\nendobx\n"),
        (b"\n1 0 obj\n", b"\n9 0 obj\n"),
        (b"/Length ", b"/Lengti "),
        (b"trailer\n", b"trailex\n"),
    ],
)
def test_what_is_not_laid_out_as_ours_is_not_taken_apart(copy, old, new):
    path = in_place(copy[0].path, old, new)

    with opened(path) as source, pytest.raises(NotOurs):
        take_apart(source)


def test_a_print_comes_back_as_it_was_kept(parts):
    made = print_of(parts[0].path, parts[0].record)

    assert Print.unpacked(*made.packed()) == made
    assert made.streams
    assert made.tokens


def own_file(result, out, words="Dr Okafor"):
    write_name(result.path, result.name_places, words, out)
    return out


def test_a_readers_own_file_differs_in_the_name_alone(copy, tmp_path):
    result, known, _ = copy
    own = own_file(result, tmp_path / "own.pdf", "Copy for Dr Okafor (north)")
    other = own_file(result, tmp_path / "other.pdf")

    assert len(result.name_places) == result.pages
    said = own.read_bytes().count(rb"(Copy for Dr Okafor \(north\)")
    assert said == result.pages
    assert own.read_bytes()[-200:] != other.read_bytes()[-200:]  # its identifier
    assert not differs_elsewhere(result.path, own, result.name_places)
    assert check_copy(own, known).faults == []
    assert walk_pdf(own) == []


def test_any_other_difference_is_seen(copy, tmp_path):
    result = copy[0]
    own = own_file(result, tmp_path / "own.pdf")
    changed = in_place(own, b"/PageMode", b"/PageMods")
    longer = own.with_name("longer.pdf")
    longer.write_bytes(own.read_bytes() + b"\n")

    assert differs_elsewhere(result.path, changed, result.name_places)
    assert differs_elsewhere(result.path, longer, result.name_places)


def test_no_name_is_written_where_there_is_no_room(copy, parts, tmp_path):
    result = copy[0]
    with pytest.raises(AssemblyError, match="no room"):
        write_name(result.path, [1000], "Dr Okafor", tmp_path / "own.pdf")

    with pytest.raises(AssemblyError, match="identifiers"):
        write_name(parts[0].path, [], "Dr Okafor", tmp_path / "own.pdf")


def test_a_long_name_is_cut_and_never_breaks_a_bracket_open():
    assert len(name_in_room("(" * 200)) == NAME_ROOM
    assert name_in_room("(" * 200).count(b"\\(") == NAME_ROOM // 2
    assert name_in_room("a  b").rstrip() == b"a b"
