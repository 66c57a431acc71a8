"""Pages of packs, supplements and publishing."""
