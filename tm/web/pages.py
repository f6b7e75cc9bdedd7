"""Pages: templates filled with values, in the language of whoever asked; every value is escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tm.errors import Message, StoreError
from tm.report.elements import band_of, clean, tag_of
from tm.version import __version__
from tm.web.figures import filters
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
    environment.filters |= {"band": band_of, "tag": tag_of, **filters(lang)}
    said: Callable[..., str] = environment.globals["ngettext"]  # type: ignore[assignment]
    environment.globals["ngettext"] = _counting(said, lang)
    environment.globals.update(interface=lang, interfaces=INTERFACES, version=__version__)
    return environment


def _counting(said: Callable[..., str], lang: str) -> Callable[..., str]:
    """The `ngettext` of templates, with its number written as the language does."""

    @pass_context
    def ngettext(context: Context, one: str, more: str, num: int, **values: object) -> str:
        return said(context, one, more, num, **{"num": format_decimal(num, locale=lang), **values})

    return ngettext


def filled(request: Request, template: str, values: Mapping[str, Any]) -> str:
    """A template as text; it knows the request, and whether who asked `may_change` things."""
    known = {
        "request": request,
        "may_change": may_change(request),
        "settings": state_of(request).settings,
        "told": partial(told, request),
    }
    return templates(interface_of(request)).get_template(template).render(known | dict(values))


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page, or a part of one, as an answer."""
    return HTMLResponse(filled(request, template, values), status)


def gettext(request: Request, text: str, **values: object) -> str:
    """A text of ours in the language of whoever asked, with its values put in (`%(name)s`)."""
    said = translations(interface_of(request)).gettext(text)
    return said % values if values else said


def told(request: Request, why: object) -> str:
    """What an error says, or a message itself, in the language of whoever asked, if it can be said in it."""
    if isinstance(why, StoreError):
        return f"{why.place}: {told(request, why.problem)}"
    if isinstance(why, Exception):
        why = why.args[0] if len(why.args) == 1 else str(why)
    if not isinstance(why, Message):
        return gettext(request, str(why))
    lang = interface_of(request)
    values = {
        name: format_decimal(value, locale=lang) if isinstance(value, int) else value
        for name, value in why.values.items()
    }
    return gettext(request, why.text, **values)


def is_part(request: Request) -> bool:
    """Whether only the part of the page that changes is wanted, by a script of ours."""
    return request.headers.get("hx-request") == "true"
