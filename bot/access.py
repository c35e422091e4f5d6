"""Who may ask."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """Decides by numeric user id, which nobody can change; never by name."""

    owner_ids: frozenset[int] = frozenset()
    everyone: bool = False

    def may_ask(self, user_id: int) -> bool:
        return self.everyone or user_id in self.owner_ids

    def is_admin(self, user_id: int) -> bool:
        """Whether a person curates the documents."""
        return user_id in self.owner_ids
