"""The portal's drawings: pure functions from plain values to inline SVG.

Nothing here sees a View, the clock or a file, so a drawing is the same wherever it stands. Colours, strokes and fonts are the style
sheet's: a drawing holds geometry and classes, and light and dark follow from the page. Rejected: a plotting library, whose pictures carry
their own colours, and pictures drawn by a script in the page, which are not there without it.
"""
