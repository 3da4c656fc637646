"""The practice shop's contacts in Norway; every name, number and address is invented."""

from dataclasses import replace

from smallcrm.domain.demo.rows import points
from smallcrm.formats.records import ContactRecord

_COMPANIES = (
    ContactRecord(
        "Fjellrev Kontor AS",
        kind="company",
        handle="fjellrev",
        group="large",
        street="Granveien 18",
        postcode="0550",
        city="Oslo",
        points=points("+47 22 00 01 70", "post.fjellrev@example.no", "www.fjellrev.example.no"),
        tags=("office",),
    ),
    ContactRecord(
        "Fjordglimt Gjestegård AS",
        kind="company",
        handle="fjordglimt",
        group="medium",
        street="Naustbakken 2",
        postcode="5010",
        city="Bergen",
        points=points("+47 55 00 02 31", "resepsjon.fjordglimt@example.no"),
        tags=("hotel",),
    ),
)

_PEOPLE = (
    ContactRecord(
        "Silje Kjørbo",
        company="Fjellrev Kontor AS",
        title="office manager",
        group="large",
        city="Oslo",
        points=points("+47 900 00 412", "silje.kjorbo@example.no"),
        tags=("office", "vip"),
    ),
    ContactRecord(
        "Øyvind Strand",
        company="Fjordglimt Gjestegård AS",
        title="innkeeper",
        group="medium",
        city="Bergen",
        points=points("+47 410 00 287", "oyvind.strand@example.no"),
        tags=("hotel",),
        notes="hard of hearing on the mobile, speak slowly",
    ),
    ContactRecord(
        "Astrid Lunde",
        company="Lunde Hyttetegning",
        title="architect",
        group="prospective",
        street="Elvegata 31",
        postcode="7010",
        city="Trondheim",
        points=points("+47 930 00 158", "astrid.lunde@example.no"),
        tags=("architect", "prospect"),
    ),
    ContactRecord(
        "Bjørn Håkonsen",
        company="Håkonsens Møbelloft AS",
        title="owner",
        group="large",
        street="Havnekaien 7",
        postcode="4005",
        city="Stavanger",
        points=points("+47 480 00 639", "shop: +47 51 00 01 44", "bjorn.hakonsen@example.no"),
        tags=("wholesale",),
    ),
    ContactRecord(
        "Kari Nygård",
        group="small",
        street="Nordlia 12",
        postcode="9010",
        city="Tromsø",
        points=points("+47 970 00 325", "kari.nygard@example.com"),
    ),
    ContactRecord(
        "Torstein Vik",
        title="barber",
        group="potential",
        city="Drammen",
        points=points("+47 450 00 718"),
        tags=("prospect",),
    ),
    ContactRecord(
        "Ragnhild Sæther",
        company="Skogli Folkehøgskole",
        title="bursar",
        group="medium",
        street="Skoglivegen 40",
        postcode="2615",
        city="Lillehammer",
        points=points("+47 61 00 01 92", "ragnhild.saether@example.no"),
        tags=("school",),
    ),
    ContactRecord(
        "Geir Ødegård",
        group="small",
        street="Brunholmen 3",
        postcode="6005",
        city="Ålesund",
        points=points("+47 990 00 541", "geir.odegard@example.no"),
        tags=("angry",),
    ),
    ContactRecord(
        "Solveig Moen",
        group="potential",
        city="Bodø",
        points=points("solveig.moen@example.com"),
    ),
    ContactRecord(
        "Håvard Eide",
        title="ship's carpenter",
        group="prospective",
        city="Moss",
        points=points("+47 920 00 867", "havard.eide@example.no"),
        tags=("prospect",),
    ),
)

CONTACTS = tuple(
    replace(record, country="Norway", language="no") for record in (*_COMPANIES, *_PEOPLE)
)
