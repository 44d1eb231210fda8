"""Who stands for whom, once people have found that two of the roll are one.

Merges are taken in the order of facts, whatever order they came in: the one who is named as standing
goes on standing for everybody they have absorbed before. So two desks that merge the same two crosswise
end with the one whom the earlier merge let stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Standing:
    """Who was absorbed, by subject, and whom that led to."""

    _into: dict[str, str] = field(default_factory=dict)

    def of(self, subject: str) -> str:
        """Return who stands for `subject`: themselves, unless they were absorbed."""
        path = []
        while (into := self._into.get(subject)) is not None:
            path.append(subject)
            subject = into
        for passed in path:
            self._into[passed] = subject
        return subject

    def merge(self, stands: str, absorbs: str) -> tuple[str, str] | None:
        """Let `stands` stand for `absorbs` too; return who stands and who no longer does, None if already."""
        root, gone = self.of(stands), self.of(absorbs)
        if root == gone:
            return None
        self._into[gone] = root
        return root, gone

    def absorbed(self) -> dict[str, str]:
        """Return everybody who was absorbed, with who stands for them."""
        return {subject: self.of(subject) for subject in list(self._into)}


def absorbed(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return who stands for everybody that these merges, (who stands, who is absorbed) in order, absorbed."""
    standing = Standing()
    for stands, absorbs in merges:
        standing.merge(stands, absorbs)
    return standing.absorbed()
