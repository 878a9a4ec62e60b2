"""The plan that the items themselves suggest: one exhibit an item in order, pictures of one post as branches of it."""

from collections.abc import Sequence
from dataclasses import replace

from yosuga.proceedings import wording
from yosuga.proceedings.plan import Exhibit, Plan, without_exhibit
from yosuga.proceedings.reading import ItemFacts


def propose(case: str, items: Sequence[ItemFacts]) -> Plan:
    """Return a plan in which every item is an exhibit; what it is to prove is left to the lawyer."""
    return completed(Plan(case=case), items)


def completed(plan: Plan, items: Sequence[ItemFacts]) -> Plan:
    """Return the plan with an exhibit for each item that has none. What is there stays as it is; numbers go on."""
    left = set(without_exhibit(plan, items))
    number = max((one.number for one in plan.exhibits), default=0)
    added: list[Exhibit] = []
    for group in _groups([item for item in items if item.eid in left]):
        number += 1
        branches = range(1, len(group) + 1) if len(group) > 1 else (0,)
        added += [_exhibit(item, number=number, branch=branch) for item, branch in zip(group, branches, strict=True)]
    return replace(plan, exhibits=[*plan.exhibits, *added])


def _groups(items: Sequence[ItemFacts]) -> Sequence[Sequence[ItemFacts]]:
    """Return the items in order; those of the same URL or the same post stand together, where the first of them is."""
    groups: list[tuple[set[tuple[str, ...]], list[ItemFacts]]] = []
    for item in items:
        keys, members = _same(item), [item]
        for group in [one for one in groups if one[0] & keys]:
            groups.remove(group)
            keys, members = keys | group[0], [*group[1], *members]
        groups.append((keys, sorted(members, key=items.index)))
    return sorted((members for _, members in groups), key=lambda members: items.index(members[0]))


def _same(item: ItemFacts) -> set[tuple[str, ...]]:
    """Return what makes two items pictures of the same thing: the URL, or service and post."""
    keys: set[tuple[str, ...]] = {("url", url.partition("#")[0]) for url in (item.url, item.final_url) if url}
    return keys | {wording.post_key(item)}


def _exhibit(item: ItemFacts, *, number: int, branch: int) -> Exhibit:
    return Exhibit(
        number=number,
        branch=branch,
        items=(item.eid,),
        title=wording.title(item),
        made_on=wording.made_on(item),
        author=wording.author(item),
        remarks=wording.remarks(item),
    )
