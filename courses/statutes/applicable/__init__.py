"""Which law applies to an act: 从旧兼从轻."""
