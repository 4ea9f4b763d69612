"""Font and colours of charts, those of the pages around them."""

FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
INK, ACCENT, LINE, SHEET = "#20302a", "#1f5b45", "#ddd6c3", "#fffefa"
WARN = "#a33b20"
