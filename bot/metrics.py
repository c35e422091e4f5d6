"""What the bot counts of itself, for Prometheus. Numbers only: no person, no chat, no word."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)


class Metrics:
    """One for each running bot."""

    def __init__(self) -> None:
        self.registry = made = CollectorRegistry()
        ProcessCollector(registry=made)
        self.received = Counter("tracuu_updates_received", "Updates written down", registry=made)
        self.set_aside = Counter("tracuu_updates_set_aside", "Updates given up", registry=made)
        self.answer = Histogram(
            "tracuu_answer_seconds",
            "From the receipt of an update until all its replies are sent",
            buckets=SECONDS,
            registry=made,
        )
        self.reaction = Histogram(
            "tracuu_action_seconds",
            "How long Telegram takes to show that a question is worked on",
            buckets=SECONDS,
            registry=made,
        )
        self.calls = Counter(
            "tracuu_calls", "Calls of the outbox by outcome", ["outcome"], registry=made
        )
        self.polls = Counter(
            "tracuu_polls", "Requests for updates by outcome", ["outcome"], registry=made
        )
        self.webhook = Counter(
            "tracuu_webhook_requests",
            "Requests to the webhook by HTTP status",
            ["status"],
            registry=made,
        )
        self.open = Gauge("tracuu_updates_open", "Updates not finished yet", registry=made)
        self.oldest = Gauge("tracuu_oldest_open_seconds", "Age of the oldest", registry=made)

    def served(self, seconds: float) -> None:
        """An update is finished so long after it was received."""
        self.answer.observe(max(0.0, seconds))
