"""Invented articles for the fixtures of chancery-ingest: no person, outlet or event in them is real."""
from datetime import datetime, timedelta, timezone

PLACES = ["Veldhaven", "Port Osric", "Karsund", "Tarnow Bridge", "Lower Ambria", "Ostrava Quay", "Mirefield", "Sant Aurel"]
PEOPLE = ["Ilse Marrow", "Tomasz Velde", "Amara Osei-Lund", "Björn Håkanson", "Renée Calloway", "Idris Kamaluddin", "Petra O’Dell", "Zoë Lindqvist"]
BODIES = ["the grain commission", "the ministry of fisheries", "the border council", "the river authority", "the customs union", "the ferry board"]
TOPICS = ["grain tariffs", "the shared reservoir", "fishing quotas", "the rail crossing", "prisoner visits", "the price of gas"]
HEADLINES = [
    "{place} talks on {topic} end without a signature",
    "“We will be back”: {person} leaves {place} after one day",
    "Delegates return to {place} for {topic}",
    "{body} & its neighbours agree to meet on {topic}",
    "What the accord of 12 March 2019 left open about {topic}",
    "Envoy {person} to visit {place} next month",
]
PARAGRAPHS = [
    ["Delegates from five towns met in {place} to discuss {topic}, the first such meeting in two years, and agreed that the next one would be held before the winter.",
     "{Body} sent its deputy head, {person}, to {place} with a list of eleven demands that had been agreed with the mayors of the valley.",
     "After a day of talks on {topic} the two sides in {place} parted without a paper, though both said that the doors would stay open.",
     "The quarrel over {topic} has kept the towns around {place} apart since the spring, when the old agreement ran out."],
    ["“Nobody came here to sign anything today,” {person} told reporters on the steps of the town hall. “We came to listen, and we heard a good deal.”",
     "{person} said that {body} had asked for more time & would answer in writing; the letter is expected to go out within ten days.",
     "A spokesman for {body} denied that money had been offered, and called reports of a secret annex “a story for the long evenings”.",
     "{person}, who leads the delegation, warned that the harvest would not wait for the lawyers to finish their reading."],
    ["The mayor of {place} offered the old customs house as a seat for the commission. Its roof was mended last year at a cost of 40,000 crowns.",
     "Fishermen had blocked the harbour in the morning with some thirty boats; they let the ferry through once the delegates had landed.",
     "An earlier round broke off over the wording of the third article, which says who is to pay for the upkeep of the bridge.",
     "Two of the five towns have said that they would rather leave the union than accept the tables in their present form."],
    ["The delegates are to meet again at {place} in the autumn, unless the council calls them back before that.",
     "A report on {topic} is due at the end of the month; it will be read first to the council, and then to the public.",
     "Neither side would say who is to lead the talks from now on.",
     "The draft runs to sixty pages, and few of those who quarrel over it are thought to have read them all."],
]
OUTLETS = [("The Veldhaven Courier", "www.veldhaven-courier.example"), ("Karsund Herald", "karsundherald.example"),
           ("Ambria Today", "news.ambria-today.example"), ("The Mirefield Post", "www.mirefieldpost.example")]
GERMAN = ["Die Abgesandten von fünf Städten trafen sich am Freitag in Karsund, um über die Fischerei zu sprechen, und wollen sich vor dem Winter noch einmal treffen.",
          "„Heute wollte niemand etwas unterschreiben“, sagte die Sprecherin der Kommission vor dem Rathaus. Die Gespräche seien offen und freundlich gewesen.",
          "Der Bürgermeister bot das alte Zollhaus als Sitz der Kommission an. Das Dach wurde im vergangenen Jahr ausgebessert."]


class Story:
    """One article: title, paragraphs, author, publisher, host, url, date (a datetime or None), language."""

    def __init__(self, number):
        pick = lambda of, salt: of[(number * 7 + salt * 3 + number // len(of)) % len(of)]
        self.number = number
        body = pick(BODIES, 1)
        slots = {"place": pick(PLACES, 2), "person": pick(PEOPLE, 3), "topic": pick(TOPICS, 4), "body": body,
                 "Body": body[0].upper() + body[1:]}
        title = HEADLINES[number % len(HEADLINES)].format(**slots)
        self.title = title[0].upper() + title[1:]
        self.paragraphs = [pick(part, salt).format(**slots) for salt, part in enumerate(PARAGRAPHS)]
        self.author = pick(PEOPLE, 5)
        self.publisher, self.host = OUTLETS[number % len(OUTLETS)]
        self.date = datetime(2024, 9, 20, 6, 15, tzinfo=timezone.utc) + timedelta(hours=31 * number)
        self.language = "en"
        if number == 7:
            self.language, self.paragraphs = "de", GERMAN
            self.title = "Fünf Städte sprechen in Karsund über die Fischerei"
        if number == 10:
            # Its headline holds a date, which must not become the article's.
            self.date = None
        self.url = f"https://{self.host}/{'world' if number % 2 else 'region'}/{number:03}-story"

    @property
    def text(self):
        return "\n\n".join(self.paragraphs)

    @property
    def iso(self):
        return self.date.isoformat() if self.date else None


def stories(count=24):
    return [Story(number) for number in range(count)]
