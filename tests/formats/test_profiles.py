"""Profiles: what they write is valid TMX whatever was read, and what each of the tools asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.formats.test_tmx import attributes, contents, headers, props, units, variant, write
from tm.errors import UsageError
from tm.formats.profiles import PROFILES, Profile
from tm.formats.tmx import TmxReader
from tm.formats.tmx_elements import XML_LANG
from tm.formats.tmx_rules import TmxRules
from tm.formats.values import known
from tm.units import Attributes, Code, Encoding, Header, Prop, TranslationUnit, Variant

LANGS = ("kk", "ru")
odd_values = st.sampled_from(
    ["", "1", "kk", "kk_KZ", "*all*", "20260230T000000Z", "2026-11-04", "20261104T101500Z", "sentence", "x y"]
)
odd_attributes = st.dictionaries(
    st.sampled_from(["srclang", "segtype", "usagecount", "changedate", "lastusagedate", "o-tmf", "lang"]),
    odd_values,
    max_size=4,
).map(lambda found: tuple(found.items()))
odd_props = st.lists(
    st.builds(
        Prop,
        st.sampled_from([None, "", "file", "x-review", "x-ConfirmationLevel", "corrected", "targetlang"]),
        st.sampled_from(["", "auto", "confirmed", "Draft", "yes"]),
        st.dictionaries(st.sampled_from([XML_LANG, "lang"]), odd_values, max_size=2).map(
            lambda found: tuple(found.items())
        ),
    ),
    max_size=4,
).map(tuple)
odd_langs = st.sampled_from(["kk", "KK_kz", "kk-Cyrl-kz", "ru", "rus", "RU-ru", "en", "", "қазақша", "x"])
odd_variants = st.builds(variant, odd_langs, contents, odd_props, odd_attributes)
odd_units = st.builds(
    TranslationUnit,
    st.none(),
    st.lists(odd_variants, min_size=1, max_size=4).map(tuple),
    odd_props,
    odd_attributes,
)
odd_headers = st.builds(
    Header,
    srclang=odd_values,
    adminlang=odd_values,
    segtype=odd_values,
    datatype=odd_values,
    props=odd_props,
    attributes=st.lists(st.tuples(st.just("changedate"), odd_values), max_size=1).map(tuple),
    encodings=st.lists(
        st.builds(
            Encoding,
            st.sampled_from([(), (("name", "e"),), (("name", "e"), ("base", "b"))]),
            st.lists(
                st.sampled_from([(), (("unicode", "#xF8FF"),), (("unicode", "#xF8FF"), ("code", "#xFF"))]),
                max_size=2,
            ).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)
any_units = st.lists(st.one_of(units, odd_units), max_size=4)
any_headers = st.one_of(headers, odd_headers)
names = st.sampled_from(sorted(PROFILES))


def written(
    name: str,
    header: Header,
    units: list[TranslationUnit],
    langs: tuple[str, ...],
    first: TranslationUnit | None,
) -> tuple[Header, list[TranslationUnit]]:
    profile = Profile(name, header, langs, first)
    return profile.header, [one for unit in units for one in profile.units(unit)]


def wanted(name: str, both: bool) -> tuple[str, ...]:
    return LANGS if both or name in ("omegat", "memoq") else ()


@UNHURRIED
@given(names, any_headers, any_units, st.booleans())
def test_what_is_written_breaks_no_rule(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    header: Header,
    units: list[TranslationUnit],
    both: bool,
) -> None:
    header, units = written(name, header, units, wanted(name, both), next(iter(units), None))
    path = tmp_path_factory.getbasetemp() / "profile.tmx"
    writer = write(path, *units, header=header)
    rules = TmxRules()
    with TmxReader(path, inspect=rules.inspect) as reader:
        assert list(reader) == units
    assert (rules.found, reader.warnings, writer.lost) == ([], [], {})


@UNHURRIED
@given(names, any_headers, any_units, st.booleans())
def test_what_is_written_stays_as_it_is(
    name: str, header: Header, units: list[TranslationUnit], both: bool
) -> None:
    langs, first = wanted(name, both), next(iter(units), None)
    once = written(name, header, units, langs, first)
    assert written(name, *once, langs, first) == once


@UNHURRIED
@given(names, any_headers, any_units)
def test_texts_are_kept(name: str, header: Header, units: list[TranslationUnit]) -> None:
    if name == "omegat":
        return
    profile = Profile(name, header, wanted(name, False), units[0] if units else None)
    for unit in units:
        for one in profile.units(unit):
            assert {variant.text for variant in one.variants} <= {variant.text for variant in unit.variants}


def one(name: str, unit: TranslationUnit, langs: tuple[str, ...] = LANGS) -> TranslationUnit | None:
    return next(Profile(name, Header(srclang="*all*"), langs, unit).units(unit), None)


def unit(
    *props: Prop, langs: str = "en kk ru", texts: str = "", attributes: Attributes = ()
) -> TranslationUnit:
    said = texts.split("|") if texts else [f"In {lang}." for lang in langs.split()]
    variants = tuple(Variant(lang, text) for lang, text in zip(langs.split(), said, strict=True))
    return TranslationUnit("1", variants, props, attributes)


def test_a_profile_must_be_known_and_have_its_languages() -> None:
    with pytest.raises(UsageError, match="plain, omegat, trados, memoq"):
        Profile("wordfast", Header("kk"))
    for name in ("omegat", "memoq"):
        with pytest.raises(UsageError, match="--from and --to"):
            Profile(name, Header("kk"))


def test_two_languages_with_the_source_first() -> None:
    profile = Profile("plain", Header("en"), ("ru", "kk"))
    assert profile.header.srclang == "ru"
    found = next(profile.units(unit()))
    assert [variant.lang for variant in found.variants] == ["ru", "kk"]
    assert profile.lost["variants in other languages"] == 1


def test_units_that_are_not_translated_are_left_out_and_counted() -> None:
    profile = Profile("omegat", Header("kk"), LANGS)
    for texts, langs in (("Иә.| ", "kk ru"), ("Иә.", "kk"), ("Yes.|Да.", "en ru")):
        assert not list(profile.units(unit(langs=langs, texts=texts)))
    assert +profile.lost == {"units without both kk and ru": 3}


@pytest.mark.parametrize(
    ("langs", "texts", "chosen"),
    [
        ("kk ru-RU ru", "Иә.|Да!|Да.", "Да."),
        ("kk ru ru", "Иә.||Да.", "Да."),
        ("kk_KZ RU-ru", "Иә.|Да.", "Да."),
        ("kk ru ru", "Иә.|Первый.|Второй.", "Первый."),
    ],
)
def test_omegat_gets_one_text_a_language(langs: str, texts: str, chosen: str) -> None:
    found = one("omegat", unit(langs=langs, texts=texts))
    assert found is not None and [variant.text for variant in found.variants] == ["Иә.", chosen]


def test_omegat_gets_one_note_shortcuts_and_no_bound_props() -> None:
    bold = Code("bpt", (("i", "1"),), ("<b>",)), "тез", Code("ept", (("i", "1"),), ("</b>",))
    variants = Variant.of("kk", ("Ол  ", *bold, ".\n")), Variant("ru", "Он скоро.")
    props = Prop(None, "бір"), Prop("file", "a.txt"), Prop(None, "екі"), Prop("x-document", "a")
    profile = Profile("omegat", Header("kk"), LANGS)
    found = next(profile.units(TranslationUnit("1", variants, props)))
    assert found.variants[0] == Variant("kk", "Ол <b0>тез</b0>.")
    assert found.props == (Prop(None, "бір\nекі"), Prop("x-file", "a.txt"), Prop("x-document", "a"))
    assert profile.header.segtype == "paragraph"


@pytest.mark.parametrize(
    ("tag", "culture"),
    [
        ("kk", "kk-KZ"),
        ("KAZ", "kk-KZ"),
        ("kk_kz", "kk-KZ"),
        ("en-gb", "en-GB"),
        ("kk-cyrl-kz", "kk-Cyrl-KZ"),
        ("de", "de"),
    ],
)
def test_trados_gets_cultures(tag: str, culture: str) -> None:
    found = one("trados", unit(langs=tag), ())
    assert found is not None and found.variants[0].lang == culture


def test_trados_gets_a_concrete_source_first() -> None:
    first = unit(langs="ru kk en-GB")
    assert Profile("trados", Header("*all*"), (), first).header.srclang == "ru-RU"
    assert Profile("trados", Header("*all*"), (), None).header.srclang == "*all*"
    profile = Profile("trados", Header("en"), (), first)
    assert profile.header.srclang == "en-GB"
    assert [variant.lang for variant in next(profile.units(first)).variants] == ["en-GB", "ru-RU", "kk-KZ"]
    american = unit(langs="kk en")
    assert next(profile.units(american)).attributes == (("srclang", "kk-KZ"),)


@pytest.mark.parametrize(
    ("props", "said"),
    [
        ((Prop("x-review", "confirmed"),), (Prop("x-ConfirmationLevel", "ApprovedTranslation"),)),
        ((Prop("x-review", "odd"),), (Prop("x-review:SingleString", "odd"),)),
        ((Prop("x-ConfirmationLevel", "Unspecified"),), (Prop("x-ConfirmationLevel", "Unspecified"),)),
        (
            (Prop("x-ConfirmationLevel", "Draft"), Prop("x-review", "edited")),
            (Prop("x-ConfirmationLevel", "Translated"),),
        ),
        (
            (Prop("x-aligner", "a"), Prop("project", "p"), Prop("x-Context", "0, 0"), Prop("", "")),
            (
                Prop("x-Origin", "Alignment"),
                Prop("x-aligner:SingleString", "a"),
                Prop("x-project:SingleString", "p"),
                Prop("x-Context", "0, 0"),
                Prop("", ""),
            ),
        ),
        (
            (Prop("x-aligner", "a"), Prop("x-Origin", "TM")),
            (Prop("x-aligner:SingleString", "a"), Prop("x-Origin", "TM")),
        ),
        ((Prop("x-Size:SinglePicklist", "s"),), (Prop("x-Size:SinglePicklist", "s"),)),
    ],
)  # fmt: skip
def test_fields_of_trados(props: tuple[Prop, ...], said: tuple[Prop, ...]) -> None:
    found = one("trados", unit(*props), ())
    assert found is not None and found.props == said


@pytest.mark.parametrize(
    ("props", "said"),
    [
        ((), "corrected no|aligned no"),
        (
            (Prop("x-review", "edited"), Prop("x-aligner", "a")),
            "corrected yes|aligned yes|x-review edited|x-aligner a",
        ),
        ((Prop("corrected", "yes"), Prop("aligned", "yes")), "corrected yes|aligned yes"),
        ((Prop("corrected", "yes"), Prop("x-review", "auto")), "corrected no|aligned no|x-review auto"),
        (
            (Prop("x-Project:SingleString", "p"), Prop("Txt::FileName", "f")),
            "corrected no|aligned no|project p|x-document f",
        ),
    ],
)  # fmt: skip
def test_fields_of_memoq(props: tuple[Prop, ...], said: str) -> None:
    found = one("memoq", unit(*props))
    assert found is not None
    assert "|".join(f"{prop.type} {prop.value}" for prop in found.props) == said


def test_header_of_memoq() -> None:
    header = Header("*all*", props=(Prop("defproject", "p"), Prop("targetlang", "en")))
    props = Profile("memoq", header, LANGS).header.props
    assert {prop.type: prop.value for prop in props} == {
        "defproject": "p", "defclient": "", "defdomain": "", "defsubject": "", "targetlang": "ru"
    }  # fmt: skip
    assert len(props) == 5 and Profile("memoq", header, LANGS).header.srclang == "kk"


def test_a_unit_without_the_source_language_says_its_own() -> None:
    profile = Profile("plain", Header("kk"))
    assert next(profile.units(unit(langs="en ru"))).attributes == (("srclang", "en"),)
    russian = unit(langs="en kk ru", attributes=(("srclang", "ru"),))
    found = next(profile.units(russian))
    assert (found.variants[0].lang, found.attributes) == ("ru", (("srclang", "ru"),))


def test_attributes_that_are_none_are_counted() -> None:
    profile = Profile("plain", Header("kk"))
    attributes = (
        ("changedate", "2026-11-04 10:15:00+05:00"),
        ("creationdate", "кеше"),
        ("usagecount", "many"),
        ("{urn:vendor}mark", "1"),
        ("changeid", "Әсел"),
    )
    found = next(profile.units(replace(unit(), attributes=attributes)))
    assert found.attributes[:2] == (("changedate", "20261104T051500Z"), ("changeid", "Әсел"))
    assert +profile.lost == {
        "values of creationdate without a meaning": 1,
        "values of usagecount without a meaning": 1,
        "attributes that TMX does not know": 1,
    }


@UNHURRIED
@given(attributes, props)
def test_known_attributes_are_known(attributes: Attributes, props: tuple[Prop, ...]) -> None:
    lost = Profile("plain", Header("kk")).lost
    for element in ("tu", "tuv", "note"):
        once = known(attributes, element, lost)
        assert known(once, element, lost) == once
