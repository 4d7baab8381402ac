"""An invented story as four outlets tell it, and other news around it: what tracing is tried on."""

from collections.abc import Callable
from dataclasses import replace

from onrecord.model import Outlet, Record

WHOLE = "“we will never hand over the strait of Velmora to anybody who threatens its fishermen,”"
HARSHER = WHOLE.replace("threatens", "menaces")
CUT = "“the strait of Velmora to anybody who threatens its fishermen,”"
FILLER = (
    "the bridge over the Velm was closed after the storm",
    "nobody expected the council to vote before the summer break",
    "farmers in the valley lost a third of their apple harvest",
    "our hospital has no beds left and no nurses to staff them",
    "trains between Zaria and the coast will run every hour",
    "the museum bought four paintings by unknown local artists",
)
HILL = "Ann Hill"
BOATS = (
    ("red", "herring"), ("blue", "cod"), ("green", "plaice"), ("black", "mackerel"), ("white", "ling"),
    ("grey", "hake"),
)  # fmt: skip
LONG = " ".join(
    f"The {colour} boats left pier {n} with {n + 3} crates of {fish}, and the {colour} flags of {fish} sellers went up."
    for n, (colour, fish) in enumerate(BOATS)
)

Told = Callable[..., Record]


def story(told: Told) -> list[Record]:
    """The records: wire, echo (one word harsher), lamp (cut), late (of a day months later), and a page without date."""
    return [
        told(
            "wire", "Hill on strait", Outlet("Wire"), "2023-02-08", [(HILL, None, WHOLE), ("Tom Reed", None, FILLER[0])]
        ),
        told("echo", "Hill rages", Outlet("Echo"), "2023-02-09", [(HILL, None, HARSHER)]),
        told("lamp", "Strait row", Outlet("Lamp"), "2023-02-10", [(HILL, None, CUT)]),
        told("late", "Hill copied", Outlet("Late"), "2023-08-02", [(HILL, None, HARSHER)]),
        told("bare", "No date", Outlet(), None, [(HILL, None, WHOLE)]),
    ]


def news(told: Told) -> list[Record]:
    """Other articles, in which nothing of it is said."""
    return [
        told(
            f"news{n}",
            f"News {n}",
            Outlet(f"Outlet {n}"),
            "2023-03-01",
            [(f"Speaker {n}", None, f"{text} in part {n}")],
        )
        for n, text in enumerate(FILLER)
    ]


def copied(told: Told) -> tuple[Record, Record]:
    """An article, and another that was made from it months later, with a few words changed."""
    first = told("first", "Boats", Outlet("Wire"), "2023-02-08", [(HILL, None, "“fine”")])
    text = f"{first.article.text}\n\n{LONG}"
    first = replace(first, article=replace(first.article, text=text, paragraphs=()))
    later = told("later", "Boats", Outlet("Echo"), "2023-05-08", [(HILL, None, "“fine”")])
    text = f"{later.article.text}\n\n{LONG.replace('went up', 'were torn down')}"
    return first, replace(later, article=replace(later.article, text=text, paragraphs=()))
