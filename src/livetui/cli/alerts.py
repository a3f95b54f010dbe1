"""``livetui alerts``: what topics with an alert would tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

import click

from livetui.cli.cached import opened_cache
from livetui.cli.console import Session, pass_session, put, put_records, run, say
from livetui.cli.lines import local_time
from livetui.cli.options import TIME
from livetui.cli.records import alert_record, line
from livetui.config import Alerts, Topic, nearest
from livetui.engine.alerts import Pace
from livetui.engine.rehearsal import Rehearsed, rehearse
from livetui.errors import LivetuiError
from livetui.model.words import fold


@click.group()
def alerts() -> None:
    """Look into the alerts that topics of config.toml ask for.

    \b
    Example:
      livetui alerts test Talks
    """


@alerts.command()
@click.argument("name", metavar="TOPIC")
@click.option("--since", type=TIME, default="1d", show_default=True, metavar="1d", help="How far to look back.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each alert.")
@pass_session
def test(session: Session, name: str, since: int, as_json: bool) -> None:
    """Print what TOPIC would have told of cached entries, and when; no network is used, and nothing is told.

    Throttle and quiet hours of [alerts] in config.toml are applied. The topic needs no alert for this.

    \b
    Examples:
      livetui alerts test Talks
      livetui alerts test Talks --since 3d --json
    """
    found, topic, settings = run(_rehearsed(session, name, since))
    if as_json:
        put_records(line(alert_record(each.at, each.alert)) for each in found)
    else:
        zone = session.zone
        put(_line(each, zone) for each in found)
    say(f"livetui: {'; '.join(_summary(found, topic, settings))}")


async def _rehearsed(session: Session, name: str, since: int) -> tuple[tuple[Rehearsed, ...], Topic, Alerts]:
    async with opened_cache(session, with_quotes=True) as engine:
        topic = next((topic for topic in engine.topics if fold(topic.name) == fold(name)), None)
        if topic is None:
            names = [topic.name for topic in engine.topics]
            known = nearest(name, names) if names else "; config.toml has none"
            raise LivetuiError(name, f"no topic of that name{known}")
        settings = engine.config.alerts
        after = await engine.event_before(datetime.now(UTC) - timedelta(seconds=since))
        pace = Pace.of(settings, engine.zone)
        found = await rehearse(engine, topic.name, topic.filter, pace, after=after, now=lambda: datetime.now(UTC))
        return found, topic, settings


def _line(each: Rehearsed, zone: tzinfo | None) -> str:
    held = "  (held back until then)" if each.held else ""
    return f"{local_time(each.at, zone)}  {each.alert.title} — {each.alert.source}{each.alert.others}{held}"


def _summary(found: tuple[Rehearsed, ...], topic: Topic, settings: Alerts) -> Iterator[str]:
    entries = sum(each.alert.count for each in found)
    yield f"{topic.name}: {len(found):,} alerts of {entries:,} entries"
    yield f"throttle {settings.throttle}"
    if settings.quiet is not None:
        yield f"quiet {settings.quiet}"
    yield "by " + ", ".join(topic.alert) if topic.alert else "the topic has no alert = true in config.toml yet"
