"""Pages: templates filled with values, in the language of whoever asked; every value is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tm.report.elements import band_of, clean, figure_of, tag_of
from tm.version import __version__
from tm.web.guard.access import may_change
from tm.web.interface import INTERFACES, interface_of, translations
from tm.web.state import state_of


@cache
def templates(lang: str) -> Environment:
    """The templates in one of the interface languages."""
    environment = Environment(
        loader=PackageLoader("tm.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["number"] = lambda value: format_decimal(value, locale=lang)
    environment.filters["percent"] = lambda value: format_percent(value, locale=lang)
    environment.filters["moment"] = lambda value: moment_in(lang, value)
    environment.filters["band"] = band_of
    environment.filters["figure"] = figure_of
    environment.filters["tag"] = tag_of
    environment.globals.update(interface=lang, interfaces=INTERFACES, version=__version__)
    return environment


def moment_in(lang: str, moment: str) -> str:
    """A moment, ISO with its zone, as people of a language write it, by the clock of the server."""
    then = datetime.fromisoformat(moment).astimezone()
    return f"{format_date(then, locale=lang)} {format_time(then, 'HH:mm', locale=lang)}"


def filled(request: Request, template: str, values: Mapping[str, Any]) -> str:
    """A template as text; it knows the request, and whether who asked `may_change` things."""
    known = {"request": request, "may_change": may_change(request), "settings": state_of(request).settings}
    return templates(interface_of(request)).get_template(template).render(known | dict(values))


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page, or a part of one, as an answer."""
    return HTMLResponse(filled(request, template, values), status)


def gettext(request: Request, text: str, **values: object) -> str:
    """A text of ours in the language of whoever asked, with its values put in (`%(name)s`)."""
    said = translations(interface_of(request)).gettext(text)
    return said % values if values else said


def is_part(request: Request) -> bool:
    """Whether only the part of the page that changes is wanted, by a script of ours."""
    return request.headers.get("hx-request") == "true"
