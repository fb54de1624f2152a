# ruff: noqa: INP001 - Pelican reads its settings and its plugins from files, not from a package
"""The same portal for Pelican: categories, tags, authors, archives, feeds. The marks between @ are filled in when the site is written.

Invariant: reading and writing as fast as Pelican can: no translations are looked for, only the feeds that are wanted are made, and with
PELICAN_CACHED=1 texts that were read once are kept and not read again while their file's time is the same. What is kept is what readers
return; keeping processed articles (the layer `generator`) was rejected: the plugin gives each article others, which would be kept with it.
"""

from __future__ import annotations

import json
import os

SITENAME = "@title@"
SITEURL = "@base_url@"
FEED_DOMAIN = SITEURL
NOTICE = "@notice@"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
DEFAULT_DATE_FORMAT = "%d/%m/%Y"

PATH = "content"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["articles"]
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["around"]
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None
FORMATTED_FIELDS: list[str] = []
USE_FOLDER_AS_CATEGORY = False
SLUGIFY_SOURCE = "title"
MARKDOWN = {
    "extension_configs": {"markdown.extensions.tables": {}, "markdown.extensions.footnotes": {}, "markdown.extensions.toc": {}},
    "output_format": "html5",
}
JINJA_FILTERS = {"from_json": json.loads}

# Every entry brings its own address; these are for what Pelican makes of the articles.
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "chu-de/{slug}/"
TAG_SAVE_AS = "chu-de/{slug}/index.html"
TAGS_SAVE_AS = "chu-de/index.html"
AUTHOR_URL = "tac-gia/{slug}/"
AUTHOR_SAVE_AS = "tac-gia/{slug}/index.html"
AUTHORS_SAVE_AS = "tac-gia/index.html"
ARCHIVES_SAVE_AS = "luu-tru/index.html"
YEAR_ARCHIVE_URL = "luu-tru/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "luu-tru/{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "luu-tru/{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "luu-tru/{date:%Y}/{date:%m}/index.html"
DIRECT_TEMPLATES = ["index", "tags", "authors", "archives", "awards", "corrections", "sitemap", "robots", "404"]
AWARDS_SAVE_AS = "khen-thuong/index.html"
CORRECTIONS_SAVE_AS = "dinh-chinh/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": None, "tag": None, "author": None}
PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{base_name}/trang/{number}/", "{base_name}/trang/{number}/index.html")]

FEED_RSS = "feed.xml"
CATEGORY_FEED_RSS = "{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False

CACHE_CONTENT = LOAD_CONTENT_CACHE = os.environ.get("PELICAN_CACHED") == "1"
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
GZIP_CACHE = False
