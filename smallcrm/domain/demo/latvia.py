"""The practice shop's contacts in Latvia; every name, number and address is invented."""

from dataclasses import replace

from smallcrm.domain.demo.rows import points
from smallcrm.formats.records import ContactRecord

_COMPANIES = (
    ContactRecord(
        "Ozolkoks SIA",
        kind="company",
        handle="ozolkoks",
        group="top",
        street="Noliktavu iela 14",
        postcode="LV-1005",
        city="Rīga",
        points=points("+371 6700 0125", "birojs.ozolkoks@example.lv", "www.ozolkoks.example.lv"),
        tags=("wholesale", "vip"),
        notes="oak tops by the pallet, 45 days to pay",
    ),
    ContactRecord(
        "Viesnīca Pērkona Pagalms SIA",
        kind="company",
        handle="pagalms",
        group="large",
        street="Mazā Pērkona iela 6",
        postcode="LV-1050",
        city="Rīga",
        points=points("+371 6710 0183", "pagalms@example.lv"),
        tags=("hotel",),
    ),
)

_PEOPLE = (
    ContactRecord(
        "Jānis Bērziņš",
        company="Ozolkoks SIA",
        title="buyer",
        group="top",
        city="Rīga",
        points=points("+371 2600 0417", "janis.berzins@example.lv"),
        tags=("wholesale", "vip"),
    ),
    ContactRecord(
        "Zane Krūmiņa",
        company="Ozolkoks SIA",
        title="accounts",
        city="Rīga",
        points=points("work: +371 6700 0126", "zane.krumina@example.lv"),
    ),
    ContactRecord(
        "Ilze Kalniņa",
        company="Viesnīca Pērkona Pagalms SIA",
        title="manager",
        group="large",
        city="Rīga",
        points=points("+371 2910 0652", "ilze.kalnina@example.lv"),
        tags=("hotel",),
        notes="speaks Estonian with a smile, answers in English",
    ),
    ContactRecord(
        "Raivis Šilds",
        company="Šilds un Biedri",
        title="partner",
        group="medium",
        street="Lielā Vēja iela 22",
        postcode="LV-3401",
        city="Liepāja",
        points=points("00371 2640 0939", "raivis.silds@example.lv"),
        tags=("office",),
    ),
    ContactRecord(
        "Līga Ozoliņa",
        group="small",
        street="Pils iela 17-3",
        postcode="LV-4101",
        city="Cēsis",
        points=points("+371 2830 0271", "liga.ozolina@example.com"),
    ),
    ContactRecord(
        "Normunds Vītols",
        company="Vēja Roze",
        title="owner",
        group="medium",
        street="Kāpu iela 60",
        postcode="LV-2015",
        city="Jūrmala",
        points=points("+371 2650 0844", "normunds.vitols@example.lv"),
        tags=("restaurant",),
    ),
    ContactRecord(
        "Māra Liepiņa",
        company="Ostas bibliotēka",
        title="librarian",
        group="prospective",
        street="Kuģu iela 5",
        postcode="LV-3601",
        city="Ventspils",
        points=points("+371 6360 0157", "mara.liepina@example.lv"),
        tags=("prospect", "library"),
    ),
    ContactRecord(
        "Edgars Zariņš",
        group="potential",
        city="Daugavpils",
        points=points("+371 2770 0308"),
        tags=("prospect", "office"),
    ),
    ContactRecord(
        "Guntars Eglītis",
        group="small",
        street="Gravas iela 9",
        postcode="LV-2150",
        city="Sigulda",
        points=points("+371 2980 0196", "guntars.eglitis@example.com"),
        tags=("angry",),
    ),
    ContactRecord(
        "Inese Balode",
        company="Ziedu Grozs",
        title="florist",
        group="prospective",
        street="Tirgus iela 4",
        postcode="LV-4201",
        city="Valmiera",
        points=points("+371 2690 0563", "inese.balode@example.lv"),
        tags=("prospect",),
    ),
)

CONTACTS = tuple(
    replace(record, country="Latvia", language="lv") for record in (*_COMPANIES, *_PEOPLE)
)
