"""What tells where a photo was taken: by the name of a property, or by what a text says.

Where its maker or owner lives is no such place, and captions and keywords are not understood: “Paris” stays in them.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ALWAYS = re.compile(
    r"gps|l(at|ong)t?itude|altitude|country|geo(tag|loc|code|hash)|worldregion|coverage"
    r"|(?<!al)(?<!re)(?<!dis)(?<!col)(?<!subject)location|(place|city|town|village)name|postal|postcode|zipcode"
    r"|neighbou?rhood|street|pluscode|what3words|(camera|drone|home|photo|target)_?(lat|lon|lng|alt)\b"
    r"|\bgeo(?!me|rg|log|des)|\blong$|(\b|_)alt$"
)
_PLACES = {
    *("location", "locations", "city", "town", "village", "county", "district", "province", "address", "geo"),
    *("place", "places", "venue", "landmark", "coordinates", "coordinate", "coords", "coord"),
    *("lat", "lon", "lng", "latlon", "latlng", "latlong", "lonlat", "lnglat"),
}
_STATE = re.compile(r"(province)?state(province|code|name)?")
# Of people, of licences, and of where in the picture something is.
_NOT_OF_THE_PHOTO = {"ci", "creator", "contact", "licensor", "licensee", "copyright", "subject", "email", "web", "ip"}

_NUMBER = r"[-+]?\d{1,3}(?:[.,]\d{1,12})?"
_WORDS_FOR_THEM = ("gps", "titude", "lat", "lon", "lng", "location", "city", "country", "province", "place")
_NAMED = re.compile(  # in lower case
    r"(?:gps|latitude|longitude)\w{0,30}+[\"']?\s{0,5}[:=]"
    r"|\bm?(?:lat|lon|lng|long)\b[\"']?\s{0,5}[:=]\s{0,5}[\"']?[-+]?\d"
    r"|(?:^\W{0,5}|[\"'])(?:location|city|country|province|place)[\"']?\s{0,5}[:=]\s{0,5}\S",
    re.MULTILINE,
)
_DEGREES = re.compile(
    rf"{_NUMBER}\s?(?:°|deg(?:rees)?\b)\s?(?:{_NUMBER}\s?['′’]\s?(?:{_NUMBER}\s?[\"″”]\s?)?)?[NSEWO]\b"
)
_DECIMALS = re.compile(  # two, and no longer list of numbers
    r"(?<![\d.,])(?<![,;]\s)[-+]?\d{1,2}\.\d{4,12}°?\s?[NS]?\s?[,;/]\s?[-+]?\d{1,3}\.\d{4,12}(?![\d.]|\s?[,;]\s?[-+\d])"
)
_SPACED = re.compile(  # the same, with nothing between them; but no shares of one
    r"(?<![\d.,;])(?<![\d.,;]\s)(?!0\.\d+\s[-+]?[01]\.)[-+]?\d{1,2}\.\d{4,12}\s[-+]?\d{1,3}\.\d{4,12}"
    r"(?![\d.]|\s?[,;]?\s?[-+\d])"
)
_COMPASS = re.compile(
    r"\b[NS]\s?\d{1,2}\.\d{2,12}°?\s?[,;/]?\s?[EWO]\s?\d{1,3}\.\d{2,12}"
    r"|\d{1,2}\.\d{2,12}°?\s?[NS]\s?[,;/]?\s?\d{1,3}\.\d{2,12}°?\s?[EWO]\b"
)
_LINK = re.compile(r"https?://\S{0,300}?[=@/:]-?\d{1,2}\.\d{2,20}(?:,|/|%2[Cc])[-+]?\d{1,3}\.\d{2,20}")
_GEO = re.compile(r"\bgeo:-?\d")
_MOST_TEXT = 1_000_000  # characters: more are no words of anybody


def names_place(name: str) -> bool:
    """name: of a property, as programs write them: “GpsLatitude”, “LocationCreated”, “photoshop:City”."""
    words = {word.lower() for word in _WORD.findall(name)}
    lower = name.lower()
    # The height: not the first word of an alternative text.
    told = (
        name.endswith("Alt")
        or not words.isdisjoint(_PLACES)
        or _ALWAYS.search(lower)
        or _STATE.fullmatch(lower.rpartition(":")[2])
    )
    return bool(told) and words.isdisjoint(_NOT_OF_THE_PHOTO)


def has_coordinates(text: str) -> bool:
    """Or a place with its name beside it: “Location: Paris”; or so much text that it is not looked through."""
    if len(text) > _MOST_TEXT:
        return True
    lower = text.lower()
    return bool(
        (any(word in lower for word in _WORDS_FOR_THEM) and _NAMED.search(lower))
        or (("°" in text or "deg" in text) and _DEGREES.search(text))
        or ("." in text and any(form.search(text) for form in (_DECIMALS, _SPACED, _COMPASS)))
        or ("://" in text and _LINK.search(text))
        or ("geo:" in text and _GEO.search(text))
    )
