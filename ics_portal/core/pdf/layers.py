"""Layers: which there are, and which are off. A merge that forgets shows them all."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

ObjGen = tuple[int, int]


def layers_of(pdf: pikepdf.Pdf) -> tuple[list[Dictionary], set[ObjGen]]:
    """Every layer of the file's default view, and those of them that are off."""
    properties = pdf.Root.get(Name.OCProperties)
    if not isinstance(properties, Dictionary):
        return [], set()
    layers = [o for o in _listed(properties.get(Name.OCGs)) if o.is_indirect]
    view = properties.get(Name.D)
    if not isinstance(view, Dictionary):
        return layers, set()
    on = {layer.objgen for layer in _listed(view.get(Name.ON))}
    off = {layer.objgen for layer in _listed(view.get(Name.OFF))}
    if view.get(Name.BaseState) == Name.OFF:
        off |= {layer.objgen for layer in layers} - on
    return layers, off


def _listed(value: Any) -> list[Dictionary]:
    if not isinstance(value, Array):
        return []
    return [each for each in value if isinstance(each, Dictionary)]
