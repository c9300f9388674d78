"""The draw of jurors as arithmetic: panels, chances, the lottery, its record and how to check it. No ORM, no clock.

After Flanigan, Gölz, Gupta, Hennig and Procaccia, "Fair algorithms for selecting citizens' assemblies" (Nature 596,
2021). People whose features are all the same are interchangeable, so panels are found over kinds of people with
counts; the places of a kind are spread evenly over its members afterwards (docs/draw.md).
"""
