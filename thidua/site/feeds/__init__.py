"""What subscribers follow: every list of articles as RSS, the main ones as Atom and JSON Feed too, and the list of all of them as OPML.

`channels` says which feeds there are, `items` what each article is in a feed, whichever its form; a module a form writes it down:
`xml` RSS and Atom through feedgen, `repairs` what feedgen gets wrong, `json_feed`, `opml`.
"""
