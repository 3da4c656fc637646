"""The page in English."""

from smallcrm.output.disclosure.texts import DisclosureTexts

ENGLISH = DisclosureTexts(
    title="What we keep about you",
    under="{name}, on {date}",
    intro="This is everything that our customer book holds about you. The file beside this page"
    " holds the same for computer programs.",
    hidden="Where a text of ours names somebody else, the name was taken out.",
    another_person="[another person]",
    another_company="[another company]",
    who_we_are="Who we are",
    shop="Shop",
    no_shop="The shop that sent you this page",
    you="You",
    name="Name",
    nickname="Also called",
    company="Works at",
    job="Position",
    language="Language",
    birthday="Birthday",
    since="In our book since",
    handle="Our short name for you",
    number_there="Number in another program",
    archived="Put aside",
    restricted="Kept, but not used",
    yes="yes",
    talks="What we talked about",
    others="together with others",
    callbacks="What we meant to do",
    first_due="first meant for {date}",
    states={"open": "open", "done": "done", "dropped": "dropped"},
    orders="What you bought and sent back",
    statuses={
        "quote": "offer", "placed": "order", "delivered": "delivered", "paid": "paid",
        "done": "delivered and paid", "lost": "offer not taken", "return": "return",
    },
    number="no. {number}",
    total="in all {total}",
    cases="What went wrong or was asked",
    kinds={
        "complaint": "complaint", "return": "return", "question": "question",
        "warranty": "warranty",
    },
    stages={
        "enquiry": "enquiry", "ordering": "ordering", "payment": "payment",
        "delivery": "delivery", "use": "use", "after-sales": "after the sale",
    },
    solved="solved on {date}: {words}",
    calls="Calls in our telephone's list",
    call_kinds={
        "in": "from you", "out": "to you", "missed": "missed", "rejected": "rejected",
        "voicemail": "voicemail",
    },
    seconds="{seconds} seconds",
    sheets="Lists on which you were printed",
    changes="When we changed something",
    changed="{times} times",
    source="Where this comes from",
    typed="We typed it in ourselves.",
    imported="It was taken in from a file.",
    unknown="We do not know any more how you came into our book.",
    places="It is in a customer book on our own computer. Printed lists, exported files and backup"
    " copies of the book may hold it too.",
    rights="Your rights",
    rights_said=(
        "Access: you may ask at any time what we keep about you.",
        "Correction: tell us what is wrong, and we put it right.",
        "Erasure: you may ask us to forget you; what the law makes us keep, such as invoices,"
        " stays so long.",
        "Restriction: you may ask us to keep your data without using it.",
        "Objection: you may ask us not to use your data, for advertising at any time and without"
        " a reason.",
        "Portability: you may take your data with you; the file beside this page is for that.",
        "Complaint: you may turn to the data protection authority of your country.",
    ),
    nothing="Nothing.",
)  # fmt: skip
