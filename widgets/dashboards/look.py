"""Font and colours of charts, those of the pages around them."""

FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
INK, INK_SOFT, ACCENT, LINE, SHEET = "#20302a", "#55625b", "#1f5b45", "#ddd6c3", "#fffefa"
WARN, WAITING, GREY, AWAY = "#a33b20", "#d9a441", "#b7b2a3", "#ddd5c2"
ACCENT_WASH = "rgba(31, 91, 69, 0.13)"
KINDS = {
    "course": ACCENT,
    "session": "#6d9fb5",
    "group_study": "#c9973f",
    "external": "#8f7fae",
    "exam": "#6b6f86",
}
"""The colour of each kind of credit hours."""
