"""Writes exports of news databases as test files, with what should be read from each.

    pip install python-docx==1.2.0
    python3 tools/make_export_fixtures.py crates/chancery-ingest/tests/exports

The articles are of our own invention, as are their people, papers and most places. Layouts follow the documented ones
of Nexis Uni (DOCX, RTF), the old Nexis (text) and Factiva (HTML, XML, RTF, text), with the slips that real
exports have: missing by-lines, headlines of two lines, dates in other languages, marks as words of the text. The DOCX
is written by python-docx, all else by hand. `expected.jsonl` has one line an article: file, title, published, publisher,
author, language, text, or what is missing where it should be listed as not parsed.
"""
import html
import io
import json
import sys
import textwrap
import zipfile
from pathlib import Path

NBSP = "\u00a0"

SENTENCES = [
    "The envoys of Velden and Marovia met in Lund on Thursday to speak about the fishing grounds.",
    "Ada Person, who leads the Veldish delegation, said that the talks had been “long but useful”.",
    "A ferry line that was closed in spring will open again in June, the port authority said.",
    "The foreign minister of Marovia, Ben Sample, arrived by train with eleven aides.",
    "No date was set for a second round, but both sides hope to meet before winter.",
    "Farmers blocked the road to the border for three hours and then went home.",
    "The harbour council approved the treaty by nine votes to two.",
    "A spokesman for the islands called the plan “a map without a sea”.",
    "Customs officers from both countries will share one building on the bridge.",
    "The prime minister thanked the mediators & their staff, and left without taking questions.",
]

# headline lines, publication, date as printed, ISO (None: no day), by-line, section
HEADS = [
    (["Envoys meet in Lund over fishing grounds"], "The Harbour Post", "January 11, 2010 Monday", "2010-01-11", "Ada Writer", "NEWS; Pg. 7A"),
    (["Marovia sends eleven aides to the talks"], "The Harbour Post(Lund)", "January 12, 2010 Tuesday 9:20 AM GMT", "2010-01-12T09:20:00Z", "Ada Writer and Cy Reporter", "WORLD; Pg. 2"),
    (["Ferry line opens again in June"], "Velden Courier", "13 January 2010", "2010-01-13", None, "NEWS"),
    (["Harbour council votes for the treaty"], "Velden Courier", "January 14, 2010 Thursday Final Edition", "2010-01-14", "Dee Scribe", "LOCAL; Pg. 1"),
    (["A map without a sea:", "islanders reject the plan"], "Island Gazette", "Friday, January 15, 2010", "2010-01-15", "Eve Columnist", "OPINION"),
    (["Zoll und Brücke: ein Haus für zwei Länder"], "Hafenbote", "16. Januar 2010 Samstag", "2010-01-16", "Fritz Schreiber", "POLITIK"),
    (["Les pêcheurs attendent l'accord"], "Le Courrier du port", "17 janvier 2010 dimanche", "2010-01-17", "Gaëlle Plume", "MONDE"),
    (["Farmers block the border road"], "Marovia Daily", "January 18, 2010 Monday 6:05 PM EST", "2010-01-18T18:05:00-05:00", "Hal Reporter", "NEWS"),
    (["September 11, 2031"], "Marovia Daily", "January 19, 2010 Tuesday", "2010-01-19", "Ida Essayist", "BOOKS"),
    (["Body of evidence grows, says minister"], "The Harbour Post", "January 20, 2010 Wednesday", "2010-01-20", "Jo Writer", "NEWS"),
    (["Classification of secrets to end"], "The Harbour Post", "January 21, 2010 Thursday", "2010-01-21", "Jo Writer", "NEWS"),
    (["Graphic novel tells of the strait"], "Velden Courier", "January 22, 2010 Friday", "2010-01-22", "Kay Critic", "ARTS"),
    (["Mediators thanked as talks end"], "Velden Courier", "January 23, 2010 Saturday", "2010-01-23", None, None),
    (["The strait, a year on"], "Strait Quarterly", "January 2010", None, "Lou Essayist", "FEATURES"),
    (["“Useful”, says Person – 東京 watches, too"], "Velden Courier", "January 24, 2010 Sunday", "2010-01-24", "Мария Перо", "NEWS"),
    (["Bridge opens; customs share a house"], "Marovia Daily(Capital edition)", "1 February 2010 Monday 14:30", "2010-02-01T14:30:00", "Max Reporter", "NEWS"),
    (["Envoys part without a date"], "Island Gazette", "February 2, 2010 Tuesday", "2010-02-02", "Ned Writer", "NEWS"),
    (["Fish first, says the council"], "Island Gazette", "February 3, 2010 Wednesday", "2010-02-03", "Ona Writer", "NEWS"),
    (["No day is printed on this one"], "Island Gazette", None, None, "Pat Writer", "NEWS"),
    (["A layout of its own"], "Marovia Daily", "February 4, 2010 Thursday", "2010-02-04", "Quin Writer", "NEWS"),
    (["Letters: the sea belongs to nobody"], "The Harbour Post", "Feb. 5, 2010 Friday", "2010-02-05", None, "LETTERS"),
    (["Train brings the minister home"], "Marovia Daily", "1er février 2010 lundi 10h30", "2010-02-01T10:30:00", "Rae Reporter", "NEWS"),
    (["Winter is near, talks are not"], "The Harbour Post", "February 7, 2010 Sunday Correction Appended", "2010-02-07", "Sam Writer", "NEWS"),
    (["Nine to two: how the vote was won"], "The Harbour Post", "February 8, 2010 Monday", "2010-02-08", "Tia Writer", "POLITICS"),
]
UNDATED, ODD, MARKED_BODY, MARKED_CLASS, MARKED_GRAPHIC, BARE = 18, 19, 9, 10, 11, 12
LANGUAGES = {5: ("de", "GERMAN; DEUTSCH", "Deutsch"), 6: ("fr", "FRENCH", "Français")}


def body(at):
    paragraphs = [
        " ".join(SENTENCES[(at * 3 + offset + step) % len(SENTENCES)] for step in range(2)) for offset in range(0, 6, 2)
    ]
    extra = {MARKED_BODY: "Body", MARKED_CLASS: "Classification", MARKED_GRAPHIC: "Graphic"}.get(at)
    if extra:
        paragraphs.insert(1, extra)
    return paragraphs


def articles():
    for at, (lines, publication, printed, iso, byline, section) in enumerate(HEADS):
        yield {
            "at": at,
            "lines": lines,
            "title": " ".join(lines),
            "publication": publication,
            "publisher": publication.split("(")[0],
            "printed": printed,
            "iso": iso,
            "byline": byline,
            "section": section,
            "body": body(at),
            "language": LANGUAGES.get(at, ("en", "ENGLISH", "English")),
        }


EXPECTED = []


def expect(file, article, missing=None, **changes):
    if missing:
        EXPECTED.append({"file": file, "missing": missing})
        return
    row = {
        "file": file,
        "title": article["title"],
        "published": article["iso"],
        "publisher": article["publisher"],
        "author": article["byline"],
        "language": article["language"][0],
        "text": "\n\n".join(article["body"]),
    }
    row.update(changes)
    EXPECTED.append(row)


# Nexis Uni: (text, style) with style one of "", "title", "mark" and "page" (a page begins).
def nexis_uni(file):
    rows = [
        ("User Name: = A Reader", ""),
        ("Date and Time: = Tuesday, March 2, 2010 9:00:00" + NBSP + "AM CET", ""),
        ("Job Number: = 92740298", ""),
        (f"Documents ({len(HEADS)})", ""),
    ]
    for number, article in enumerate(articles(), 1):
        rows += [
            (f"{number}. {article['title']}", ""),
            ("Client/Matter: -None-", ""),
            ("Search Terms: envoys and treaty", ""),
            ("Search Type: Natural Language", ""),
            ("Narrowed by:", ""),
            ("Content Type", ""),
            ("Narrowed by", ""),
            ("News", ""),
            ("Timeline: Jan 01, 2010 to Mar 01, 2010", ""),
        ]
    for article in articles():
        at = article["at"]
        rows += [(line, "title" if place else "title page") for place, line in enumerate(article["lines"])]
        rows.append((article["publication"], ""))
        if article["printed"]:
            rows.append((article["printed"], ""))
        rows.append(("Copyright 2010 Invented Media All Rights Reserved", ""))
        if article["section"]:
            rows.append((f"Section:{NBSP}{article['section']}", ""))
        rows.append((f"Length:{NBSP}{len(' '.join(article['body']).split())} words", ""))
        if article["byline"]:
            rows.append((f"Byline:{NBSP}{article['byline']}", ""))
        if at % 5 == 1:
            rows.append((f"Highlight:{NBSP}What both sides hope for.", ""))
        if at != ODD:
            rows.append(("Body", "mark"))
        rows += [(paragraph, "") for paragraph in article["body"]]
        if at in (MARKED_GRAPHIC, BARE):
            rows += [("Graphic", "mark"), ("Image, a map of the strait, Invented Media", "")]
        if at != 16:
            rows += [
                ("Classification", "mark"),
                (f"Language: {article['language'][1]}", ""),
                ("Publication-Type: Newspaper", ""),
                ("Subject: TREATIES (90%); FISHING (78%)", ""),
                ("Geographic: LUND, SWEDEN (73%)", ""),
            ]
        rows += [("Load-Date: March 1, 2010", ""), ("End of Document", "mark")]
        if at == UNDATED:
            expect(file, article, "date below the publication")
        elif at == ODD:
            expect(file, article, 'line "Body"')
        else:
            expect(file, article, **({"language": None} if at == 16 else {}))
    return rows


def write_docx(path, rows):
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = "Page 1 of 3, Body"
    for text, style in rows:
        if "page" in style:
            document.add_page_break()
        if "title" in style:
            document.add_heading(text, 1)
        else:
            document.add_paragraph().add_run(text).bold = "mark" in style or None
    document.save(path)


def rtf_text(text):
    out = []
    for character in text:
        if character in "\\{}":
            out.append("\\" + character)
        elif character == NBSP:
            out.append("\\~")
        elif ord(character) < 128:
            out.append(character)
        else:
            try:
                out.append("".join(f"\\'{byte:02x}" for byte in character.encode("cp1252")))
            except UnicodeEncodeError:
                unit = character.encode("utf-16-le")
                for at in range(0, len(unit), 2):
                    number = int.from_bytes(unit[at : at + 2], "little", signed=True)
                    out.append(f"\\u{number}?")
    return "".join(out)


RTF_HEAD = (
    "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f1\\fswiss Arial;}}\n"
    "{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}}\n"
    "{\\info{\\title Export}{\\author A Reader}}{\\header\\pard Page header, Body\\par}\n"
)


def write_rtf(path, rows):
    out = [RTF_HEAD]
    for text, style in rows:
        page = "\\page\n" if "page" in style else ""
        if "title" in style:
            out.append(f"{page}\\pard\\s1{{\\b\\fs32 {rtf_text(text)}}}\\par\n")
        elif "mark" in style:
            out.append(f"\\pard\\s0{{\\b {rtf_text(text)}}}\\par\n")
        else:
            out.append(f"\\pard\\s0\\f0 {rtf_text(text)}\\par\n")
    path.write_bytes(("".join(out) + "}").encode("ascii"))


def centred(text):
    return text.center(78).rstrip()


def nexis_text(file):
    lines = ["Download Request: All Documents", "Time Of Request: Monday, March 01, 2010  09:00:00 EST", "",
             "Send To:", "", "READER, A", "INVENTED LIBRARY", "", "Terms: (envoys and treaty)", "",
             "Source: All English Language News", "Project ID: none", "", ""]
    for article in articles():
        at = article["at"]
        marker = {5: f"Dokument {at + 1} von {len(HEADS)}", 6: f"Document {at + 1} de {len(HEADS)}"}.get(
            at, f"{at + 1} of {len(HEADS)} DOCUMENTS")
        names = {5: ("AUTOR", "RUBRIK", "LÄNGE", "Wörter", "SPRACHE"), 6: ("AUTEUR", "RUBRIQUE", "LONGUEUR", "mots", "LANGUE")}.get(
            at, ("BYLINE", "SECTION", "LENGTH", "words", "LANGUAGE"))
        lines += [centred(marker), "", ""]
        if at % 7 == 4:
            lines += [centred("Copyright 2010 Invented Media"), centred("All Rights Reserved"), ""]
        lines += [centred(article["publication"]), ""]
        printed, edition = article["printed"], None
        for ending in ("Final Edition", "Correction Appended"):
            if printed and printed.endswith(ending):
                printed, edition = printed[: -len(ending)].strip(), ending
        if printed:
            lines += [centred(printed)]
        if edition:
            lines += [centred(edition)]
        lines += [""] + article["lines"] + [""]
        if article["byline"]:
            lines += [f"{names[0]}: {article['byline']}", ""]
        if article["section"]:
            lines += [f"{names[1]}: {article['section']}", ""]
        if at != ODD:
            lines += [f"{names[2]}: {len(' '.join(article['body']).split())} {names[3]}", ""]
        if at % 5 == 1:
            lines += ["DATELINE: LUND", ""]
        for paragraph in article["body"]:
            lines += textwrap.wrap(paragraph, 78) + [""]
        lines += ["LOAD-DATE: March 1, 2010", "", f"{names[4]}: {article['language'][1]}", ""]
        if at in (MARKED_GRAPHIC, BARE):
            lines += ["GRAPHIC: Image, a map of the strait,", "Invented Media", ""]
        lines += ["PUBLICATION-TYPE: Newspaper", "", ""]
        if at % 7 != 4:
            lines += [centred("Copyright 2010 Invented Media"), centred("All Rights Reserved"), "", ""]
        if at == UNDATED:
            expect(file, article, "date below the publication")
        elif at == ODD:
            expect(file, article, 'line "LENGTH:" above its body')
        else:
            expect(file, article)
    return "\r\n".join(lines)


FACTIVA_DATES = {5: "16. Januar 2010", 6: "17 janvier 2010", 7: "18 de enero de 2010", 8: "19 gennaio 2010", 14: "24 января 2010 г.", 17: "2010 年 2 月 3 日"}
MONTHS = "January February March April May June July August September October November December".split()


def factiva(article):
    """Printed date, time and ISO date, accession number."""
    at = article["at"]
    iso = (article["iso"] or f"2010-01-{at + 10}")[:10]
    year, month, day = iso.split("-")
    printed = FACTIVA_DATES.get(at, f"{int(day)} {MONTHS[int(month) - 1]} {year}")
    time = "15:21" if at % 3 == 0 else "08:37 PM" if at % 3 == 1 else None
    clock = {"15:21": "T15:21:00", "08:37 PM": "T20:37:00", None: ""}[time]
    number = f"INVNTD00{iso.replace('-', '')}e6{at:07d}"
    return printed, time, iso + clock, number


def factiva_fields(article):
    printed, time, _, number = factiva(article)
    at = article["at"]
    fields = [("SE", [article["section"]])] if article["section"] else []
    fields += [("HD", [article["title"]])]
    if article["byline"]:
        fields += [("BY", [f"By {article['byline']}"])]
    fields += [("WC", [f"{len(' '.join(article['body']).split())} words"])]
    if at != UNDATED:
        fields += [("PD", [printed])]
    if time:
        fields += [("ET", [time])]
    if at != ODD:
        fields += [("SN", [article["publisher"]])]
    fields += [
        ("SC", ["INVNTD"]),
        ("PG", ["7"]),
        ("LA", [article["language"][2]]),
        ("CY", ["(c) 2010 Invented Media. All rights reserved."]),
        ("LP", article["body"][:1]),
        ("TD", article["body"][1:]),
        ("NS", ["gdip : Diplomacy | gtrea : Treaties"]),
        ("RE", ["swed : Sweden | nordz : Nordic Countries"]),
        ("PUB", ["Invented Media"]),
        ("AN", [f"Document {number}"]),
    ]
    return fields


def expect_factiva(file, article, **changes):
    at = article["at"]
    if at == UNDATED:
        return expect(file, article, changes.get("undated", "publication date (PD)"))
    if at == ODD:
        return expect(file, article, changes.get("odd", "source name (SN)"))
    byline = f"By {article['byline']}" if article["byline"] else None
    expect(file, article, published=factiva(article)[2], author=byline, id=factiva(article)[3])


def factiva_html(file):
    out = ["<!DOCTYPE html>\n<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">"
           "<title>Factiva</title><style>.deflt {margin: 0}</style></head><body><div id=\"wrapper\">\n"]
    for article in articles():
        code = article["language"][0]
        number = factiva(article)[3]
        out.append(f'<div id="article-{number}" class="article {code}Article"><p>&nbsp;</p><table class="deflt">\n')
        for name, paragraphs in factiva_fields(article):
            if name == "HD":
                value = f'<span class="{code}Headline">{html.escape(paragraphs[0])}</span>'
            elif name in ("LP", "TD"):
                value = "\n".join(
                    f'<p class="articleParagraph {code}articleParagraph">{html.escape(text)}</p>' for text in paragraphs)
            else:
                value = html.escape(paragraphs[0])
            out.append(f'<tr><td class="index" valign="top"><b>{name}</b>&nbsp;</td><td>{value}</td></tr>\n')
        out.append("</table></div><br>\n")
        expect_factiva(file, article)
    return "".join(out) + "</div></body></html>"


def factiva_short_html(file):
    """Without indexing."""
    out = ["<html><head><meta charset=\"utf-8\"></head><body>\n"]
    for article in articles():
        code = article["language"][0]
        printed, time, _, number = factiva(article)
        out.append(f'<div class="article {code}Article"><div id="hd"><span class="{code}Headline">{html.escape(article["title"])}</span></div>')
        if article["byline"]:
            out.append(f'<div class="author">By {html.escape(article["byline"])}</div>')
        blocks = ["250 words"]
        blocks += [printed] if article["at"] != UNDATED else []
        blocks += [time] if time else []
        blocks += [article["publisher"], "INVNTD", "7"] if article["at"] != ODD else []
        blocks += [article["language"][2]] if article["at"] != ODD else []
        blocks += ["(c) 2010 Invented Media"]
        out += [f"<div>{html.escape(block)}</div>" for block in blocks]
        out += [f'<p class="articleParagraph {code}articleParagraph">{html.escape(text)}</p>\n' for text in article["body"]]
        out.append(f"<p>Document {number}</p></div>\n")
        expect_factiva(file, article, undated="date below the number of words", odd="source below its date")
    return "".join(out) + "</body></html>"


def factiva_xml(file):
    out = ['<?xml version="1.0" encoding="utf-8"?>\n<PPSResponse><ppsArticleResponse><ppsarticleResultSet count="24">\n']
    for article in articles():
        _, time, iso, number = factiva(article)
        at = article["at"]
        para = lambda text: f'<paragraph display="Proportional">{html.escape(text, quote=False).replace("treaty", "<hlt>treaty</hlt>")}</paragraph>\n'
        out.append(f"<ppsarticle><article><accessionNo>{number}</accessionNo><reference>distdoc:archive/{number}</reference>"
                   f"<baseLanguage>{article['language'][0]}</baseLanguage>\n")
        if article["byline"]:
            out.append(f"<byline>By {article['byline']}</byline>")
        out.append("<copyright>(c) 2010 Invented Media</copyright>")
        out.append(f"<headline>{para(article['title'])}</headline><leadParagraph>{para(article['body'][0])}</leadParagraph>\n")
        if at != UNDATED:
            kind = "dateTime" if "T" in iso else "date"
            out.append(f"<publicationDate><{kind}>{iso}</{kind}></publicationDate>")
        out.append("<publisherName>Invented Media</publisherName>")
        if at != ODD:
            out.append(f"<sourceName>{html.escape(article['publisher'])}</sourceName>")
        out.append('<region code="swed"><name>Sweden</name></region><newsSubject code="gdip"><name>Diplomacy</name></newsSubject>\n')
        out.append(f"<tailParagraphs>{''.join(map(para, article['body'][1:]))}</tailParagraphs><wordCount>250</wordCount></article></ppsarticle>\n")
        expect_factiva(file, article)
    return "".join(out) + "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>\n"


def factiva_rtf(path, file):
    out = [RTF_HEAD]
    for article in articles():
        for name, paragraphs in factiva_fields(article):
            value = "\\par\n".join(rtf_text(text) for text in paragraphs)
            out.append(f"\\trowd\\cellx900\\cellx9000\\pard\\intbl{{\\b {name}}}\\cell {value}\\cell\\row\n")
        out.append("\\pard\\par\n")
        expect_factiva(file, article)
    path.write_bytes(("".join(out) + "}").encode("ascii"))


def factiva_text(file):
    out = []
    for article in articles():
        for name, paragraphs in factiva_fields(article):
            wrapped = [line for text in paragraphs for line in textwrap.wrap(text, 76) + [""]]
            if name in ("LP", "TD"):
                out += [name, ""] + wrapped
            else:
                out += [f"{name:<4}{line}" if not place else f"    {line}" for place, line in enumerate(wrapped[:-1])]
        out += ["", ""]
        expect_factiva(file, article)
    return "\n".join(out)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write_docx(folder / "nexis-uni.docx", nexis_uni("nexis-uni.docx"))
    write_rtf(folder / "nexis-uni.rtf", nexis_uni("nexis-uni.rtf"))
    old = nexis_text("nexis.txt")
    (folder / "nexis.txt").write_bytes(old.encode("cp1252", "replace"))
    (folder / "factiva.html").write_text(factiva_html("factiva.html"), encoding="utf-8")
    (folder / "factiva-short.html").write_text(factiva_short_html("factiva-short.html"), encoding="utf-8")
    (folder / "factiva.xml").write_text(factiva_xml("factiva.xml"), encoding="utf-8")
    factiva_rtf(folder / "factiva.rtf", "factiva.rtf")
    (folder / "factiva.txt").write_text(factiva_text("factiva.txt"), encoding="utf-8")
    # What no database wrote is one article.
    letter = [("Envoys meet in Lund", "title")] + [(text, "") for text in SENTENCES[:3]]
    write_docx(folder / "letter.docx", letter)
    write_rtf(folder / "letter.rtf", letter)
    # Old files were written in Windows-1252, which lacks some letters.
    for row in EXPECTED:
        if row["file"] == "nexis.txt" and "text" in row:
            for key in ("title", "author"):
                if row[key]:
                    row[key] = row[key].encode("cp1252", "replace").decode("cp1252")
    lines = [json.dumps(row, ensure_ascii=False) for row in EXPECTED]
    (folder / "expected.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    # One file a document, as some exports come.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("nexis-uni.docx", "factiva.html", "nexis.txt"):
            archive.writestr(zipfile.ZipInfo(f"export/{name}", (2024, 1, 1, 0, 0, 0)), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    (folder / "exports.zip").write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main()
