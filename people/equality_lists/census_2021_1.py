"""Version census-2021.1: the harmonised questions of the Government Statistical Service as the 2021 Census of England
asked them, shortened to tick boxes. Never edited once answers name it: a change is a new version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.equality_lists.shape import EqualityList, Feature, Option

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words


def _options(*pairs: tuple[str, Words, str], group: Words = "") -> tuple[Option, ...]:
    return tuple(Option(code=code, label=label, group=group, band=band) for code, label, band in pairs)


AGE: Final = Feature(
    slug="age",
    title=_("Age"),
    question=_("How old are you?"),
    reason=_("We ask so that we can see whether people of all ages have been heard."),
    options=_options(
        ("under_16", _("Under 16"), "under_25"),
        ("16_17", _("16 to 17"), "under_25"),
        ("18_24", _("18 to 24"), "under_25"),
        ("25_34", _("25 to 34"), "25_44"),
        ("35_44", _("35 to 44"), "25_44"),
        ("45_54", _("45 to 54"), "45_64"),
        ("55_64", _("55 to 64"), "45_64"),
        ("65_74", _("65 to 74"), "65_over"),
        ("75_84", _("75 to 84"), "65_over"),
        ("85_over", _("85 or over"), "65_over"),
    ),
    bands={
        "under_25": _("Under 25"),
        "25_44": _("25 to 44"),
        "45_64": _("45 to 64"),
        "65_over": _("65 or over"),
    },
)

SEX: Final = Feature(
    slug="sex",
    title=_("Sex"),
    question=_("What is your sex?"),
    hint=_("A question about gender identity follows if you are aged 16 or over."),
    reason=_("We ask so that we can see whether a decision would fall harder on women or on men."),
    options=_options(("female", _("Female"), ""), ("male", _("Male"), "")),
    bands={},
)

GENDER_IDENTITY: Final = Feature(
    slug="gender_identity",
    title=_("Gender identity"),
    question=_("Is the gender you identify with the same as your sex registered at birth?"),
    hint=_("Only if you are aged 16 or over."),
    reason=_("We ask so that we can see whether trans people have been heard."),
    options=_options(("same", pgettext_lazy("answer", "Yes"), ""), ("different", pgettext_lazy("answer", "No"), "")),
    bands={
        "same": _("Same as registered at birth"),
        "different": _("Different from registered at birth"),
    },
    is_from_16=True,
)

ORIENTATION: Final = Feature(
    slug="sexual_orientation",
    title=_("Sexual orientation"),
    question=_("Which of the following best describes your sexual orientation?"),
    hint=_("Only if you are aged 16 or over."),
    reason=_("We ask so that we can see whether lesbian, gay and bisexual people have been heard."),
    options=_options(
        ("straight", _("Straight or heterosexual"), ""),
        ("gay_lesbian", _("Gay or lesbian"), "lgb"),
        ("bisexual", _("Bisexual"), "lgb"),
        ("other", _("Other sexual orientation"), "lgb"),
    ),
    bands={"lgb": _("Gay, lesbian, bisexual or other")},
    is_from_16=True,
)

ETHNIC_GROUP: Final = Feature(
    slug="ethnic_group",
    title=_("Ethnic group"),
    question=_("What is your ethnic group?"),
    hint=_("Choose the one that best describes your ethnic group or background."),
    reason=_("We ask so that we can see whether every ethnic group has been heard and is treated fairly."),
    options=(
        *_options(
            ("asian_indian", _("Indian"), "asian"),
            ("asian_pakistani", _("Pakistani"), "asian"),
            ("asian_bangladeshi", _("Bangladeshi"), "asian"),
            ("asian_chinese", _("Chinese"), "asian"),
            ("asian_other", _("Any other Asian background"), "asian"),
            group=_("Asian or Asian British"),
        ),
        *_options(
            ("black_caribbean", _("Caribbean"), "black"),
            ("black_african", _("African"), "black"),
            ("black_other", _("Any other Black, Black British or Caribbean background"), "black"),
            group=_("Black, Black British, Caribbean or African"),
        ),
        *_options(
            ("mixed_white_black_caribbean", _("White and Black Caribbean"), "mixed"),
            ("mixed_white_black_african", _("White and Black African"), "mixed"),
            ("mixed_white_asian", _("White and Asian"), "mixed"),
            ("mixed_other", _("Any other Mixed or multiple background"), "mixed"),
            group=_("Mixed or multiple ethnic groups"),
        ),
        *_options(
            ("white_british", _("English, Welsh, Scottish, Northern Irish or British"), "white"),
            ("white_irish", _("Irish"), "white"),
            ("white_gypsy_traveller", _("Gypsy or Irish Traveller"), "white"),
            ("white_roma", _("Roma"), "white"),
            ("white_other", _("Any other White background"), "white"),
            group=_("White"),
        ),
        *_options(
            ("other_arab", _("Arab"), "other"),
            ("other_any", _("Any other ethnic group"), "other"),
            group=_("Other ethnic group"),
        ),
    ),
    bands={
        "asian": _("Asian or Asian British"),
        "black": _("Black, Black British, Caribbean or African"),
        "mixed": _("Mixed or multiple ethnic groups"),
        "white": _("White"),
        "other": _("Other ethnic group"),
    },
)

RELIGION: Final = Feature(
    slug="religion",
    title=_("Religion"),
    question=_("What is your religion?"),
    reason=_("We ask so that we can see whether people of every religion and of none have been heard."),
    options=_options(
        ("none", _("No religion"), ""),
        ("christian", _("Christian, of any denomination"), ""),
        ("buddhist", _("Buddhist"), "another"),
        ("hindu", _("Hindu"), ""),
        ("jewish", _("Jewish"), "another"),
        ("muslim", _("Muslim"), ""),
        ("sikh", _("Sikh"), ""),
        ("other", _("Any other religion"), "another"),
    ),
    bands={"another": _("Buddhist, Jewish or any other religion"), "christian": _("Christian")},
)

CONDITION: Final = Feature(
    slug="condition",
    title=_("Long-standing health condition"),
    question=_(
        "Do you have any physical or mental health conditions or illnesses lasting or expected to last 12 months "
        "or more?"
    ),
    reason=_("We ask so that we can see whether people who live with a health condition have been heard."),
    options=_options(("yes", pgettext_lazy("answer", "Yes"), ""), ("no", pgettext_lazy("answer", "No"), "")),
    bands={"yes": _("Has a long-standing condition"), "no": _("No long-standing condition")},
)

DISABILITY: Final = Feature(
    slug="disability",
    title=_("Disability"),
    question=_("Do any of your conditions or illnesses reduce your ability to carry out day-to-day activities?"),
    hint=_("Only if you answered yes to the question before."),
    reason=_("We ask because somebody whose condition limits them counts as disabled in the Equality Act 2010."),
    options=(
        *_options(
            ("a_lot", _("Yes, a lot"), "disabled"),
            ("a_little", _("Yes, a little"), "disabled"),
            ("not_at_all", _("Not at all"), "not_disabled"),
        ),
        Option("no_condition", _("No long-standing condition"), band="not_disabled", is_implied=True),
    ),
    bands={
        "disabled": _("Disabled under the Equality Act"),
        "not_disabled": _("Not disabled under the Equality Act"),
    },
    only_after=("condition", "yes"),
)

CARING: Final = Feature(
    slug="caring",
    title=_("Unpaid care"),
    question=_(
        "Do you look after, or give any help or support to, anyone because they have long-term physical or mental "
        "health conditions or illnesses, or problems related to old age?"
    ),
    hint=_("Do not count anything you do as part of your paid work."),
    reason=_("We ask so that we can see whether people who care for somebody have been heard."),
    options=_options(
        ("none", pgettext_lazy("answer", "No"), ""),
        ("1_9", _("Yes, 9 hours a week or less"), "carer"),
        ("10_19", _("Yes, 10 to 19 hours a week"), "carer"),
        ("20_34", _("Yes, 20 to 34 hours a week"), "carer"),
        ("35_49", _("Yes, 35 to 49 hours a week"), "carer"),
        ("50_over", _("Yes, 50 or more hours a week"), "carer"),
    ),
    bands={"none": _("Gives no unpaid care"), "carer": _("Gives unpaid care")},
)

LANGUAGE: Final = Feature(
    slug="main_language",
    title=_("Main language"),
    question=_("What is your main language?"),
    reason=_("We ask so that we know in which languages to ask and to answer."),
    options=_options(
        ("english", _("English"), ""),
        ("bsl", _("British Sign Language"), "other"),
        ("other", _("Another language"), "other"),
    ),
    bands={"other": _("British Sign Language or another language")},
)

#: The codes are those of the Office for National Statistics for local authority districts.
DISTRICT: Final = Feature(
    slug="district",
    title=_("District"),
    question=_("Where do you live?"),
    reason=_("We ask so that we can see whether every part of the county has been heard."),
    options=_options(
        ("E07000129", _("Blaby"), ""),
        ("E07000130", _("Charnwood"), ""),
        ("E07000131", _("Harborough"), ""),
        ("E07000132", _("Hinckley and Bosworth"), ""),
        ("E07000133", _("Melton"), ""),
        ("E07000134", _("North West Leicestershire"), ""),
        ("E07000135", _("Oadby and Wigston"), ""),
        ("E06000016", _("Leicester"), "elsewhere"),
        ("E06000017", _("Rutland"), "elsewhere"),
        ("elsewhere", _("Somewhere else"), "elsewhere"),
    ),
    bands={"elsewhere": _("Leicester, Rutland or somewhere else")},
)

LIST: Final = EqualityList(
    version="census-2021.1",
    source=_("Harmonised questions of the Government Statistical Service, as in the 2021 Census of England"),
    features=(
        AGE,
        SEX,
        GENDER_IDENTITY,
        ORIENTATION,
        ETHNIC_GROUP,
        RELIGION,
        CONDITION,
        DISABILITY,
        CARING,
        LANGUAGE,
        DISTRICT,
    ),
)
