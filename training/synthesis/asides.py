# ruff: noqa: E501 (rows of words)
"""Labels around the answers, per language (data): dates, codes and names that a page prints beside what is asked."""

from __future__ import annotations

ASIDES = {  # words by what stands behind them
    "date": {
        "en": "Print date;Printed on;Start of service;End of service;Completion date;Requested date;Expected date;Statement date;Sale date;Booking date;Last payment;Next invoice date;Check-in;Check-out;Posting date;Received;Departure",
        "de": "Druckdatum;Gedruckt am;Versanddatum;Beginn;Ende;Angebot vom;Reisedatum;Buchungsdatum;Nächste Rechnung;Anreise;Abreise;Eingangsdatum;Schadentag;Zahlungseingang am;Valuta",
        "fr": "Date d'impression;Imprimé le;Date d'expédition;Date de début;Date de fin;Date du devis;Date de prestation;Prochaine facture;Arrivée;Départ;Date de vente;Dernier règlement;Date de valeur",
        "nl": "Afdrukdatum;Verzenddatum;Begindatum;Einddatum;Offertedatum;Boekingsdatum;Volgende factuur;Aankomst;Vertrek;Printdatum;Besteld op;Werkdatum;Aankoopdatum",
        "es": "Fecha de impresión;Fecha de envío;Inicio;Fin;Fecha del presupuesto;Entrada;Salida;Fecha de operación;Próxima factura;Fecha albarán",
        "pl": "Data wydruku;Data wysyłki;Data zakończenia;Początek;Koniec;Data zamówienia;Data sprzedaży;Data dostawy;Następna faktura;Data operacji",
    },
    "code": {
        "en": "User ID;Case;Ticket;Batch;Shipment;Tracking No.;Licence plate;Meter number;Serial No.;Route;Branch;Site;Quote No.;Quotation;Estimate #;Work order;Run;Vendor No.;Lease No.;Booking ref.;Approval;Page;Version;Job Ref;Waybill;Cost code;MPAN",
        "de": "Vorgang;Vorgangsnummer;Angebot Nr.;Angebots-Nr.;Sendung;Sendungsnr.;Amtl. Kennzeichen;Zählernummer;Seriennr.;Tour;Filiale;Fahrgestellnr.;FG-Nr.;Arbeitsschein;Ticket;Lieferant Nr.;Ihre Lieferantennr.;Seite;Version;Objekt-Nr.;Kassenzeichen;Leitcode;Bearbeitungsnr.",
        "fr": "Devis n°;N° de devis;N° d'affaire;Affaire;Dossier;N° de série;Immatriculation;Compteur n°;Colis;N° de suivi;Tournée;Agence;Ticket;Fournisseur n°;Page;Version;Intervention;Chantier n°;PDL;Code service",
        "nl": "Offerte;Offertenummer;Dossier;Dossiernr.;Kenteken;Meternummer;Serienummer;Zending;Track & trace;Route;Filiaal;Werkbon;Werkbonnr.;Ticket;Leveranciersnr.;Pagina;Versie;Boeking;Kostenplaats;EAN-code aansluiting",
        "es": "Presupuesto;Nº presupuesto;Expediente;Matrícula;Contador;Nº de serie;Envío;Ruta;Sucursal;Parte de trabajo;Ticket;Proveedor nº;Página;Versión;Reserva;CUPS;Obra",
        "pl": "Oferta;Nr oferty;Sprawa;Nr rejestracyjny;Nr licznika;Nr seryjny;Przesyłka;Trasa;Oddział;Zlecenie;Bilet;Nr dostawcy;Strona;Wersja;Rezerwacja;BDO;Punkt poboru",
    },
    "name": {
        "en": "Salesperson;Account manager;Prepared by;Requisitioner;Ship via;F.O.B.;Sales rep;Driver;Attention;Department;Approved by;Delivery method;Incoterm;Customer name;Source;Processed by;Office",
        "de": "Sachbearbeiter;Bearbeiter;Bearbeiter/in;Vertreter;Versandart;Abteilung;Fahrer;Verkäufer;Erstellt von;Lieferart;Zuständig;Es bedient Sie;Incoterm;Verkaufsbüro;Fahrzeug",
        "fr": "Suivi par;Commercial;Vendeur;Mode de livraison;Service;Chauffeur;Affaire suivie par;Établi par;Transporteur;Incoterm;Origine;Conseiller;Véhicule",
        "nl": "Behandeld door;Verkoper;Vertegenwoordiger;Verzendwijze;Afdeling;Chauffeur;Opgesteld door;Leverwijze;Accountmanager;Incoterm;Monteur;Betreft",
        "es": "Comercial;Vendedor;Forma de envío;Departamento;Transportista;Atendido por;Agente;Elaborado por;Origen;Técnico",
        "pl": "Handlowiec;Opiekun;Sposób dostawy;Dział;Kierowca;Przewoźnik;Sporządził;Wystawił;Miejsce wystawienia;Źródło",
    },
    "number": {"en": "No.;Number;Nr;#;Document", "de": "Nr.;Nummer;Beleg;Belegnr.", "fr": "N°;Numéro;Document;Pièce", "nl": "Nummer;Nr.;Document;Volgnr.", "es": "Nº;Número;Documento;Núm.", "pl": "Nr;Numer;Dokument;Lp."},
    "phone": {"en": "Your phone;Tel. buyer", "de": "Ihr Telefon;Durchwahl;Mobil", "fr": "Votre téléphone;Tél. client", "nl": "Uw telefoon;Tel. klant", "es": "Tel. cliente", "pl": "Tel. nabywcy"},
    "time": {"en": "Time;Printed at", "de": "Uhrzeit;Zeit", "fr": "Heure", "nl": "Tijd;Tijdstip", "es": "Hora", "pl": "Godzina"},
}  # fmt: skip
KINDS = (("date", 6), ("code", 9), ("name", 5), ("number", 2), ("phone", 1), ("time", 1))


def aside_labels(kind: str, language: str) -> list[str]:
    """The words of a kind."""
    return ASIDES[kind][language].split(";")
