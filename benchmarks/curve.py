"""Risk and coverage: what share of questions is answered, and what share of that wrongly, as the
threshold runs. Pure."""

from collections.abc import Iterator, Mapping, Sequence

Decided = Sequence[tuple[float, bool]]  # probability, and whether the answer is right

_SHARES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_WIDTH, _HEIGHT, _EDGE = 640, 400, 50
_COLOURS = ("#1b6ca8", "#7fb3d5", "#b03a2e", "#e6a59d", "#1e8449", "#9ad1ae")


def points(decided: Decided) -> list[tuple[float, float]]:
    """(coverage, risk), the surest first."""
    ordered = sorted(decided, key=lambda each: -each[0])
    wrong, found = 0, list[tuple[float, float]]()
    for count, (_, right) in enumerate(ordered, start=1):
        wrong += not right
        found.append((count / len(ordered), wrong / count))
    return found


def table(curves: Mapping[str, Decided]) -> Iterator[str]:
    yield "\nrisk (wrong among the answered) at coverage (answered among all)"
    yield f"  {'':<36}" + "".join(f"{share:7.1f}" for share in _SHARES)
    for name, decided in curves.items():
        each = points(decided)
        risks = (next(risk for at, risk in each if at >= share - 1e-9) for share in _SHARES)
        yield f"  {name:<36}" + "".join(f"{risk:7.3f}" for risk in risks)


def svg(curves: Mapping[str, Decided]) -> str:
    """The curves as a picture."""
    lines = "\n".join(
        _line(name, points(decided), _COLOURS[place % len(_COLOURS)], place)
        for place, (name, decided) in enumerate(curves.items())
    )
    ticks = "\n".join(_tick(tenth / 10) for tenth in range(0, 11, 2))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"
 font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
{ticks}
<text x="{_WIDTH / 2}" y="{_HEIGHT - 8}" text-anchor="middle">coverage: answered / asked</text>
<text x="14" y="{_HEIGHT / 2}" text-anchor="middle"
 transform="rotate(-90 14 {_HEIGHT / 2})">risk: wrong / answered</text>
{lines}
</svg>
"""


def _line(name: str, each: Sequence[tuple[float, float]], colour: str, place: int) -> str:
    path = " ".join(f"{_x(at):.1f},{_y(risk):.1f}" for at, risk in each)
    y = _EDGE + 16 * place
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>\n'
        f'<text x="{_EDGE + 14}" y="{y}" fill="{colour}">{name}</text>'
    )


def _tick(share: float) -> str:
    x, y = _x(share), _y(share)
    return (
        f'<line x1="{x}" y1="{_y(0)}" x2="{x}" y2="{_y(1)}" stroke="#ddd"/>'
        f'<line x1="{_x(0)}" y1="{y}" x2="{_x(1)}" y2="{y}" stroke="#ddd"/>'
        f'<text x="{x}" y="{_y(0) + 16}" text-anchor="middle">{share:.1f}</text>'
        f'<text x="{_x(0) - 6}" y="{y + 4}" text-anchor="end">{share:.1f}</text>'
    )


def _x(share: float) -> float:
    return _EDGE + share * (_WIDTH - 1.5 * _EDGE)


def _y(share: float) -> float:
    return _HEIGHT - _EDGE - share * (_HEIGHT - 1.5 * _EDGE)
