"""The search index: text cut into syllables and pairs of neighbours, and these into files that a reader's browser needs few of.

Nothing here knows a View, a file or a clock. What readers run is `static/search.js`; its analyser is the twin of the one here.
"""
