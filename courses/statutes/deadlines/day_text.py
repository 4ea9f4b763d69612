"""Days as a Chinese reader sees them."""

from datetime import date

_WEEKDAYS = "一二三四五六日"


def weekday_name(day: date) -> str:
    """Return 周一 … 周日."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def full_day(day: date) -> str:
    """Return 2026年9月24日（周四）."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday_name(day)}）"


def short_day(day: date) -> str:
    """Return 9月24日, for a day whose year is plain from what surrounds it."""
    return f"{day.month}月{day.day}日"
