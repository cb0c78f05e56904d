"""What stands elsewhere in the translation: paragraphs whose anchors pair them across the order of the others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from glossary.alignment.costs import MOVED, Group, cost_of, groups
from glossary.alignment.path import Step, cheapest_path
from glossary.alignment.profiles import Profiles

# An anchor in more pairs of paragraphs than this tells none that moved from those that stayed.
_FEW_PLACES = 9


def with_moved(profiles: Profiles, steps: list[Step], log_ratio: float, half: int) -> list[Step]:
    """Return *steps*, or the way of what is left when the paragraphs that moved are taken out, if that costs less."""
    moved = list(_moved(profiles, steps, log_ratio))
    if not moved:
        return steps
    our_moved, their_moved = {step.ours[0] for step in moved}, {step.theirs[0] for step in moved}
    rest, _ = cheapest_path(profiles.without(our_moved, their_moved), log_ratio, half)
    if sum(step.cost for step in (*rest, *moved)) >= sum(step.cost for step in steps):
        return steps
    our_stayed = [index for index in range(len(profiles.ours.lengths)) if index not in our_moved]
    their_stayed = [index for index in range(len(profiles.theirs.lengths)) if index not in their_moved]
    stayed = [
        Step(tuple(our_stayed[i] for i in step.ours), tuple(their_stayed[j] for j in step.theirs), step.cost)
        for step in rest
    ]
    return _in_order(stayed, moved)


def _moved(profiles: Profiles, steps: Sequence[Step], log_ratio: float) -> Iterator[Step]:
    """Yield pairs of paragraphs that belong together more than with what their *steps* hold, the surest first."""
    of_ours = {index: number for number, step in enumerate(steps) for index in step.ours}
    of_theirs = {index: number for number, step in enumerate(steps) for index in step.theirs}
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for weight, ours, theirs in profiles.anchors:
        if len(ours) * len(theirs) <= _FEW_PLACES:
            for i in ours:
                for j in theirs:
                    if of_ours[i] != of_theirs[j]:
                        shared[i, j] += weight
    our_groups, their_groups = groups(*profiles.ours, 1), groups(*profiles.theirs, 1)
    found = []
    for (i, j), weight in shared.items():
        cost = MOVED + cost_of(_alone(our_groups, i), _alone(their_groups, j), log_ratio, weight)
        if cost < 0 and cost < min(steps[of_ours[i]].cost, steps[of_theirs[j]].cost):
            found.append(Step((i,), (j,), cost))
    taken: tuple[set[int], set[int]] = set(), set()
    for step in sorted(found, key=lambda step: (step.cost, step)):
        if step.ours[0] not in taken[0] and step.theirs[0] not in taken[1]:
            taken[0].add(step.ours[0])
            taken[1].add(step.theirs[0])
            yield step


def _alone(single: Sequence[Group], index: int) -> Group:
    return single[index + 1]


def _in_order(stayed: Sequence[Step], moved: Sequence[Step]) -> list[Step]:
    """Return the steps in the order of our paragraphs, what only they have behind what it follows there."""
    place, keyed = -1, []
    for number, step in enumerate(stayed):
        place = step.ours[0] if step.ours else place
        keyed.append((place, number, step))
    keyed += ((step.ours[0], -1, step) for step in moved)
    return [step for *_, step in sorted(keyed)]
