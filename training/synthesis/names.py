# ruff: noqa: E501 (rows of words)
"""Words that company names are made of, per language (data)."""

from __future__ import annotations

_TRADES = {
    "nl": "Installatietechniek Bouwmaterialen Groothandel Transport Techniek Advies Kantoorartikelen Metaalbewerking Logistiek Schildersbedrijf Administratie Verhuur Horeca Verpakkingen Tuincentrum Elektro Drukkerij Automatisering Autobedrijf Beheer",
    "de": "Haustechnik Baustoffe Großhandel Spedition Technik Beratung Bürobedarf Metallbau Logistik Malerbetrieb Steuerberatung Vermietung Gastronomie Verpackungen Gartenbau Elektro Druckerei Systemhaus Autohaus Immobilien",
    "fr": "Plomberie Matériaux Distribution Transports Techniques Conseil Bureautique Métallerie Logistique Peinture Comptabilité Location Restauration Emballages Jardinage Électricité Imprimerie Informatique Automobiles Services",
    "en": "Plumbing Building Wholesale Transport Engineering Consulting Stationers Metalworks Logistics Decorators Accountancy Rentals Catering Packaging Gardens Electrical Printing Systems Motors Services",
    "es": "Instalaciones Materiales Distribuciones Transportes Técnicas Asesores Papelería Metalúrgica Logística Pinturas Gestoría Alquileres Hostelería Embalajes Jardinería Electricidad Imprenta Informática Automoción Servicios",
    "pl": "Instalacje Materiały Hurtownia Transport Technika Doradztwo Biurowe Metal Logistyka Malarstwo Rachunkowość Wynajem Gastronomia Opakowania Ogrody Elektro Drukarnia Systemy Auto Usługi",
}  # fmt: skip
TRADE_WORDS = {language: words.split() for language, words in _TRADES.items()}

_SYLLABLES = "al ber cor dan el fen gro har in jo kal lin mar no or pri qua ren sol tec ur vel wes xan yar zen nova tri bio neo opti max inter euro uni digi pro medi agri data"
SYLLABLES = tuple(_SYLLABLES.split())
_ENDINGS = "a o ex is um on ix ic tech soft line data plan flex port works net gro pack tron via"
ENDINGS = tuple(_ENDINGS.split())
JOINERS = {"nl": " & Zn.", "de": " & Söhne", "fr": " & Fils", "en": " & Sons", "es": " e Hijos", "pl": " i Synowie"}
_SHOPS = {  # kinds of shops at the head of receipts
    "nl": "Supermarkt Bakkerij Drogisterij Slagerij Bouwmarkt Boekhandel Tankstation Restaurant Café Kledinghuis",
    "de": "Supermarkt Bäckerei Drogerie Metzgerei Baumarkt Buchhandlung Tankstelle Restaurant Apotheke Modehaus",
    "fr": "Supermarché Boulangerie Droguerie Boucherie Bricolage Librairie Station Restaurant Pharmacie Brasserie",
    "en": "Supermarket Bakery Pharmacy Butchers Hardware Bookshop Petrol Restaurant Cafe Stores",
    "es": "Supermercado Panadería Droguería Carnicería Ferretería Librería Gasolinera Restaurante Farmacia Cafetería",
    "pl": "Sklep Piekarnia Drogeria Masarnia Market Księgarnia Stacja Restauracja Apteka Kawiarnia",
}  # fmt: skip
SHOPS = {language: words.split() for language, words in _SHOPS.items()}
BANK_NAMES = {
    "INGB": "ING Bank", "RABO": "Rabobank", "ABNA": "ABN AMRO", "TRIO": "Triodos Bank", "KNAB": "Knab", "GEBA": "BNP Paribas Fortis",
    "BBRU": "ING België", "KRED": "KBC Bank", "GKCC": "Belfius", "ARSP": "Argenta", "COBA": "Commerzbank", "PBNK": "Postbank",
    "DEUT": "Deutsche Bank", "SSKM": "Stadtsparkasse", "BNPA": "BNP Paribas", "SOGE": "Société Générale", "CMCI": "Crédit Mutuel",
    "AGRI": "Crédit Agricole", "PSST": "La Banque Postale", "BSCH": "Banco Santander", "CAIX": "CaixaBank", "BBVA": "BBVA",
    "BSAB": "Banco Sabadell", "BPKO": "PKO BP", "BREX": "mBank", "WBKP": "Santander Bank Polska", "INGBPLPW": "ING Bank Śląski",
    "PKOP": "Bank Pekao", "BARC": "Barclays", "LOYD": "Lloyds Bank", "NWBK": "NatWest", "HBUK": "HSBC UK", "MIDL": "HSBC",
}  # fmt: skip
COUNTRIES = {
    "nl": {"nl": "Nederland", "be": "België", "de": "Duitsland", "fr": "Frankrijk", "es": "Spanje", "pl": "Polen", "gb": "Verenigd Koninkrijk", "usa": "Verenigde Staten"},
    "de": {"nl": "Niederlande", "be": "Belgien", "de": "Deutschland", "fr": "Frankreich", "es": "Spanien", "pl": "Polen", "gb": "Großbritannien", "usa": "USA"},
    "fr": {"nl": "Pays-Bas", "be": "Belgique", "de": "Allemagne", "fr": "France", "es": "Espagne", "pl": "Pologne", "gb": "Royaume-Uni", "usa": "États-Unis"},
    "en": {"nl": "The Netherlands", "be": "Belgium", "de": "Germany", "fr": "France", "es": "Spain", "pl": "Poland", "gb": "United Kingdom", "usa": "United States"},
    "es": {"nl": "Países Bajos", "be": "Bélgica", "de": "Alemania", "fr": "Francia", "es": "España", "pl": "Polonia", "gb": "Reino Unido", "usa": "Estados Unidos"},
    "pl": {"nl": "Holandia", "be": "Belgia", "de": "Niemcy", "fr": "Francja", "es": "Hiszpania", "pl": "Polska", "gb": "Wielka Brytania", "usa": "USA"},
}  # fmt: skip
