"""The words of an invented furnishing shop: names, towns, companies, and what is said on the phone.

Every text is made up; a name stands for nobody.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Land:
    """Where a part of the customers lives; `area` is the country code of its phone numbers."""

    code: str
    language: str
    area: str
    phone_starts: tuple[str, ...]
    first_names: tuple[str, ...]
    surnames: tuple[str, ...]
    towns: tuple[str, ...]
    streets: tuple[str, ...]
    trades: tuple[str, ...]
    suffixes: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ESTONIA = Land(
    code="EE",
    language="et",
    area="372",
    phone_starts=("50", "51", "52", "53", "55", "56", "57", "58"),
    first_names=_words(
        "Aivar Aleksei Andres Anna Anneli Annika Anu Ants Birgit Eda Eero Elena Ene Eve Gunnar Heli"
        " Henri Ilona Ivo Jaan Janek Juhan Kadri Kaido Kai Karin Katrin Kersti Kristjan Külli Laine"
        " Lauri Leelo Liis Maarja Madis Margus Mart Mati Merike Oskar Peeter Piret Priit Raivo Reet"
        " Siim Sirje Taavi Tarmo Tiina Toomas Tõnu Urmas Ülle Veiko Viive"
    ),
    surnames=_words(
        "Aasmäe Allik Erm Haav Hunt Ilves Jõgi Järv Kallas Kangur Kask Kivi Kool Kuusk Käär Laas"
        " Lepik Liiv Luik Lääts Metsik Mägi Männik Nõmm Oja Orav Paju Pihlak Põder Põld Raud Rebane"
        " Roos Saar Salu Sepp Soo Šild Tamm Tarvas Teder Toom Uibo Vaher Varik Veski Viira Võsu"
    ),
    towns=_words(
        "Tallinn Tartu Pärnu Narva Viljandi Rakvere Võru Valga Haapsalu Kuressaare Paide Jõhvi"
    ),
    streets=_words("Pikk Aia Kooli Jaama Mere Pargi Kase Tööstuse Lai Võidu Turu Metsa"),
    trades=_words(
        "Mööbel Kontor Ehitus Kohvik Hotell Aiand Valgus Tekstiil Puit Disain Pagar Trükk Kodu"
    ),
    suffixes=("OÜ", "OÜ", "OÜ", "AS"),
)

LATVIA = Land(
    code="LV",
    language="lv",
    area="371",
    phone_starts=("20", "22", "25", "26", "27", "28", "29"),
    first_names=_words(
        "Agnese Aija Aivars Andris Anita Arvis Baiba Dace Daiga Edgars Elīna Ēriks Gatis Gints Guna"
        " Ieva Ilze Inese Ivars Jānis Juris Kārlis Kristīne Laila Laura Līga Madara Māris Mārtiņš"
        " Normunds Oskars Pēteris Raimonds Rita Roberts Sandra Santa Sarmīte Signe Uldis Valdis"
        " Vija Zane Ģirts Žanis"
    ),
    surnames=_words(
        "Apinis Āboliņš Balodis Bērziņš Briedis Celmiņš Dambis Eglītis Gailis Graudiņš Jansons"
        " Kalniņš Kļaviņš Krastiņš Krūmiņš Lapiņš Lācis Liepiņš Lūsis Mednis Muižnieks Ozols"
        " Paegle Pētersons Priede Purmalis Riekstiņš Roze Rudzītis Saulītis Siliņš Skujiņš Sproģis"
        " Straume Strazdiņš Vanags Vilks Vītols Zariņš Zvirbulis Šteins"
    ),
    towns=_words(
        "Rīga Liepāja Jelgava Ventspils Valmiera Cēsis Sigulda Jūrmala Ogre Kuldīga Tukums Talsi"
    ),
    streets=_words("Brīvības Skolas Parka Dzirnavu Liepu Stacijas Tirgus Ostas Upes Lielā"),
    trades=_words(
        "Mēbeles Birojs Būve Kafejnīca Viesnīca Dārzs Gaisma Audumi Koks Dizains Maiznīca Māja"
    ),
    suffixes=("SIA", "SIA", "SIA", "AS"),
)

NORWAY = Land(
    code="NO",
    language="no",
    area="47",
    phone_starts=("40", "41", "45", "46", "48", "90", "91", "92", "95", "97", "99"),
    first_names=_words(
        "Anders Anne Arne Asbjørn Astrid Bente Berit Bjørn Camilla Eirik Elin Else Espen Frode"
        " Geir Grete Gro Gunn Hanne Hege Håkon Inger Ingrid Jens Jorunn Kari Kjell Knut Lars Liv"
        " Magnus Marit Morten Nina Odd Ola Øyvind Per Ragnhild Randi Rune Silje Sissel Solveig"
        " Stein Svein Tone Torbjørn Trond Turid Åse"
    ),
    surnames=_words(
        "Aasen Bakken Berge Bjerke Brekke Bråten Dahl Eide Engen Fjeld Foss Gundersen Hagen"
        " Halvorsen Haugen Helland Holm Kjørbo Knudsen Kolstad Lie Lund Løken Moen Myhre Nygård"
        " Næss Opdal Rognli Ruud Rønning Sandvik Skaar Solberg Strand Sæther Sørlie Thune Torp"
        " Tveit Vik Ødegård Østby Åsheim"
    ),
    towns=_words(
        "Oslo Bergen Trondheim Stavanger Drammen Tromsø Bodø Ålesund Hamar Moss Larvik Førde"
    ),
    streets=_words("Storgata Kirkegata Havnegata Skolegata Strandveien Bakkeveien Fjordgata"),
    trades=_words(
        "Møbler Kontor Bygg Kafé Hotell Hage Lys Tekstil Tre Design Bakeri Trykk Interiør"
    ),
    suffixes=("AS", "AS", "AS", "ANS"),
)

LANDS = (ESTONIA, LATVIA, NORWAY)

TAGS = (
    *_words("prospect vip newsletter wholesale restaurant hotel school office garden kitchen"),
    *_words("fair-2025 fair-2026 invoice-late catalogue architect municipality café ärikingitus"),
)
ROLES = ("owner", "purchasing", "accountant", "manager", "architect", "secretary", "warehouse", "")
PRODUCTS = (
    *_words("chairs tables lamps shelves sofas desks benches curtains rugs mirrors armchairs beds"),
    *_words(
        "stools cupboards wardrobes mattresses cushions blinds planters parasols lockers racks"
    ),
    *("oak tables", "bar stools", "folding chairs", "garden sets", "desk lamps", "meeting tables"),
    *("pine shelves", "wool blankets", "door handles", "coat stands", "linen towels"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTHS = _words("January February March April May June August September October November December")

OPENINGS = (
    "asked the price of {n} {product}, wants a quote",
    "asked whether {n} {product} are in stock",
    "ordered {n} {product} for {place}",
    "ordered {n} more {product}, the same as in {month}",
    "wants to see the {product} in the shop on {day}",
    "delivery of order {order} moved to {day}",
    "confirmed order {order}, {n} {product}",
    "the invoice {order} is paid",
    "the invoice {order} of {money} euros is still open, promised to pay by {day}",
    "complained about scratches on the {product} of order {order}",
    "two of the {n} {product} came without screws",
    "sent the catalogue and the new price list",
    "sent the quote for {n} {product}, {money} euros with transport",
    "no answer, tried twice",
    "left a message about the {product} with {who}",
    "not at the desk, call again after lunch on {day}",
    "is opening a second place in {place} in {month} and will need {product}",
    "asked for a discount on {n} {product}, offered 5 percent",
    "asked for samples of the fabric for the {product}",
    "talked about the season and the weather, nothing to order now",
    "the {product} arrived in {place}, everyone is happy",
    "wants to return {n} {product} that were not unpacked",
    "is away until {month}, {who} decides meanwhile",
    "has a new address in {place}, the phone stays the same",
    "compares our {product} with another offer of {money} euros",
    "needs the drawings of the {product} before {day}",
    "asked who repairs the {product} under warranty",
    "met at the fair in {place}, took a card and a brochure",
    "measured the room in {place}, {n} {product} fit along the wall",
    "decided against the {product}, too dear this year",
    "küsis {n} tooli hinda, saadan pakkumise",
    "tellis juurde {n} lauda, tarne {place}",
    "arve {order} on makstud, aitäh öeldud",
    "jautāja par galdu cenām, vajag {n} gabalus",
    "pasūtīja {n} krēslus, piegāde uz {place}",
    "solīja samaksāt rēķinu {order} līdz piektdienai",
    "spurte om prisen på {n} stoler, vil ha tilbud",
    "bestilte {n} bord til kontoret på {place}",
    "fakturaen {order} er betalt, alt i orden",
)
ENDINGS = (
    "",
    "",
    "",
    "",
    "; he decides on {day}",
    "; she talks to {who} first",
    "; call again in {month}",
    "; would like {who} to come and measure before {month}",
    ", transport through {place} costs {money} euros extra",
    ", the colour has to match the {product} from last year",
    ", send the papers by e-mail and not by post",
    ", mind the stairs, call an hour before",
    ", asked to write it down",
    "; the budget is {money} euros and the board meets on {day}",
    ", in a hurry",
    ", friendly talk",
)
REASONS = (
    "send the quote for {n} {product}",
    "ask whether the {product} arrived",
    "ask what was decided about order {order}",
    "remind of the invoice {order}",
    "send samples for the {product}",
    "agree on a day for the delivery to {place}",
    "call back after the talk with {who}",
    "offer the new {product}",
)
