"""Quality checks: what a translator should look at before a unit is trusted.

A family of checks is a module here, or a package where it needs more than one. Some look at one side of a
unit (`check`), some compare the source with each other side (`compare`), and two remember: `Consistency` the
units before, `Terms` a glossary. `Checker` (`checker.py`) runs them. Each finding has a code,
`family.detail`, a place, and a reason. What is certain can be mended (`mend`).

Nothing is loaded here, for who asks one family need not wait for the others.
"""
