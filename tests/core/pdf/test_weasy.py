"""What importing the printer does to the rest of the process."""

from PIL import ImageFile

from ics_portal.core.pdf import weasy


def test_pictures_cut_off_half_way_are_still_refused_after_printing():
    assert weasy.HTML is not None
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
