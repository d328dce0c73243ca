# SPDX-License-Identifier: EUPL-1.2
"""The lists of codes with their Dutch words, as the pilot in Haaglanden began: the defaults of the configuration.

For: `configuration`. Not for: use anywhere else; what counts is the configuration that a service was given.
"""

LEEFGEBIEDEN = {
    "financien": "Financiën",
    "werk-en-opleiding": "Werk en opleiding",
    "tijdsbesteding": "Tijdsbesteding",
    "huisvesting": "Huisvesting",
    "huiselijke-relaties": "Huiselijke relaties",
    "geestelijke-gezondheid": "Geestelijke gezondheid",
    "lichamelijke-gezondheid": "Lichamelijke gezondheid",
    "middelengebruik": "Middelengebruik",
    "dagelijkse-verzorging": "Dagelijkse verzorging",
    "zelfstandig-wonen": "Zelfstandig wonen",
    "sociaal-netwerk": "Sociaal netwerk",
    "meedoen": "Meedoen in de samenleving",
    "justitie": "Justitie",
}
GEMEENTEN = {
    "den-haag": "Den Haag",
    "delft": "Delft",
    "leidschendam-voorburg": "Leidschendam-Voorburg",
    "midden-delfland": "Midden-Delfland",
    "pijnacker-nootdorp": "Pijnacker-Nootdorp",
    "rijswijk": "Rijswijk",
    "wassenaar": "Wassenaar",
    "westland": "Westland",
    "zoetermeer": "Zoetermeer",
    "buiten-de-regio": "Buiten de regio",
    "onbekend": "Onbekend",
}
AANDELEN = {
    "slachtoffer": "Slachtoffer",
    "pleger": "(Vermeend) pleger",
    "dagelijks-contact": "Dagelijks contact",
    "strafzaak": "Strafzaak",
    "kinderen": "Kinderen",
}
INTERVENTIES = {
    "aware": "AWARE",
    "slachtofferdevice": "Slachtofferdevice",
    "rn-traject": "Vrijwillig begeleidingstraject Reclassering Nederland",
    "de-waag": "De Waag",
    "client-perspectief": "Adviseur cliëntperspectief",
    "hulpverlening": "Hulpverlening",
    "strafrechtelijk": "Strafrechtelijke maatregel",
    "bestuurlijk": "Bestuurlijke maatregel",
    "anders": "Anders",
}
EXTRAS = {
    "beeld-getoetst": "Is het beeld getoetst en bijgewerkt?",
    "regie-stevig": "Is de casusregie stevig genoeg?",
    "reclassering-de-waag": "Zijn Reclassering Nederland en De Waag gevraagd?",
    "vrijwillig-traject": "Past een vrijwillig begeleidingstraject van Reclassering Nederland?",
    "client-perspectief": "Is de adviseur cliëntperspectief nodig?",
    "aware-of-device": "Zijn AWARE en het Slachtofferdevice besproken?",
}
INCIDENTEN = {
    "stalking": "Nieuwe daad van stalking",
    "bedreiging": "Bedreiging",
    "geweld": "Geweld",
    "overtreding-maatregel": "Overtreding van een maatregel",
}
