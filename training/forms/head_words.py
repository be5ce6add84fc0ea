"""Words that stand at the head of receipts, letters and invoices (data)."""

from __future__ import annotations

LOCALES = (  # of invented names and places, with weights
    ("en_GB", 4), ("en_US", 4), ("en_AU", 3), ("en_IN", 4), ("en_NZ", 2), ("en_CA", 2), ("en_PH", 4), ("en_IE", 2),
    ("nl_NL", 3), ("nl_BE", 2), ("de_DE", 3), ("de_AT", 1), ("de_CH", 1), ("fr_FR", 3), ("es_ES", 3), ("es_MX", 1),
    ("pl_PL", 3), ("it_IT", 2), ("pt_BR", 1), ("id_ID", 4), ("sv_SE", 1), ("da_DK", 1),
)  # fmt: skip
PAGES = ((226.0, 640.0, 6), (300.0, 560.0, 3), (595.0, 842.0, 6))  # width, height in points, weight
TITLES = [
    "Receipt",
    "Tax invoice",
    "Invoice",
    "TAX INVOICE",
    "Cash receipt",
    "Bon",
    "Kassabon",
    "Factuur",
    "Quittung",
    "Rechnung",
    "Facture",
    "Ticket",
    "Factura",
    "Factura simplificada",
    "Paragon fiskalny",
    "Faktura",
    "Simplified tax invoice",
    "Cash bill",
    "Guest check",
    "Order slip",
    "Cash sale",
]
BUYERS = ["Bill to", "Invoice to", "Customer", "Aan", "Client", "Kunde", "Sold to:"]
NUMBERS = [
    "GST ID",
    "GST Reg No",
    "VAT No",
    "VAT Reg. No.",
    "Company Reg No",
    "Reg. No",
    "BTW-nr.",
    "KvK",
    "USt-IdNr.",
    "SIRET",
    "NIF",
    "NIP",
    "ABN",
    "Tax ID",
    "TIN",
    "Co. No",
]
REGISTRATIONS = ("(######-A)", "######-A", "(#######)", "[######-A]", "(Co. No. ######-A)", "(########)")
PHONES = ["Tel", "Tel.", "Phone", "T", "Telephone", "Tél.", "Telefon", "Fax", "Hotline", "Customer service"]
PHONE_NUMBERS = ("0#-########", "+## ## #######", "0###-######", "###-#######", "(0##) ### ####", "0# ## ## ## ##")
META = [
    "Date",
    "Invoice no",
    "Receipt #",
    "Doc No.",
    "Cashier",
    "Time",
    "Table",
    "Order No.",
    "Terminal",
    "Staff",
    "Bill No",
    "Datum",
    "Kassa",
    "Bon nr",
    "Beleg",
]
SLOGANS = [
    "Home of good food",
    "Fresh every day",
    "Thank you for shopping",
    "Your partner since 1987",
    "Quality you can trust",
    "Welcome to our store",
    "Welcome to the club",
    "Thank you for your visit",
    "Please come again",
    "Opening hours 9-18",
    "Member copy",
    "Customer copy",
]
GREETINGS = (  # over a name; of tills
    "Thank you for shopping with {brand}", "Thank you for shopping at {brand}", "Welcome to {brand}", "TQ, come again",
    "Thank you and please come again", "Thank you, visit us again", "Vielen Dank für Ihren Einkauf", "Hartelijk dank",
    "Bedankt voor uw bezoek aan {brand}", "Merci de votre visite", "{brand} vous remercie", "Gracias por su compra",
    "Dziękujemy za zakupy", "Grazie e arrivederci", "Terima kasih", "You were served by {brand}", "Cashier: {brand}",
    "Counter [003] {brand}", "Goods sold are not returnable",
)  # fmt: skip
BRANCHES = ("Branch: {place}", "{code}-{place}", "Store {code}", "{place} branch")
TRADES = [
    "Trading",
    "Hardware",
    "Restaurant",
    "Cafe",
    "Stationery",
    "Mini Market",
    "Bakery",
    "Enterprise",
    "Electrical",
    "Motors",
    "Pharmacy",
    "Bookstore",
    "Supermarket",
    "Services",
    "Kitchen",
    "Florist",
    "Fashion",
    "Optical",
    "Petrol",
    "Foods",
    "Gift Shop",
    "Print",
    "Auto Parts",
    "Furniture",
]
PLOTS = ("No.", "No", "Lot", "Unit", "Shop")
FLOORS = ("Lot", "Unit", "Suite", "Level", "GF", "1st Floor,", "Block A,")
BUILDINGS = ("Mall", "Plaza", "Centre", "Park", "Building")
AREAS = ("Park", "Gardens", "Estate", "Village", "District", "Industrial Area")
LOOK_ALIKES = str.maketrans(
    {"0": "O", "O": "0", "1": "l", "l": "I", "I": "1", "5": "S", "S": "5", "B": "8", "e": "c", "m": "n", ",": "."}
)
