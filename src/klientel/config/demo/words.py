"""What the demo's names are made of. The people and firms are invented.

Firms are called after places that no map has: a plant or an animal, and an ending of a village.
"""


def _words(text: str, between: str | None = None) -> tuple[str, ...]:
    return tuple(text.split(between))


WOMEN = _words(
    "Adele Aische Alma Amelie Andrea Anja Anke Annika Antje Astrid Aylin Barbara Bärbel Beate "
    "Birgit Britta Carla Carolin Charlotte Christa Claudia Cornelia Dagmar Daniela Deniz Doris "
    "Dorothea Edda Elena Elif Elke Emma Esther Eva Fatma Franziska Frauke Frieda Gesa Gisela "
    "Greta Gudrun Hanna Hannelore Heike Helga Henrike Ida Ilka Ines Inga Ingrid Irina Jana "
    "Janine Johanna Judith Karin Katharina Katja Kerstin Lara Lena Leyla Linda Lotte Luise "
    "Magdalena Manuela Maren Margarete Marie Marlene Martina Meike Melanie Merle Milena Mira "
    "Monika Nadine Natalia Nele Nicole Nina Olga Paula Petra Pia Ramona Renate Rieke Rosa Sabine "
    "Sandra Sarah Silke Simone Sonja Stefanie Susanne Svea Sybille Tanja Teresa Thea Ulrike Ursula "
    "Vera Verena Wiebke Yasemin Yvonne"
)
MEN = _words(
    "Achim Adrian Alexander Ali Andreas Arne Axel Benedikt Bernd Björn Bruno Burkhard Carsten "
    "Christian Clemens Cem Daniel Detlef Dieter Dirk Eckhard Elias Emre Enno Erik Fabian Falk "
    "Felix Finn Florian Frank Friedrich Georg Gerd Gerrit Gregor Günter Hannes Harald Hartmut "
    "Hauke Heiko Heinz Helmut Hendrik Henning Holger Ingo Jakob Jan Jens Joachim Jochen Johannes "
    "Jonas Jörg Jürgen Kai Karsten Klaus Konrad Kurt Lars Lennart Leon Lorenz Lukas Lutz Malte "
    "Manfred Marco Marek Markus Martin Matthias Maximilian Mehmet Michael Moritz Murat Nico Niklas "
    "Nils Norbert Ole Oliver Otto Pascal Patrick Paul Peter Philipp Rainer Ralf Reinhard Robert "
    "Roland Rolf Rüdiger Sascha Sebastian Simon Stefan Steffen Sven Theo Thomas Thorsten Tilo Tim "
    "Tobias Tomasz Torben Udo Ulrich Uwe Volker Walter Werner Wilhelm Wolfgang Yusuf"
)
SURNAMES = _words(
    "Ahlers Albrecht Andresen Arslan Bahr Balzer Bartels Baumann Behrens Berger Bergmann Beyer "
    "Bischoff Blum Bock Böhm Böttcher Brandt Braun Brinkmann Bruns Buchholz Busch Çelik Christiansen "
    "Clausen Cordes Dahmen Demir Dietrich Dittrich Dörfler Ebert Eckert Ehlers Engel Erdmann Ernst "
    "Esposito Falk Feldmann Fink Förster Franke Freitag Friedrich Fuchs Geiger Gerber Gerlach Giese "
    "Graf Greve Günther Haas Hagemann Hahn Hansen Harms Hartmann Heinemann Hellwig Henke Hennig "
    "Hermann Heß Hinrichs Hoffmann Horn Horvath Huber Iversen Jacobs Jahn Jansen Janßen Jessen "
    "Jürgens Kaiser Karl Kaya Keller Kessler Kirchner Klein Kluge Knoll Koch Köhler Kowalski Kraft "
    "Kramer Kraus Kruse Kühn Kuhlmann Kunze Lange Lehmann Lemke Lindemann Lorenz Lüders Lutz Maier "
    "Marquardt Marx Mayr Meinert Melzer Mertens Metzger Möller Moser Naumann Neubauer Nickel "
    "Nielsen Nissen Noack Novak Oberländer Ohlsen Ortmann Otte Özkan Pape Paulsen Peters Pfeiffer "
    "Pohl Popp Preuß Probst Quast Raabe Rademacher Rau Reimann Reuter Richter Rieger Ritter Rohde "
    "Rossi Roth Ruf Şahin Sander Sauer Schade Schäfer Schenk Schilling Schlüter Schneider Schönfeld "
    "Schröder Schubert Schuster Schwarz Seidel Seiler Simon Sommer Stahl Stark Steffens Stein "
    "Steiner Stolz Storm Strauß Sturm Szymański Thiel Thomsen Timm Tran Uhlig Ullmann Unger "
    "Vogel Vogt Voigt Wagner Walther Weber Wegner Weiß Wendt Wenzel Werner Wessel Wilke Winkler "
    "Witte Wolf Wulf Yıldırım Zander Zeller Ziegler Zimmermann"
)
TITLES = ("Dr.", "Dr.", "Dr.", "Dr.-Ing.", "Dipl.-Ing.", "Dr. med.", "Prof. Dr.")
PLACE_HEADS = _words(
    "Ampfer Binsen Brachvogel Distel Dohlen Eisvogel Färber Fenchel Fuchsien Ginster Goldammer "
    "Grasmücken Habicht Hagebutten Hainbuchen Haubentaucher Holunder Kamillen Kiebitz Kornblumen "
    "Kranich Kräuter Lachmöwen Lerchensporn Libellen Luchs Malven Marder Milan Mistel Nachtigall "
    "Otter Pirol Quendel Rohrdommel Salbei Sanddorn Schafgarben Schilf Schlehen Schwarzkehl "
    "Schwertlilien Seeadler Sperber Steinkauz Sumpfdotter Thymian Uferschwalben Wacholder Waldkauz "
    "Weißdorn Wermut Wiedehopf Wiesel Zaunkönig Zeisig"
)
PLACE_TAILS = _words(
    "au bach berg brook dorf feld furt hagen hausen holm horst kamp moor mühle rode see "
    "siel stedt tal warf werder wieck winkel"
)
STREETS = _words(
    "Ahornweg|Alte Gärtnerei|Am Bahndamm|Am Hafen|Am Kirchplatz|Am Mühlenteich|"
    "Am Sportplatz|Am Stadtpark|Amselweg|An der Bleiche|An der Schleuse|Bachstraße|"
    "Bahnhofstraße|Bergstraße|Birkenallee|Brunnenstraße|Buchenweg|Dorfstraße|Eichenallee|"
    "Erlengrund|Fabrikstraße|Feldstraße|Fichtenweg|Gartenstraße|Gewerbering|Goethestraße|"
    "Grüner Weg|Handwerkerring|Hauptstraße|Heideweg|Im Gewerbepark|Im Winkel|"
    "Industriestraße|Jahnstraße|Kastanienallee|Kirchstraße|Lange Straße|Lindenstraße|"
    "Marktplatz|Marktstraße|Mittelweg|Mühlenweg|Neue Straße|Poststraße|Ringstraße|"
    "Rosenweg|Schillerstraße|Schulstraße|Seestraße|Steinweg|Talstraße|Uferstraße|"
    "Waldstraße|Wasserstraße|Werkstraße|Wiesengrund|Ziegelhof",
    "|",
)
TRADES = (
    ("Maschinenbau", ("Maschinenbau", "Fördertechnik", "Werkzeugbau", "Verpackungsmaschinen")),
    ("Anlagenbau", ("Anlagenbau", "Behälterbau", "Rohrleitungsbau")),
    ("Bau", ("Hochbau", "Tiefbau", "Bauunternehmung", "Gerüstbau")),
    ("Betonfertigteile", ("Betonwerke", "Fertigteile")),
    ("Gebäudetechnik", ("Gebäudetechnik", "Kältetechnik", "Haustechnik", "Brandschutz")),
    ("Elektrotechnik", ("Elektrotechnik", "Schaltanlagen", "Messtechnik", "Sensorik")),
    ("Logistik", ("Spedition", "Logistik", "Lagerhaus")),
    ("Lebensmittel", ("Feinkost", "Molkerei", "Backwaren", "Getränke", "Mosterei")),
    ("Informationstechnik", ("Systemhaus", "Software", "Datentechnik")),
    ("Großhandel", ("Großhandel", "Baustoffe", "Werkzeuge", "Bürobedarf")),
    ("Holz und Möbel", ("Holzbau", "Möbelwerke", "Tischlerei", "Sägewerk")),
    ("Metallverarbeitung", ("Metallbau", "Gießerei", "Stahlbau", "Blechtechnik")),
    ("Druck und Verpackung", ("Druckerei", "Kartonagen", "Etiketten")),
    ("Beratung", ("Steuerberatung", "Unternehmensberatung", "Ingenieure", "Architekten")),
    ("Gesundheit", ("Medizintechnik", "Pflegedienste", "Labor", "Sanitätshaus")),
    ("Energie", ("Energietechnik", "Solartechnik", "Wärmenetze")),
    ("Garten und Landschaft", ("Gartenbau", "Baumschulen", "Landschaftsbau")),
    ("Immobilien", ("Hausverwaltung", "Wohnbau", "Projektentwicklung")),
    ("Kunststoff und Chemie", ("Kunststofftechnik", "Lacke", "Dichtungen", "Folien")),
    ("Fahrzeugtechnik", ("Fahrzeugbau", "Achsen", "Sonderfahrzeuge")),
    ("Textil", ("Textilwerke", "Arbeitskleidung", "Weberei")),
)
FORMS = ("GmbH",) * 11 + ("GmbH & Co. KG",) * 4 + ("AG", "KG", "OHG", "e. K.", "SE")
FORMS_ABROAD = {"AT": ("GmbH", "GmbH", "KG"), "CH": ("AG", "AG", "GmbH")}
JOBS = (
    ("Geschäftsführung", ("Geschäftsführerin", "Geschäftsführer")),
    ("Geschäftsführung", ("Assistentin der Geschäftsführung", "Assistent der Geschäftsführung")),
    ("Einkauf", ("Leiterin Einkauf", "Leiter Einkauf")),
    ("Einkauf", ("Strategische Einkäuferin", "Strategischer Einkäufer")),
    ("Einkauf", ("Sachbearbeiterin Einkauf", "Sachbearbeiter Einkauf")),
    ("Vertrieb", ("Vertriebsleiterin", "Vertriebsleiter")),
    ("Vertrieb", ("Gebietsleiterin", "Gebietsleiter")),
    ("Buchhaltung", ("Leiterin Rechnungswesen", "Leiter Rechnungswesen")),
    ("Buchhaltung", ("Buchhalterin", "Buchhalter")),
    ("Technik", ("Technische Leiterin", "Technischer Leiter")),
    ("Technik", ("Projektingenieurin", "Projektingenieur")),
    ("Technik", ("Instandhalterin", "Instandhalter")),
    ("Produktion", ("Werkleiterin", "Werkleiter")),
    ("Produktion", ("Produktionsplanerin", "Produktionsplaner")),
    ("IT", ("IT-Leiterin", "IT-Leiter")),
    ("IT", ("Systemadministratorin", "Systemadministrator")),
    ("Personal", ("Personalleiterin", "Personalleiter")),
    ("Qualität", ("Qualitätsbeauftragte", "Qualitätsbeauftragter")),
    ("Bau", ("Bauleiterin", "Bauleiter")),
    ("Facility", ("Leiterin Facility Management", "Leiter Facility Management")),
)
DEPARTMENTS = ("Einkauf", "Buchhaltung", "Technik", "Werk Nord", "Werk Süd", "Vertrieb")
CLUBS = ("Förderverein", "Sportverein", "Heimatverein", "Handwerkerverein", "Musikverein")
AUTHORITIES = ("Gemeinde", "Amt", "Zweckverband", "Samtgemeinde")
OFFICES = ("Buchhaltung", "Empfang", "Wareneingang", "Technische Hotline")
TAGS = (
    "Messe 2026", "Newsletter", "Rahmenvertrag", "Weihnachtskarte", "Wartungsvertrag",
    "Referenzkunde", "Entscheider", "Techniker", "Empfehlung", "Wiedergewinnung",
)  # fmt: skip
SOURCES = ("Empfehlung", "Messe", "Website", "Anruf", "Ausschreibung", "Bestandskunde")
REGIONS = {"40": "Nord", "30": "Ost", "221": "West", "69": "Mitte", "89": "Süd"}
SERVICE_NOTES = (
    "Lieferungen nur montags bis donnerstags, Tor 3.",
    "Angebote immer auch an den Einkauf schicken.",
    "Bestellt nur mit Bestellnummer, sonst kommt die Rechnung zurück.",
    "Vor jedem Besuch beim Empfang anmelden, Sicherheitsschuhe mitbringen.",
    "Rechnungen nur elektronisch als XRechnung.",
    "Skonto ist nicht vereinbart, auch wenn es abgezogen wird.",
)
NOTES = (
    "Am besten vor 10 Uhr zu erreichen.",
    "Möchte Angebote in zwei Varianten.",
    "Kennt unsere Anlagen aus der früheren Firma.",
    "Freitags im Homeoffice.",
    "Bevorzugt Telefonate vor E-Mails.",
)
