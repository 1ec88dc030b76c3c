"""Towns with a postcode that is theirs, and the area whose fictional numbers they use."""

from typing import NamedTuple


class Town(NamedTuple):
    postcode: str
    name: str
    area: str
    country: str = "DE"


def _towns(area: str, country: str, text: str) -> list[Town]:
    pairs = (entry.strip().split(" ", 1) for entry in text.split(",") if entry.strip())
    return [Town(postcode, name, area, country) for postcode, name in pairs]


GERMAN = [
    *_towns(
        "40",
        "DE",
        "20095 Hamburg, 20457 Hamburg, 22767 Hamburg, 22085 Hamburg, 21073 Hamburg, 28195 Bremen,"
        "27568 Bremerhaven, 24103 Kiel, 23552 Lübeck, 24937 Flensburg, 30159 Hannover,"
        "38100 Braunschweig, 38440 Wolfsburg, 37073 Göttingen, 31134 Hildesheim, 26122 Oldenburg,"
        "49074 Osnabrück, 21682 Stade, 21335 Lüneburg, 21614 Buxtehude, 22846 Norderstedt,"
        "25335 Elmshorn, 25421 Pinneberg, 38226 Salzgitter, 19053 Schwerin, 18055 Rostock",
    ),
    *_towns(
        "30",
        "DE",
        "10115 Berlin, 10969 Berlin, 12435 Berlin, 13353 Berlin, 14467 Potsdam, 03046 Cottbus,"
        "04109 Leipzig, 01067 Dresden, 09111 Chemnitz, 06108 Halle (Saale), 39104 Magdeburg,"
        "99084 Erfurt, 07743 Jena",
    ),
    *_towns(
        "221",
        "DE",
        "50667 Köln, 50823 Köln, 51065 Köln, 40210 Düsseldorf, 44135 Dortmund, 45127 Essen,"
        "47051 Duisburg, 44787 Bochum, 42103 Wuppertal, 33602 Bielefeld, 53111 Bonn,"
        "48143 Münster, 41061 Mönchengladbach, 45879 Gelsenkirchen, 52062 Aachen, 47798 Krefeld,"
        "46045 Oberhausen, 58095 Hagen, 59065 Hamm, 51373 Leverkusen, 42651 Solingen, 44623 Herne,"
        "33098 Paderborn, 41460 Neuss, 46236 Bottrop, 51465 Bergisch Gladbach, 47441 Moers,"
        "57072 Siegen, 33330 Gütersloh",
    ),
    *_towns(
        "69",
        "DE",
        "60311 Frankfurt am Main, 60486 Frankfurt am Main, 65183 Wiesbaden, 55116 Mainz,"
        "64283 Darmstadt, 63065 Offenbach am Main, 34117 Kassel, 68159 Mannheim,"
        "67059 Ludwigshafen am Rhein, 69115 Heidelberg, 66111 Saarbrücken, 56068 Koblenz,"
        "54290 Trier, 97070 Würzburg, 76133 Karlsruhe",
    ),
    *_towns(
        "89",
        "DE",
        "80331 München, 81541 München, 80807 München, 86150 Augsburg, 90402 Nürnberg, 90762 Fürth,"
        "91052 Erlangen, 93047 Regensburg, 85049 Ingolstadt, 89073 Ulm, 70173 Stuttgart,"
        "74072 Heilbronn, 75172 Pforzheim, 72764 Reutlingen, 79098 Freiburg im Breisgau,"
        "78462 Konstanz, 94032 Passau, 83022 Rosenheim, 87435 Kempten (Allgäu)",
    ),
]
ABROAD = [
    *_towns("89", "AT", "1010 Wien, 8010 Graz, 4020 Linz, 5020 Salzburg, 6020 Innsbruck"),
    *_towns(
        "89",
        "CH",
        "8001 Zürich, 4051 Basel, 3011 Bern, 6003 Luzern, 9000 St. Gallen, 8400 Winterthur",
    ),
]
