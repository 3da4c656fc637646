"""Say days, moments and distances in words; the same on every machine."""

from datetime import date, datetime, time

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS_A_MONTH = 365.25 / 12


def say_day(day: date, today: date, *, at: time | None = None) -> str:
    """Weekday, day and month, with the year when it is not this one: 'Fri 8 Jan 2027 14:30'."""
    said = f"{DAY_NAMES[day.weekday()][:3]} {say_date(day, today)}"
    return said if at is None else f"{said} {say_time(at)}"


def say_date(day: date, today: date) -> str:
    """The day without its weekday: '27 Nov', '8 Jan 2027'."""
    said = f"{day.day} {MONTH_NAMES[day.month - 1][:3]}"
    return said if day.year == today.year else f"{said} {day.year}"


def say_full_date(day: date) -> str:
    """The day with its year, whatever year this is: '27 Nov 2026'."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def say_time(at: time) -> str:
    """Hours and minutes: '09:05'."""
    return f"{at.hour:02}:{at.minute:02}"


def say_moment(at: datetime, today: date) -> str:
    """When something happened: 'today 15:30', 'Mon 16 Nov 14:00'; midnight is a day without time.

    `at` is local wall time.
    """
    near = {0: "today", 1: "yesterday"}.get((today - at.date()).days)
    said = near or say_day(at.date(), today)
    return said if at.time() == time() else f"{said} {say_time(at.time())}"


def day_alone(moment: datetime) -> date:
    """The plain day of a moment at midnight, which stands for a day without a time."""
    return moment.date() if moment.time() == time() and moment.tzinfo is None else moment


def say_distance(day: date, today: date) -> str:
    """How far a day is: days up to 20, weeks up to 89 days, months up to two years, then years.

    Weeks, months and years are rounded to the nearest.
    """
    days = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    if near:
        return near
    far = say_length(abs(days))
    return f"in {far}" if days > 0 else f"{far} ago"


def say_length(days: int) -> str:
    """A number of days in its largest fitting unit: '1 day', '5 weeks', '4 months'."""
    if days < 21:
        return f"{days} day{'' if days == 1 else 's'}"
    if days < 90:
        return f"{round(days / 7)} weeks"
    months = round(days / _DAYS_A_MONTH)
    return f"{months} months" if months < 24 else f"{round(months / 12)} years"


def say_birthday(iso: str) -> str:
    """A birthday in words: '12 Apr 1985', or '12 Apr' for `--04-12`."""
    year, month, day = iso[:-6].strip("-"), iso[-5:-3], iso[-2:]
    return f"{int(day)} {MONTH_NAMES[int(month) - 1][:3]} {year}".rstrip()
