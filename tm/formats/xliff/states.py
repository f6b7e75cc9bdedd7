"""What the states of XLIFF say of a translation, in the words of this project: auto, confirmed or edited.

| XLIFF | x-review |
| --- | --- |
| 1.2 approved=yes, state final, signed-off, translated; 2.x translated, reviewed, final | confirmed |
| 1.2 state-qualifier x-edited, 2.x subState ushtil:edited, memoQ Edited and PartiallyEdited | edited |
| a state-qualifier that names a memory or a machine, 2.x any other subState of ours | auto |
| any other state (new, needs-…, initial) | auto |
| Trados conf Translated, ApprovedTranslation, ApprovedSignOff; memoQ …Confirmed, Proofread | confirmed |
| any other conf or status of these two | auto |

A machine's or a memory's suggestion counts as confirmed only where it is approved, final or signed off. What
a tool says in its own attribute counts before what the standard's say. Where a file gives no state, there is
none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

STATES = ("x-state", "x-state-qualifier", "x-approved", "x-substate", "x-conf", "x-mq-status")
REVIEW = "x-review"
_STATES1 = (
    "final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n"
    " needs-review-translation needs-translation new signed-off translated"
)
_QUALIFIERS = (
    "exact-match fuzzy-match id-match leveraged-glossary leveraged-inherited leveraged-mt"
    " leveraged-repository leveraged-tm mt-suggestion rejected-grammar rejected-inaccurate"
    " rejected-length rejected-spelling tm-suggestion"
)
_STATES2 = frozenset(("initial", "translated", "reviewed", "final"))
_USER = re.compile(r"x-\S+")
_SUB = re.compile(r"[^\s:]+:[^\s:]+")
_FROM_REVIEW1 = {
    "confirmed": {"x-state": "final", "x-approved": "yes"},
    "edited": {"x-state": "translated", "x-state-qualifier": "x-edited"},
    "auto": {"x-state": "needs-review-translation"},
}
_FROM_REVIEW2 = {
    "confirmed": {"x-state": "reviewed"},
    "edited": {"x-state": "translated", "x-substate": "ushtil:edited"},
    "auto": {"x-state": "initial"},
}


def review(state: Mapping[str, str]) -> str | None:
    """What the state of a unit says in our words, None where it has none.

    >>> review({"x-state": "translated"})
    'confirmed'
    >>> review({"x-state": "translated", "x-state-qualifier": "leveraged-mt"})
    'auto'
    """
    if "x-conf" in state:
        return (
            "confirmed"
            if state["x-conf"] in ("Translated", "ApprovedTranslation", "ApprovedSignOff")
            else "auto"
        )
    if "x-mq-status" in state:
        status = state["x-mq-status"]
        if status in ("Edited", "PartiallyEdited"):
            return "edited"
        return "confirmed" if status.endswith("Confirmed") or status == "Proofread" else "auto"
    if state.get("x-state-qualifier") == "x-edited" or state.get("x-substate") == "ushtil:edited":
        return "edited"
    if state.get("x-approved") == "yes" or state.get("x-state") in ("final", "signed-off", "reviewed"):
        return "confirmed"
    if not state.keys() & set(STATES):
        return None
    suggested = "x-state-qualifier" in state or state.get("x-substate", "").startswith("ushtil:")
    return "confirmed" if state.get("x-state") == "translated" and not suggested else "auto"


def written(props: Mapping[str, str], version: str) -> dict[str, str]:
    """The state to write for a unit with these props: its own, where the version knows it, or x-review's.

    >>> written({"x-review": "confirmed"}, "1.2"), written({"x-state": "final", "x-review": "auto"}, "2.1")
    ({'x-state': 'final', 'x-approved': 'yes'}, {'x-state': 'final'})
    """
    one = version == "1.2"
    legal = {}
    for name in STATES[:4]:
        value = props.get(name)
        if value is not None and (_legal1(name, value) if one else _legal2(name, value)):
            legal[name] = value
    if not one and "x-state" not in legal:
        legal.pop("x-substate", None)
    table = _FROM_REVIEW1 if one else _FROM_REVIEW2
    return legal or dict(table.get(props.get(REVIEW, ""), {}))


def _legal1(name: str, value: str) -> bool:
    if name == "x-approved":
        return value in ("yes", "no")
    allowed = {"x-state": _STATES1, "x-state-qualifier": _QUALIFIERS}.get(name)
    return allowed is not None and (value in allowed.split() or _USER.fullmatch(value) is not None)


def _legal2(name: str, value: str) -> bool:
    if name == "x-substate":
        return _SUB.fullmatch(value) is not None
    return name == "x-state" and value in _STATES2
