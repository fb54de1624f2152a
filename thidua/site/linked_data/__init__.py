"""What a page says in schema.org's words (JSON-LD), for search engines and those who gather facts.

Invariant: it says nothing that the page does not show, nothing inferred and nothing on which sources differ. `graph` is the form,
`articles` what entries say, `bodies` what clusters, units, people and tables do.
"""
