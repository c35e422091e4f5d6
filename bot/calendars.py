"""A deadline as a calendar file (iCalendar, RFC 5545) that every telephone opens. Pure."""

from datetime import UTC, date, datetime, timedelta

_LINE = 74  # bytes of a line before it is folded
_LONGEST = 180  # characters of what is shown in the calendar


def event(uid: str, due: str, title: str, link: str, made: datetime) -> str:
    """One event at `due`, an ISO date (the whole day) or date and time with zone. `uid` is the same
    whenever it is the same matter, so that a file opened again replaces the event."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tracuu//VI",
        "BEGIN:VEVENT",
        f"UID:{uid}@tracuu",
        f"DTSTAMP:{_utc(made)}",
        *_times(due),
        f"SUMMARY:{_escaped(_short(title))}",
        *([f"URL:{link}"] if link else []),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(_short(title))}",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _times(due: str) -> tuple[str, str]:
    if "T" not in due:
        day = date.fromisoformat(due)
        ends = day + timedelta(days=1)
        return f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{ends:%Y%m%d}"
    start = datetime.fromisoformat(due)
    return f"DTSTART:{_utc(start)}", f"DTEND:{_utc(start + timedelta(minutes=30))}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST].rpartition(' ')[0]}…"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, the next ones begun with a space; no character is torn."""
    parts, current = [], ""
    for character in line:
        if len((current + character).encode()) > _LINE:
            parts.append(current)
            current = " "
        current += character
    return "\r\n".join([*parts, current])
