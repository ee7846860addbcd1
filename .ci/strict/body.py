"""Bodies of documents in Markdown: headings of all forms, lists, notes, tables, landscape parts."""

from tables import LANDSCAPE, PORTRAIT, table

ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
LETTERS = "abcdđeghiklmn"


class Notes:
    """Marks of notes, and their texts, which come at the end of a body."""

    def __init__(self, writer):
        self.writer, self.texts = writer, []

    def mark(self):
        chance = self.writer.chance
        roll = chance.random()
        if roll < 0.5:
            text = f"Văn bản {self.writer.act()} {self.writer.day()}."
        elif roll < 0.85:
            text = self.writer.sentence()
        elif roll < 0.93:
            text = f"Xem {self.writer.url()}."
        else:
            text = self.writer.paragraph(5)
        self.texts.append(text)
        return f"[^{len(self.texts)}]"

    def lines(self):
        out = []
        for number, text in enumerate(self.texts, 1):
            out += [f"[^{number}]: {text}", ""]
        return out


class Body:
    """Fills about so many lines of pages with blocks of a plan."""

    def __init__(self, writer, room, plan):
        self.writer, self.chance = writer, writer.chance
        self.room, self.plan = room, plan
        self.notes = Notes(writer)
        self.lines, self.in_list = [], False
        self.articles = 0
        self.with_notes = plan["notes"]

    def add(self, *lines, cost=0):
        self.in_list = lines[-1][:2] in ("- ", "  ") or lines[-1][:1].isdigit() or lines[-1][1:3] == ") "
        self.lines += [*lines, ""]
        self.room -= cost or sum(1 + len(line) // 78 for line in lines)

    def text(self, most=5):
        text = self.writer.paragraph(most)
        if self.chance.random() < 0.12:
            text = self.writer.marked(text)
        if self.chance.random() < 0.05:
            text = text[:-1] + f" (xem {self.writer.url()})."
        if self.chance.random() < self.with_notes:
            text = text[:-1] + self.notes.mark() + "."
            if self.chance.random() < 0.2:
                head, _, tail = text.partition(", ")
                text = head + self.notes.mark() + (", " + tail if tail else "")
        return text

    def title(self):
        return self.writer.subject()

    def block(self):
        """A block of text under a heading."""
        roll = self.chance.random()
        if self.in_list or roll < 0.5:
            # A list that followed another at once would be one with it.
            self.add(self.text())
        elif roll < 0.6:
            self.bullets()
        elif roll < 0.7:
            self.numbered()
        elif roll < 0.77:
            self.points()
        elif roll < 0.8:
            self.add(self.text(2)[:-1] + ":", cost=2)
            self.bullets()
        elif roll < 0.81:
            self.add("> " + self.text(2))
        elif self.plan["tables"]:
            self.table()
        else:
            self.add(self.text(3))

    def bullets(self):
        out = []
        deep = self.chance.random() < 0.3
        for _ in range(self.chance.randint(2, 6)):
            out.append("- " + self.text(2))
            if deep and self.chance.random() < 0.5:
                out += ["  - " + self.text(1) for _ in range(self.chance.randint(1, 3))]
                if self.chance.random() < 0.3:
                    out += ["    - " + self.text(1) for _ in range(self.chance.randint(1, 3))]
        self.add(*out)

    def numbered(self):
        out = []
        deep = self.chance.random() < 0.3
        for number in range(1, self.chance.randint(3, 7)):
            out.append(f"{number}. {self.text(2)}")
            if deep and self.chance.random() < 0.4:
                out += ["   - " + self.text(1) for _ in range(self.chance.randint(1, 3))]
        self.add(*out)

    def points(self):
        for letter in LETTERS[: self.chance.randint(2, 6)]:
            self.add(f"{letter}) {self.text(2)}")

    def table(self, rows=None, room=PORTRAIT):
        lines = table(self.writer, self.notes, rows, room)
        cost = sum(1 + len(line) // 85 for line in lines)
        self.add(*lines, cost=cost)

    def landscape(self):
        self.lines += ["::: ngang", ""]
        if self.chance.random() < 0.5:
            self.add(self.text(2))
        self.table(self.chance.randint(3, 25), LANDSCAPE)
        if self.chance.random() < 0.3:
            self.add(self.text(2))
        self.lines += [":::", ""]
        self.room -= 15

    def fill(self):
        getattr(self, "by_" + self.plan["form"])()
        if self.plan["last"] == "table":
            self.table()
        return "\n".join([*self.lines, *self.notes.lines()]).rstrip() + "\n"

    def several(self, most):
        for _ in range(self.chance.randint(1, most)):
            self.block()
            if self.room < 0:
                return
        if self.plan["landscape"] and self.chance.random() < 0.2:
            self.plan["landscape"] -= 1
            self.landscape()

    def by_plain(self):
        self.block()
        while self.room > 0:
            self.block()

    def by_roman(self):
        """I. MỤC, 1. khoản with a title, a) điểm."""
        for number in ROMAN:
            if self.chance.random() < 0.15 and number == "I":
                self.add(self.text(2))
            self.add(f"# {number}. {self.title().upper()}")
            if self.plan["tables"] and self.chance.random() < 0.08:
                self.table()
            for small in range(1, self.chance.randint(2, 5)):
                self.add(f"## {small}. {self.title()}")
                if self.plan["tables"] and self.chance.random() < 0.06:
                    self.table()
                if self.chance.random() < 0.15:
                    for letter in LETTERS[: self.chance.randint(2, 4)]:
                        self.add(f"### {letter}) {self.title()}")
                        self.several(2)
                else:
                    self.several(4)
                if self.room < 0:
                    return
            if self.room < 0:
                return
        self.by_plain()

    def by_parts(self):
        """Phần, then Roman headings."""
        for part in ROMAN[:8]:
            self.add(f"# Phần {part}")
            self.add(f"# {self.title().upper()}")
            for number in ROMAN[: self.chance.randint(2, 4)]:
                self.add(f"## {number}. {self.title().upper()}")
                for small in range(1, self.chance.randint(2, 4)):
                    self.add(f"### {small}. {self.title()}")
                    self.several(4)
                    if self.room < 0:
                        return
        self.by_plain()

    def by_chapters(self):
        """Chương, Mục, Điều with titles, khoản, điểm."""
        for chapter in ROMAN:
            self.add(f"# Chương {chapter}")
            self.add(f"# {self.title().upper()}")
            sections = self.chance.choice([0, 0, 2, 3])
            for section in range(max(1, sections)):
                if sections:
                    self.add(f"## Mục {section + 1}")
                    self.add(f"## {self.title().upper()}")
                for _ in range(self.chance.randint(2, 4)):
                    self.articles += 1
                    self.add(f"### Điều {self.articles}. {self.title()}")
                    self.clauses()
                    if self.room < 0:
                        return
        self.by_plain()

    def clauses(self):
        if self.in_list:
            self.add(self.text(2))
        for number in range(1, self.chance.randint(2, 6)):
            self.add(f"{number}. {self.text(3)}")
            if self.chance.random() < 0.25:
                self.points()
            if self.room < 0:
                return
        if self.plan["tables"] and self.chance.random() < 0.12:
            self.table()

    def by_articles(self):
        """Articles with running text, as decisions have them."""
        while True:
            self.articles += 1
            if self.chance.random() < 0.8:
                self.add(f"**Điều {self.articles}.** {self.text(3)}")
                if self.chance.random() < 0.4:
                    self.clauses()
            else:
                self.add(f"## Điều {self.articles}. {self.title()}")
                self.clauses()
            if self.plan["tables"] and self.chance.random() < 0.1:
                self.table()
            if self.room < 0 and self.articles > 2:
                return
