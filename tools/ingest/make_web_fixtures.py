"""Writes the web fixtures of chancery-ingest (crates/chancery-ingest/tests/web).

The WARCs come from warcio and the RSS 2.0 and Atom feeds from feedgen, so that files of other writers are
read; the layouts that these do not write are written here. The articles are those of stories.py.

    pip install warcio==1.8.1 feedgen==1.0.0 brotli==1.2.1
    python3 tools/ingest/make_web_fixtures.py crates/chancery-ingest/tests/web
"""
import bz2
import gzip
import html
import io
import json
import sys
import zlib
from email.utils import format_datetime
from pathlib import Path

import brotli
from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from stories import stories


def escape(text):
    return html.escape(text, quote=False)


def page(story, charset="utf-8", canonical=True):
    """A page as outlets build them: menus, metadata in one of three ways, the body, teasers."""
    way = story.number % 3
    meta = [f"<title>{escape(story.title)} | {escape(story.publisher)}</title>",
            f'<meta property="og:site_name" content="{html.escape(story.publisher)}">']
    if canonical:
        meta.append(f'<link rel="canonical" href="{story.url}">')
    if way == 0:
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
                "author": {"@type": "Person", "name": story.author}, "publisher": {"@type": "Organization", "name": story.publisher}}
        if story.iso:
            data["datePublished"] = story.iso
        meta.append(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    else:
        meta.append(f'<meta property="og:title" content="{html.escape(story.title)}">')
        meta.append(f'<meta name="author" content="{html.escape(story.author)}">')
    if way == 1 and story.iso:
        meta.append(f'<meta property="article:published_time" content="{story.iso}">')
    time = f'<time datetime="{story.iso}">{story.date:%d %B %Y}</time>' if story.iso else ""
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}">
{chr(10).join(meta)}
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/region">Region</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>{escape(story.title)}</h1><p class="byline">By {escape(story.author)}</p>{time}
{body}
</article></main>
<aside class="related"><h3>More</h3><a href="/a">The ferry runs again</a><a href="/b">Herring is dear</a></aside>
<footer><p>&copy; {escape(story.publisher)}. All rights reserved.</p></footer>
</body></html>
"""


def chunked(data, size=700):
    out = b"".join(b"%x\r\n%s\r\n" % (len(data[at:at + size]), data[at:at + size]) for at in range(0, len(data), size))
    return out + b"0\r\n\r\n"


def raw_deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def response(story):
    """Headers and body of a story's page: each way of sending it in turn."""
    charset = "windows-1252" if story.number == 3 else "utf-8"
    # What the page declares is wrong where the server tells the encoding.
    declared = "utf-8" if story.number == 3 else charset
    data = page(story, declared, canonical=story.number != 5).encode(charset)
    headers = [("Content-Type", f"text/html; charset={charset}" if story.number != 6 else "text/html")]
    way = story.number % 7
    if way == 1:
        data, headers = gzip.compress(data, mtime=0), headers + [("Content-Encoding", "gzip")]
    elif way == 2:
        data, headers = chunked(data), headers + [("Transfer-Encoding", "chunked")]
    elif way == 3:
        data, headers = brotli.compress(data), headers + [("Content-Encoding", "br")]
    elif way == 4:
        data, headers = zlib.compress(data), headers + [("Content-Encoding", "deflate")]
    elif way == 5:
        data = chunked(gzip.compress(data, mtime=0))
        headers = headers + [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    elif way == 6:
        # Stored unpacked under the old head, as some crawlers do.
        headers = headers + [("Content-Encoding", "gzip")]
    if story.number == 11:
        data, headers = raw_deflate(page(story).encode()), [headers[0], ("Content-Encoding", "deflate")]
    return data, headers


def write_warc(path, version, packed):
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=packed, warc_version=version)
        fixed = lambda number, kind: {
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{kind:04}{number:08}>", "WARC-Date": f"2024-11-01T12:00:{number:02}Z"}
        info = writer.create_warcinfo_record(path.name, {"software": "fixture", "isPartOf": "CC-NEWS"})
        info.rec_headers.replace_header("WARC-Record-ID", fixed(0, 0)["WARC-Record-ID"])
        info.rec_headers.replace_header("WARC-Date", "2024-11-01T12:00:00Z")
        writer.write_record(info)

        def write(url, number, kind, status, headers, data):
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(url, kind, payload=io.BytesIO(data), http_headers=http,
                                               warc_headers_dict=fixed(number, 1 if kind == "response" else 2))
            writer.write_record(record)

        for story in stories():
            write(story.url, story.number, "request", "GET /story HTTP/1.1", [("Host", story.host)], b"")
            data, headers = response(story)
            write(story.url, story.number, "response", "200 OK", headers, data)
        html_type = [("Content-Type", "text/html")]
        write("https://karsundherald.example/gone", 90, "response", "404 Not Found", html_type, page(stories(1)[0]).encode())
        write("https://karsundherald.example/logo.png", 91, "response", "200 OK", [("Content-Type", "image/png")], b"\x89PNG\r\n\x1a\n")
        write("https://karsundherald.example/rss", 92, "response", "200 OK", [("Content-Type", "application/rss+xml")], b"<rss/>")


def html_body(story):
    return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in story.paragraphs)


def write_feedgen(folder):
    feed = FeedGenerator()
    feed.title("The Veldhaven Courier")
    feed.id("https://www.veldhaven-courier.example/")
    feed.link(href="https://www.veldhaven-courier.example/", rel="alternate")
    feed.description("All stories")
    feed.language("en-GB")
    feed.updated("2024-11-01T12:00:00Z")
    feed.load_extension("dc")
    for story in stories():
        entry = feed.add_entry(order="append")
        entry.id(f"tag:{story.host},2024:{story.number}")
        entry.title(story.title)
        entry.link(href=story.url)
        entry.author({"name": story.author, "email": "desk@veldhaven-courier.example"})
        entry.dc.dc_creator(story.author)
        entry.summary(story.paragraphs[0][:80] + "…")
        entry.content(html_body(story), type="CDATA")
        if story.date:
            entry.published(story.date)
        entry.updated(story.date or "2024-11-01T12:00:00Z")
    text = feed.rss_str(pretty=True)
    (folder / "rss2.xml").write_bytes(stable(text))
    for story, entry in zip(stories(), feed.entry()):
        entry.content(html_body(story), type="html")
    (folder / "atom.xml").write_bytes(stable(feed.atom_str(pretty=True)))


def stable(text):
    """Without the moment at which it was written."""
    import re
    return re.sub(rb"<lastBuildDate>[^<]*</lastBuildDate>", b"<lastBuildDate>Fri, 01 Nov 2024 12:00:00 +0000</lastBuildDate>", text)


def write_rdf(path):
    items = "".join(f"""
<item rdf:about="{s.url}"><title>{escape(s.title)}</title><link>{s.url}</link>
{f'<dc:date>{s.iso}</dc:date>' if s.iso else ''}<dc:creator>{escape(s.author)}</dc:creator><dc:publisher>{escape(s.publisher)}</dc:publisher>
<description>{escape(s.paragraphs[0][:60])}…</description>
<content:encoded><![CDATA[{html_body(s)}]]></content:encoded></item>""" for s in stories())
    sequence = "".join(f'<rdf:li resource="{s.url}"/>' for s in stories())
    path.write_text(f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://valley.example/rdf"><title>Valley Wire</title><link>https://valley.example/</link>
<description>Stories of the valley</description><items><rdf:Seq>{sequence}</rdf:Seq></items></channel>{items}
</rdf:RDF>
""", encoding="iso-8859-1", errors="xmlcharrefreplace")


def write_old_rss(path):
    """RSS 0.91 and 0.92 as they were: no namespaces, no dates but pubDate; teasers only, in the first half."""
    items = "".join(f"<item><title>{escape(s.title)}</title><link>{s.url}</link>"
                    f"<description>{escape(s.paragraphs[0][:70] if s.number < 12 else html_body(s))}</description></item>\n"
                    for s in stories())
    path.write_text(f"""<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Karsund Herald</title><link>https://karsundherald.example/</link>
<description>Headlines</description><language>en-us</language><pubDate>Fri, 01 Nov 2024 12:00:00 GMT</pubDate>
{items}</channel></rss>
""", encoding="utf-8")


def write_json_feed(path):
    items = []
    for s in stories():
        item = {"id": str(s.number), "url": s.url, "title": s.title, "authors": [{"name": s.author}], "language": s.language}
        if s.iso:
            item["date_published"] = s.iso
        if s.number % 2:
            item["content_text"] = s.text
        else:
            item["content_html"] = html_body(s)
        items.append(item)
    items.append({"id": "24", "url": "https://karsundherald.example/teaser", "title": "A teaser", "summary": "Only a few words."})
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Karsund Herald", "home_page_url": "https://karsundherald.example/",
            "language": "en", "items": items}
    path.write_text(json.dumps(feed, ensure_ascii=False, indent=1), encoding="utf-8")


def write_sitemap(path):
    urls = "".join(f"""<url><loc>{s.url}</loc><news:news><news:publication><news:name>{escape(s.publisher)}</news:name><news:language>{s.language}</news:language></news:publication>
{f'<news:publication_date>{s.iso}</news:publication_date>' if s.iso else ''}<news:title>{escape(s.title)}</news:title></news:news></url>
""" for s in stories())
    path.write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{urls}</urlset>
""", encoding="utf-8")


def wikitext(s):
    """A story as Wikinews would have it."""
    links = s.paragraphs[0].replace("two years", "[[w:Year|two years]]").replace("the winter", "''the winter''")
    linked = [links] + list(s.paragraphs[1:])
    linked[1] += "<ref>{{cite web|url=https://ref.example|title=A note}}</ref>"
    linked[-1] += "<!-- to be checked -->"
    where = "{{Karsund}}" if s.number % 2 else ""
    date = f"{{{{date|{s.date:%B} {s.date.day}, {s.date.year}}}}}" if s.date else ""
    return f"""{date}{where}
[[File:Harbour.jpg|thumb|220px|The harbour of [[Karsund]], in an ''old'' picture]]
{{{{Infobox
|name = Valley
|text = {{{{nested|a=[[b]]}}}}
}}}}
{(chr(10) * 2).join(linked)}

{{| class="wikitable"
! Town !! Boats
|-
| Karsund || 30
|}}

==Related news==
*"[[Herring is dear]]" — ''Wikinews'', September 1, 2024

== Sources ==
*{{{{source|url=https://{s.host}/original
|title={s.title}
|author={s.author}
|pub={s.publisher}
|date={f'{s.date:%B} {s.date.day}, {s.date.year}' if s.date else ''}}}}}

{{{{publish}}}}
{{{{archived}}}}
[[Category:Published]]
[[Category:Valley]]
"""


def write_wikinews(folder):
    pages = ""
    for s in stories():
        pages += f"""  <page>
    <title>{escape(s.title)}</title>
    <ns>0</ns>
    <id>{1000 + s.number}</id>
    <revision>
      <id>{5000 + s.number}</id>
      <timestamp>2025-01-02T03:04:05Z</timestamp>
      <contributor><username>Editor</username><id>1</id></contributor>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="1" xml:space="preserve">{escape(wikitext(s))}</text>
    </revision>
  </page>
"""
    others = ""
    for number, (title, ns, text) in enumerate([
            ("Talk:A page", 1, "Words.\n[[Category:Published]]"), ("A draft", 0, "{{develop}}\nWords of a draft."),
            ("Redirect", 0, "#REDIRECT [[A draft]]\n[[Category:Published]]")]):
        others += f"  <page><title>{title}</title><ns>{ns}</ns><id>{number}</id><revision><id>{number}</id><text>{escape(text)}</text></revision></page>\n"
    xml = f"""<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo><sitename>Wikinews</sitename><dbname>enwikinews</dbname><base>https://en.wikinews.org/wiki/Main_Page</base></siteinfo>
{others}{pages}</mediawiki>
"""
    (folder / "enwikinews-pages-articles.xml.bz2").write_bytes(bz2.compress(xml.encode()))


def main(folder):
    folder = Path(folder)
    lines = [json.dumps({"number": s.number, "url": s.url, "title": s.title, "text": s.text, "author": s.author, "published": s.iso,
                         "publisher": s.publisher, "language": s.language}, ensure_ascii=False) for s in stories()]
    (folder / "stories.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_warc(folder / "news.warc.gz", "1.0", True)
    write_warc(folder / "news.warc", "1.1", False)
    write_feedgen(folder)
    write_rdf(folder / "rss1.rdf")
    write_old_rss(folder / "rss091.xml")
    write_json_feed(folder / "feed.json")
    write_sitemap(folder / "sitemap.xml")
    write_wikinews(folder)


if __name__ == "__main__":
    main(sys.argv[1])
