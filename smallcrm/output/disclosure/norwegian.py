"""The page in Norwegian."""

from smallcrm.output.disclosure.texts import DisclosureTexts

NORWEGIAN = DisclosureTexts(
    title="Dette har vi lagret om deg",
    under="{name}, {date}",
    intro="Her står alt som kundeboken vår har om deg. Filen ved siden av denne siden har det samme"
    " for dataprogrammer.",
    hidden="Der teksten vår nevner noen andre, er navnet tatt ut.",
    another_person="[en annen person]",
    another_company="[et annet firma]",
    who_we_are="Hvem vi er",
    shop="Butikk",
    no_shop="Butikken som sendte deg denne siden",
    you="Du",
    name="Navn",
    nickname="Også kalt",
    company="Arbeidssted",
    job="Stilling",
    language="Språk",
    birthday="Fødselsdag",
    since="I boken vår siden",
    handle="Kortnavnet vårt på deg",
    number_there="Nummer i et annet program",
    archived="Lagt til side",
    restricted="Lagret, men ikke i bruk",
    yes="ja",
    talks="Det vi snakket om",
    others="sammen med andre",
    callbacks="Det vi ville gjøre",
    first_due="første frist: {date}",
    states={"open": "ikke gjort", "done": "gjort", "dropped": "sløyfet"},
    orders="Det du kjøpte og leverte tilbake",
    statuses={
        "quote": "tilbud", "placed": "ordre", "delivered": "levert", "paid": "betalt",
        "done": "levert og betalt", "lost": "tilbud ikke antatt", "return": "retur",
    },
    number="nr. {number}",
    total="i alt {total}",
    cases="Det som gikk galt eller ble spurt om",
    kinds={
        "complaint": "klage", "return": "retur", "question": "spørsmål", "warranty": "garanti",
    },
    stages={
        "enquiry": "forespørsel", "ordering": "bestilling", "payment": "betaling",
        "delivery": "levering", "use": "bruk", "after-sales": "etter salget",
    },
    solved="løst, {date}: {words}",
    calls="Samtaler i telefonlisten vår",
    call_kinds={
        "in": "fra deg", "out": "til deg", "missed": "tapt", "rejected": "avvist",
        "voicemail": "talepost",
    },
    seconds="{seconds} sekunder",
    sheets="Lister du sto trykt på",
    changes="Når vi endret noe",
    changed="{times} ganger",
    source="Hvor opplysningene kommer fra",
    typed="Vi skrev dem inn selv.",
    imported="De ble hentet fra en fil.",
    unknown="Vi vet ikke lenger hvordan du kom inn i boken vår.",
    places="De står i en kundebok på vår egen datamaskin. Trykte lister, eksporterte filer og"
    " sikkerhetskopier av boken kan også ha dem.",
    rights="Rettighetene dine",
    rights_said=(
        "Innsyn: du kan når som helst spørre hva vi har lagret om deg.",
        "Retting: si fra om noe er feil, så retter vi det.",
        "Sletting: du kan be oss glemme deg; det loven pålegger oss å ta vare på, som fakturaer,"
        " blir så lenge.",
        "Begrensning: du kan be oss lagre opplysningene uten å bruke dem.",
        "Innsigelse: du kan be oss ikke bruke opplysningene dine, til reklame når som helst og uten"
        " grunn.",
        "Dataportabilitet: du kan ta opplysningene med deg; filen ved siden av denne siden er til"
        " det.",
        "Klage: du kan henvende deg til datatilsynet i landet ditt.",
    ),
    nothing="Ingenting.",
)  # fmt: skip
