"""The page in Estonian."""

from smallcrm.output.disclosure.texts import DisclosureTexts

ESTONIAN = DisclosureTexts(
    title="Mida me teie kohta hoiame",
    under="{name}, seisuga {date}",
    intro="Siin on kõik, mida meie kliendiraamat teie kohta sisaldab. Lehe kõrval olevas failis on"
    " sama arvutiprogrammide jaoks.",
    hidden="Kus meie tekst nimetab kedagi teist, on nimi välja võetud.",
    another_person="[teine isik]",
    another_company="[teine ettevõte]",
    who_we_are="Kes me oleme",
    shop="Pood",
    no_shop="Pood, kes teile selle lehe saatis",
    you="Teie",
    name="Nimi",
    nickname="Teine nimi",
    company="Töökoht",
    job="Amet",
    language="Keel",
    birthday="Sünnipäev",
    since="Meie raamatus alates",
    handle="Meie lühinimi teile",
    number_there="Number teises programmis",
    archived="Kõrvale pandud",
    restricted="Hoiame, kuid ei kasuta",
    yes="jah",
    talks="Millest me rääkisime",
    others="koos teistega",
    callbacks="Mida me kavatsesime teha",
    first_due="algne tähtaeg: {date}",
    states={"open": "tegemata", "done": "tehtud", "dropped": "ära jäetud"},
    orders="Mida te ostsite ja tagastasite",
    statuses={
        "quote": "pakkumine", "placed": "tellimus", "delivered": "üle antud", "paid": "makstud",
        "done": "üle antud ja makstud", "lost": "pakkumist ei võetud vastu", "return": "tagastus",
    },
    number="nr {number}",
    total="kokku {total}",
    cases="Mis läks valesti või mida küsiti",
    kinds={
        "complaint": "kaebus", "return": "tagastus", "question": "küsimus", "warranty": "garantii",
    },
    stages={
        "enquiry": "päring", "ordering": "tellimine", "payment": "maksmine",
        "delivery": "kohaletoimetamine", "use": "kasutamine", "after-sales": "pärast müüki",
    },
    solved="lahendatud, {date}: {words}",
    calls="Kõned meie telefoni nimekirjas",
    call_kinds={
        "in": "teilt", "out": "teile", "missed": "vastamata", "rejected": "tagasi lükatud",
        "voicemail": "kõnepost",
    },
    seconds="{seconds} sekundit",
    sheets="Nimekirjad, millel te trükis olite",
    changes="Millal me midagi muutsime",
    changed="{times} korda",
    source="Kust need andmed on",
    typed="Kirjutasime need ise sisse.",
    imported="Need võeti sisse failist.",
    unknown="Me ei tea enam, kuidas te meie raamatusse saite.",
    places="Need on kliendiraamatus meie oma arvutis. Ka trükitud nimekirjad, väljastatud failid ja"
    " raamatu varukoopiad võivad neid sisaldada.",
    rights="Teie õigused",
    rights_said=(
        "Juurdepääs: võite igal ajal küsida, mida me teie kohta hoiame.",
        "Parandamine: öelge meile, mis on valesti, ja me parandame selle.",
        "Kustutamine: võite paluda end unustada; mida seadus käsib hoida, näiteks arved, jääb alles"
        " nii kauaks.",
        "Piiramine: võite paluda, et me andmeid hoiaksime, kuid ei kasutaks.",
        "Vastuväide: võite paluda, et me teie andmeid ei kasutaks, reklaamiks igal ajal ja"
        " põhjuseta.",
        "Ülekandmine: võite oma andmed kaasa võtta; selleks on lehe kõrval olev fail.",
        "Kaebus: võite pöörduda oma riigi andmekaitseasutuse poole.",
    ),
    nothing="Mitte midagi.",
)  # fmt: skip
