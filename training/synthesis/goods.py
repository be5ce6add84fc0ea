# ruff: noqa: E501 (rows of words)
"""What is sold, per trade and language: words of products and services for line items (data)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business; price range in units of currency, `reduced` is the share of items at a reduced tax rate."""

    name: str
    prices: tuple[float, float]
    units: tuple[str, ...]  # concepts of the lexicon
    reduced: float
    scene: str  # see `wording.SCENES`
    quantities: tuple[int, int] = (1, 20)
    is_fractional: bool = False  # quantities like 2,5 hours or 0,750 kg


TRADES = (
    Trade("hardware", (0.5, 240), ("unit_piece", "unit_box", "unit_metre", "unit_set", "unit_roll_bottle"), 0.0, "goods", (1, 60)),
    Trade("food", (0.6, 38), ("unit_piece", "unit_kg", "unit_box", "unit_litre", "unit_pack"), 0.8, "goods", (1, 48), True),
    Trade("office", (0.8, 420), ("unit_piece", "unit_pack", "unit_box", "unit_set"), 0.05, "goods", (1, 25)),
    Trade("computers", (9, 2400), ("unit_piece", "unit_licence", "unit_set"), 0.0, "goods", (1, 8)),
    Trade("clothing", (6, 260), ("unit_piece", "unit_pair", "unit_set"), 0.0, "webshop", (1, 5)),
    Trade("household", (3, 480), ("unit_piece", "unit_set"), 0.05, "webshop", (1, 4)),
    Trade("health", (2, 140), ("unit_piece", "unit_pack", "unit_roll_bottle"), 0.4, "webshop", (1, 6)),
    Trade("building", (4, 900), ("unit_m2", "unit_metre", "unit_m3", "unit_piece", "unit_hour", "unit_tonne"), 0.15, "goods", (1, 80), True),
    Trade("consulting", (60, 190), ("unit_hour", "unit_day", "unit_lump_sum"), 0.0, "services", (1, 60), True),
    Trade("garage", (5, 480), ("unit_piece", "unit_hour", "unit_litre", "unit_set"), 0.0, "services", (1, 6), True),
    Trade("software", (5, 900), ("unit_month", "unit_licence", "unit_year", "unit_hour"), 0.0, "services", (1, 30)),
    Trade("transport", (15, 900), ("unit_km", "unit_piece", "unit_kg", "unit_hour", "unit_tonne"), 0.1, "services", (1, 400), True),
    Trade("events", (8, 1800), ("unit_person", "unit_piece", "unit_day", "unit_lump_sum"), 0.4, "services", (1, 80)),
    Trade("cleaning", (18, 400), ("unit_hour", "unit_month", "unit_m2"), 0.1, "services", (1, 40), True),
    Trade("energy", (0.04, 1.9), ("unit_kwh", "unit_m3", "unit_month", "unit_day"), 0.2, "utility", (5, 900), True),
    Trade("telecom", (1, 75), ("unit_month", "unit_minute", "unit_piece"), 0.0, "utility", (1, 3)),
)  # fmt: skip

COLOURS = {
    "nl": "zwart wit grijs blauw rood groen naturel antraciet", "de": "schwarz weiß grau blau rot grün natur anthrazit",
    "fr": "noir blanc gris bleu rouge vert naturel anthracite", "en": "black white grey blue red green natural anthracite",
    "es": "negro blanco gris azul rojo verde natural antracita", "pl": "czarny biały szary niebieski czerwony zielony naturalny grafitowy",
}  # fmt: skip

GOODS = {  # language -> trade -> items
    "nl": {
        "hardware": "Spaanplaatschroef verzinkt;Houtboor;Hamer met glasvezelsteel;Waterpomptang;Kabelgoot;Installatiedraad;Muurplug;Schuurpapier korrel;Slangklem RVS;Hangslot;Boormachine accu;Siliconenkit transparant;Ladder 3-delig;Werkhandschoenen maat",
        "food": "Volkoren brood;Halfvolle melk;Jonge kaas plak;Appelsap;Kipfilet;Tomaten los;Aardappelen;Espressobonen;Mineraalwater bruisend;Olijfolie extra vierge;Roomboter;Pasta penne;Yoghurt Griekse stijl;Sinaasappelen net",
        "office": "Kopieerpapier A4 80 grams;Ordner A4;Balpen;Toner cartridge;Whiteboard magnetisch;Bureaustoel ergonomisch;Plakband;Nietmachine;Enveloppen venster C5;Markeerstift;Archiefdoos;Notitieblok gelinieerd",
        "computers": "Laptop 14 inch;Beeldscherm 27\";Toetsenbord draadloos;Muis optisch;Harde schijf SSD;Netwerkkabel Cat6;Docking station USB-C;Geheugenmodule;Antivirus licentie 1 jaar;Laserprinter;Headset;Switch 24-poorts",
        "clothing": "T-shirt ronde hals;Spijkerbroek slim fit;Winterjas;Sneakers leer;Overhemd lange mouw;Jurk;Sokken 3-pak;Riem leer;Trui wol;Werkbroek;Regenjas;Polo",
        "household": "Koffiezetapparaat;Stofzuiger zakloos;Pannenset 5-delig;Dekbedovertrek;Tafellamp LED;Boekenkast;Eetkamerstoel;Broodrooster;Gordijn kant en klaar;Tuinset;Waterkoker;Opbergbox",
        "health": "Paracetamol;Pleisters waterproof;Vitamine C tabletten;Zonnebrand factor 30;Handcrème;Tandpasta;Neusspray;Shampoo;Thermometer digitaal;Mondkapjes type IIR;Bloeddrukmeter;Verbandset",
        "building": "Gipsplaat;Baksteen rood;Betonmortel;Isolatieplaat;Dakpannen;Stucwerk wanden;Tegelwerk badkamer;Graafwerk;Vurenhout geschaafd;Schilderwerk buiten;Straatwerk;Arbeidsloon timmerman",
        "consulting": "Advieswerkzaamheden;Projectbegeleiding;Administratie en boekhouding;Juridisch advies;Ontwerp huisstijl;Training medewerkers;Opstellen jaarrekening;Interim management;Marktonderzoek;Tekstschrijven website;Vertaalwerk;Salarisadministratie",
        "garage": "Motorolie 5W30;Remblokken vooraxel;Oliefilter;Arbeidsloon;APK keuring;Winterband;Accu;Ruitenwissers;Luchtfilter;Milieubijdrage;Uitlijnen;Bougie",
        "software": "Hosting pakket;Domeinregistratie;Licentie per gebruiker;Onderhoudscontract;Back-up dienst;Ontwikkeling maatwerk;SSL-certificaat;Support uren;E-mail werkplek;Online boekhouden;API-koppeling;Cloudopslag",
        "transport": "Transport;Laden en lossen;Brandstoftoeslag;Koeriersrit;Pallettransport;Wachturen;Tolheffing;Opslag pallet;Verhuizing;Containertransport;Spoedzending;Expeditiekosten",
        "events": "Zaalhuur;Lunch buffet;Overnachting tweepersoonskamer;Diner 3 gangen;Beamer en geluid;Koffie en thee;Toeristenbelasting;Borrelarrangement;Entreekaart;Fotografie;Decoratie;Parkeren",
        "cleaning": "Schoonmaakonderhoud kantoor;Glasbewassing;Tuinonderhoud;Dieptereiniging vloer;Afvoer afval;Hoveniersuren;Ongediertebestrijding;Sanitaire voorzieningen;Sneeuwruimen;Gevelreiniging;Containerhuur;Tapijtreiniging",
        "energy": "Levering elektriciteit normaal;Levering elektriciteit dal;Levering gas;Vastrecht;Netbeheerkosten;Energiebelasting;Opslag duurzame energie;Meterhuur;Vermindering energiebelasting;Warmte;Teruglevering;Transportkosten",
        "telecom": "Abonnement mobiel;Internet glasvezel;Vaste telefonie;Gesprekskosten buitenland;Televisie basispakket;Datagebruik buiten bundel;Toestelkrediet;Modemhuur;Sms-bundel;Simkaart;Nummerbehoud;Servicekosten",
    },
    "de": {
        "hardware": "Spanplattenschraube verzinkt;Holzbohrer;Hammer mit Fiberglasstiel;Wasserpumpenzange;Kabelkanal;Aderleitung;Dübel;Schleifpapier Körnung;Schlauchschelle Edelstahl;Vorhängeschloss;Akkuschrauber;Silikon transparent;Leiter 3-teilig;Arbeitshandschuhe Gr.",
        "food": "Vollkornbrot;Fettarme Milch;Gouda jung Scheiben;Apfelsaft naturtrüb;Hähnchenbrust;Rispentomaten;Kartoffeln festkochend;Espressobohnen;Mineralwasser Classic;Olivenöl nativ extra;Deutsche Markenbutter;Penne Rigate;Joghurt griechische Art;Orangen Netz",
        "office": "Kopierpapier A4 80g;Ordner A4 breit;Kugelschreiber;Tonerkassette;Whiteboard magnetisch;Bürostuhl ergonomisch;Klebeband;Heftgerät;Briefumschläge C5;Textmarker;Archivbox;Notizblock liniert",
        "computers": "Notebook 14 Zoll;Monitor 27\";Tastatur kabellos;Optische Maus;SSD Festplatte;Netzwerkkabel Cat6;Dockingstation USB-C;Arbeitsspeicher;Virenschutz Lizenz 1 Jahr;Laserdrucker;Headset;Switch 24-Port",
        "clothing": "T-Shirt Rundhals;Jeans Slim Fit;Winterjacke;Sneaker Leder;Hemd langarm;Kleid;Socken 3er Pack;Gürtel Leder;Pullover Wolle;Arbeitshose;Regenjacke;Poloshirt",
        "household": "Kaffeemaschine;Staubsauger beutellos;Topfset 5-teilig;Bettwäsche;Tischleuchte LED;Bücherregal;Esszimmerstuhl;Toaster;Fertigvorhang;Gartenmöbel;Wasserkocher;Aufbewahrungsbox",
        "health": "Paracetamol 500mg;Pflaster wasserfest;Vitamin C Tabletten;Sonnencreme LSF 30;Handcreme;Zahnpasta;Nasenspray;Shampoo;Fieberthermometer;FFP2 Masken;Blutdruckmessgerät;Verbandkasten",
        "building": "Gipskartonplatte;Ziegel rot;Fertigbeton;Dämmplatte;Dachziegel;Innenputz Wände;Fliesenarbeiten Bad;Erdarbeiten;Fichtenholz gehobelt;Fassadenanstrich;Pflasterarbeiten;Facharbeiterstunde",
        "consulting": "Beratungsleistung;Projektleitung;Buchhaltung laufend;Rechtsberatung;Gestaltung Logo;Schulung Mitarbeiter;Erstellung Jahresabschluss;Interim Management;Marktanalyse;Texterstellung Webseite;Übersetzung;Lohnabrechnung",
        "garage": "Motoröl 5W30;Bremsbeläge vorne;Ölfilter;Arbeitslohn;Hauptuntersuchung;Winterreifen;Starterbatterie;Scheibenwischer;Luftfilter;Altölentsorgung;Achsvermessung;Zündkerze",
        "software": "Hosting Paket;Domainregistrierung;Lizenz je Benutzer;Wartungsvertrag;Datensicherung;Individualentwicklung;SSL-Zertifikat;Supportstunden;E-Mail Postfach;Buchhaltung online;API-Anbindung;Cloudspeicher",
        "transport": "Frachtkosten;Be- und Entladen;Dieselzuschlag;Kurierfahrt;Palettentransport;Wartezeit;Maut;Lagerung Palette;Umzug;Containertransport;Expresssendung;Zollabwicklung",
        "events": "Raummiete;Mittagsbuffet;Übernachtung Doppelzimmer;Menü 3 Gänge;Beamer und Ton;Kaffee und Tee;Kurtaxe;Sektempfang;Eintrittskarte;Fotografie;Dekoration;Parkplatz",
        "cleaning": "Unterhaltsreinigung Büro;Glasreinigung;Gartenpflege;Grundreinigung Boden;Abfallentsorgung;Gärtnerstunden;Schädlingsbekämpfung;Sanitärbedarf;Winterdienst;Fassadenreinigung;Containermiete;Teppichreinigung",
        "energy": "Arbeitspreis Strom HT;Arbeitspreis Strom NT;Arbeitspreis Erdgas;Grundpreis;Netzentgelt;Stromsteuer;EEG-Umlage;Messstellenbetrieb;Konzessionsabgabe;Fernwärme;Einspeisung;CO2-Preis",
        "telecom": "Grundgebühr Mobilfunk;Internet Glasfaser;Festnetz Flat;Verbindungen Ausland;TV Basispaket;Datenvolumen zusätzlich;Ratenzahlung Gerät;Router Miete;SMS Paket;SIM-Karte;Rufnummernmitnahme;Servicepauschale",
    },
    "fr": {
        "hardware": "Vis à bois zinguée;Foret bois;Marteau manche fibre;Pince multiprise;Goulotte électrique;Fil électrique rigide;Cheville murale;Papier abrasif grain;Collier de serrage inox;Cadenas;Perceuse sans fil;Mastic silicone transparent;Échelle 3 plans;Gants de travail taille",
        "food": "Pain complet;Lait demi-écrémé;Fromage en tranches;Jus de pomme;Filet de poulet;Tomates grappe;Pommes de terre;Café en grains;Eau minérale gazeuse;Huile d'olive vierge extra;Beurre doux;Pâtes penne;Yaourt à la grecque;Oranges filet",
        "office": "Papier A4 80g;Classeur A4;Stylo bille;Cartouche toner;Tableau blanc magnétique;Fauteuil de bureau;Ruban adhésif;Agrafeuse;Enveloppes C5 fenêtre;Surligneur;Boîte archives;Bloc-notes ligné",
        "computers": "Ordinateur portable 14 pouces;Écran 27\";Clavier sans fil;Souris optique;Disque SSD;Câble réseau Cat6;Station d'accueil USB-C;Module mémoire;Licence antivirus 1 an;Imprimante laser;Casque micro;Switch 24 ports",
        "clothing": "T-shirt col rond;Jean slim;Manteau d'hiver;Baskets cuir;Chemise manches longues;Robe;Chaussettes lot de 3;Ceinture cuir;Pull laine;Pantalon de travail;Imperméable;Polo",
        "household": "Cafetière;Aspirateur sans sac;Batterie de cuisine 5 pièces;Housse de couette;Lampe de table LED;Bibliothèque;Chaise;Grille-pain;Rideau prêt à poser;Salon de jardin;Bouilloire;Boîte de rangement",
        "health": "Paracétamol 500mg;Pansements étanches;Vitamine C comprimés;Crème solaire SPF 30;Crème mains;Dentifrice;Spray nasal;Shampooing;Thermomètre digital;Masques chirurgicaux;Tensiomètre;Trousse de secours",
        "building": "Plaque de plâtre;Brique rouge;Béton prêt à l'emploi;Panneau isolant;Tuiles;Enduit murs;Carrelage salle de bain;Terrassement;Bois de charpente;Peinture façade;Pose pavés;Main d'oeuvre menuisier",
        "consulting": "Prestation de conseil;Suivi de projet;Tenue de comptabilité;Conseil juridique;Création graphique;Formation du personnel;Établissement du bilan;Management de transition;Étude de marché;Rédaction web;Traduction;Établissement des bulletins de paie",
        "garage": "Huile moteur 5W30;Plaquettes de frein avant;Filtre à huile;Main d'oeuvre;Contrôle technique;Pneu hiver;Batterie;Balais d'essuie-glace;Filtre à air;Éco-participation;Géométrie;Bougie d'allumage",
        "software": "Hébergement web;Nom de domaine;Licence par utilisateur;Contrat de maintenance;Sauvegarde;Développement spécifique;Certificat SSL;Heures de support;Messagerie;Comptabilité en ligne;Connecteur API;Stockage cloud",
        "transport": "Transport routier;Chargement et déchargement;Surcharge carburant;Course coursier;Transport palette;Attente;Péage;Stockage palette;Déménagement;Transport conteneur;Envoi express;Frais de dossier",
        "events": "Location de salle;Buffet déjeuner;Nuitée chambre double;Menu 3 plats;Vidéoprojecteur et sonorisation;Pause café;Taxe de séjour;Cocktail;Billet d'entrée;Photographie;Décoration;Parking",
        "cleaning": "Entretien des bureaux;Nettoyage vitres;Entretien espaces verts;Décapage sol;Enlèvement déchets;Heures jardinier;Dératisation;Consommables sanitaires;Déneigement;Nettoyage façade;Location benne;Nettoyage moquette",
        "energy": "Consommation heures pleines;Consommation heures creuses;Consommation gaz;Abonnement;Acheminement;Taxe intérieure;Contribution service public;Location compteur;Contribution tarifaire;Chaleur;Injection;Eau potable",
        "telecom": "Forfait mobile;Internet fibre;Ligne fixe;Communications internationales;Bouquet TV;Données hors forfait;Mensualité téléphone;Location box;Pack SMS;Carte SIM;Portabilité;Frais de service",
    },
    "en": {
        "hardware": "Wood screw zinc plated;Drill bit;Claw hammer fibreglass;Water pump pliers;Cable trunking;Electrical wire;Wall plug;Sandpaper grit;Hose clip stainless;Padlock;Cordless drill;Silicone sealant clear;Ladder 3 section;Work gloves size",
        "food": "Wholemeal bread;Semi skimmed milk;Cheddar slices;Apple juice;Chicken breast;Tomatoes loose;Potatoes;Espresso beans;Sparkling water;Olive oil extra virgin;Salted butter;Penne pasta;Greek style yoghurt;Oranges net",
        "office": "Copier paper A4 80gsm;Lever arch file;Ballpoint pen;Toner cartridge;Whiteboard magnetic;Office chair ergonomic;Adhesive tape;Stapler;Window envelopes C5;Highlighter;Archive box;Notepad ruled",
        "computers": "Laptop 14 inch;Monitor 27\";Wireless keyboard;Optical mouse;SSD drive;Network cable Cat6;Docking station USB-C;Memory module;Antivirus licence 1 year;Laser printer;Headset;Switch 24 port",
        "clothing": "T-shirt crew neck;Slim fit jeans;Winter coat;Leather trainers;Long sleeve shirt;Dress;Socks 3 pack;Leather belt;Wool jumper;Work trousers;Rain jacket;Polo shirt",
        "household": "Coffee maker;Bagless vacuum cleaner;Saucepan set 5 piece;Duvet cover;Table lamp LED;Bookcase;Dining chair;Toaster;Ready made curtain;Garden furniture set;Kettle;Storage box",
        "health": "Paracetamol 500mg;Waterproof plasters;Vitamin C tablets;Sun cream SPF 30;Hand cream;Toothpaste;Nasal spray;Shampoo;Digital thermometer;Face masks type IIR;Blood pressure monitor;First aid kit",
        "building": "Plasterboard;Red brick;Ready mixed concrete;Insulation board;Roof tiles;Plastering walls;Tiling bathroom;Excavation works;Planed softwood;Exterior painting;Paving;Carpenter labour",
        "consulting": "Consulting services;Project management;Bookkeeping;Legal advice;Graphic design;Staff training;Preparation of accounts;Interim management;Market research;Copywriting website;Translation;Payroll services",
        "garage": "Engine oil 5W30;Front brake pads;Oil filter;Labour;MOT test;Winter tyre;Battery;Wiper blades;Air filter;Waste oil disposal;Wheel alignment;Spark plug",
        "software": "Hosting package;Domain registration;User licence;Maintenance contract;Backup service;Custom development;SSL certificate;Support hours;Email mailbox;Online bookkeeping;API integration;Cloud storage",
        "transport": "Road freight;Loading and unloading;Fuel surcharge;Courier delivery;Pallet transport;Waiting time;Toll charges;Pallet storage;Removal;Container haulage;Express shipment;Customs clearance",
        "events": "Room hire;Buffet lunch;Double room per night;Three course dinner;Projector and sound;Tea and coffee;City tax;Drinks reception;Admission ticket;Photography;Decoration;Parking",
        "cleaning": "Office cleaning;Window cleaning;Garden maintenance;Deep clean floor;Waste removal;Gardener hours;Pest control;Washroom supplies;Snow clearance;Facade cleaning;Skip hire;Carpet cleaning",
        "energy": "Electricity day rate;Electricity night rate;Gas usage;Standing charge;Distribution charge;Climate change levy;Renewable surcharge;Meter rental;Capacity charge;District heat;Export credit;Water usage",
        "telecom": "Mobile plan;Fibre broadband;Landline rental;International calls;TV basic package;Data overage;Handset instalment;Router rental;SMS bundle;SIM card;Number porting;Service fee",
    },
    "es": {
        "hardware": "Tornillo para madera cincado;Broca madera;Martillo mango fibra;Alicates de bomba;Canaleta;Cable eléctrico;Taco de pared;Lija grano;Abrazadera inox;Candado;Taladro a batería;Silicona transparente;Escalera 3 tramos;Guantes de trabajo talla",
        "food": "Pan integral;Leche semidesnatada;Queso en lonchas;Zumo de manzana;Pechuga de pollo;Tomates de rama;Patatas;Café en grano;Agua con gas;Aceite de oliva virgen extra;Mantequilla;Pasta penne;Yogur griego;Naranjas malla",
        "office": "Papel A4 80g;Archivador A4;Bolígrafo;Cartucho tóner;Pizarra blanca magnética;Silla de oficina ergonómica;Cinta adhesiva;Grapadora;Sobres C5 ventana;Rotulador fluorescente;Caja archivo;Bloc de notas rayado",
        "computers": "Portátil 14 pulgadas;Monitor 27\";Teclado inalámbrico;Ratón óptico;Disco SSD;Cable de red Cat6;Base USB-C;Módulo de memoria;Licencia antivirus 1 año;Impresora láser;Auriculares;Switch 24 puertos",
        "clothing": "Camiseta cuello redondo;Vaqueros slim;Abrigo de invierno;Zapatillas piel;Camisa manga larga;Vestido;Calcetines pack 3;Cinturón piel;Jersey lana;Pantalón de trabajo;Chubasquero;Polo",
        "household": "Cafetera;Aspirador sin bolsa;Batería de cocina 5 piezas;Funda nórdica;Lámpara de mesa LED;Estantería;Silla de comedor;Tostadora;Cortina confeccionada;Conjunto de jardín;Hervidor;Caja organizadora",
        "health": "Paracetamol 500mg;Tiritas resistentes al agua;Vitamina C comprimidos;Crema solar FPS 30;Crema de manos;Pasta de dientes;Spray nasal;Champú;Termómetro digital;Mascarillas quirúrgicas;Tensiómetro;Botiquín",
        "building": "Placa de yeso;Ladrillo rojo;Hormigón preparado;Panel aislante;Tejas;Enlucido paredes;Alicatado baño;Excavación;Madera cepillada;Pintura fachada;Pavimento;Mano de obra carpintero",
        "consulting": "Servicios de consultoría;Gestión de proyecto;Contabilidad;Asesoría jurídica;Diseño gráfico;Formación del personal;Cuentas anuales;Dirección interina;Estudio de mercado;Redacción web;Traducción;Gestión de nóminas",
        "garage": "Aceite motor 5W30;Pastillas de freno delanteras;Filtro de aceite;Mano de obra;Inspección técnica;Neumático invierno;Batería;Escobillas limpiaparabrisas;Filtro de aire;Gestión de residuos;Alineación;Bujía",
        "software": "Alojamiento web;Registro de dominio;Licencia por usuario;Contrato de mantenimiento;Copia de seguridad;Desarrollo a medida;Certificado SSL;Horas de soporte;Buzón de correo;Contabilidad en línea;Integración API;Almacenamiento en la nube",
        "transport": "Transporte por carretera;Carga y descarga;Recargo combustible;Mensajería;Transporte palet;Tiempo de espera;Peajes;Almacenaje palet;Mudanza;Transporte contenedor;Envío urgente;Despacho de aduanas",
        "events": "Alquiler de sala;Bufé almuerzo;Habitación doble por noche;Menú 3 platos;Proyector y sonido;Café y té;Tasa turística;Cóctel;Entrada;Fotografía;Decoración;Aparcamiento",
        "cleaning": "Limpieza de oficinas;Limpieza de cristales;Mantenimiento de jardín;Limpieza a fondo suelo;Retirada de residuos;Horas jardinero;Control de plagas;Productos higiénicos;Retirada de nieve;Limpieza de fachada;Alquiler de contenedor;Limpieza de moqueta",
        "energy": "Energía consumida punta;Energía consumida valle;Consumo gas;Término fijo;Peaje de acceso;Impuesto eléctrico;Bono social;Alquiler de contador;Potencia contratada;Calor;Excedentes;Consumo agua",
        "telecom": "Tarifa móvil;Internet fibra;Línea fija;Llamadas internacionales;Paquete TV;Datos adicionales;Cuota terminal;Alquiler router;Bono SMS;Tarjeta SIM;Portabilidad;Gastos de gestión",
    },
    "pl": {
        "hardware": "Wkręt do drewna ocynk;Wiertło do drewna;Młotek z włókna szklanego;Szczypce nastawne;Kanał kablowy;Przewód instalacyjny;Kołek rozporowy;Papier ścierny gr.;Opaska zaciskowa;Kłódka;Wiertarko-wkrętarka;Silikon bezbarwny;Drabina 3-elementowa;Rękawice robocze rozm.",
        "food": "Chleb razowy;Mleko półtłuste;Ser żółty plastry;Sok jabłkowy;Filet z kurczaka;Pomidory gałązka;Ziemniaki;Kawa ziarnista;Woda gazowana;Oliwa z oliwek;Masło ekstra;Makaron penne;Jogurt grecki;Pomarańcze siatka",
        "office": "Papier ksero A4 80g;Segregator A4;Długopis;Toner;Tablica magnetyczna;Fotel biurowy;Taśma klejąca;Zszywacz;Koperty C5 z okienkiem;Zakreślacz;Pudło archiwizacyjne;Notes w linie",
        "computers": "Laptop 14 cali;Monitor 27\";Klawiatura bezprzewodowa;Mysz optyczna;Dysk SSD;Kabel sieciowy Cat6;Stacja dokująca USB-C;Pamięć RAM;Licencja antywirus 1 rok;Drukarka laserowa;Słuchawki;Przełącznik 24-portowy",
        "clothing": "T-shirt okrągły dekolt;Jeansy slim;Kurtka zimowa;Sneakersy skórzane;Koszula długi rękaw;Sukienka;Skarpety 3-pak;Pasek skórzany;Sweter wełniany;Spodnie robocze;Kurtka przeciwdeszczowa;Polo",
        "household": "Ekspres do kawy;Odkurzacz bezworkowy;Zestaw garnków 5 el.;Pościel;Lampka stołowa LED;Regał na książki;Krzesło;Toster;Zasłona gotowa;Meble ogrodowe;Czajnik;Pojemnik",
        "health": "Paracetamol 500mg;Plastry wodoodporne;Witamina C tabletki;Krem z filtrem 30;Krem do rąk;Pasta do zębów;Spray do nosa;Szampon;Termometr cyfrowy;Maseczki medyczne;Ciśnieniomierz;Apteczka",
        "building": "Płyta gipsowa;Cegła czerwona;Beton towarowy;Płyta izolacyjna;Dachówka;Tynkowanie ścian;Układanie płytek łazienka;Roboty ziemne;Drewno strugane;Malowanie elewacji;Kostka brukowa;Robocizna stolarz",
        "consulting": "Usługi doradcze;Zarządzanie projektem;Usługi księgowe;Doradztwo prawne;Projekt graficzny;Szkolenie pracowników;Sporządzenie bilansu;Zarządzanie tymczasowe;Badanie rynku;Copywriting;Tłumaczenie;Obsługa kadrowo-płacowa",
        "garage": "Olej silnikowy 5W30;Klocki hamulcowe przód;Filtr oleju;Robocizna;Badanie techniczne;Opona zimowa;Akumulator;Wycieraczki;Filtr powietrza;Utylizacja;Geometria kół;Świeca zapłonowa",
        "software": "Hosting;Rejestracja domeny;Licencja na użytkownika;Umowa serwisowa;Kopia zapasowa;Oprogramowanie na zamówienie;Certyfikat SSL;Godziny wsparcia;Skrzynka e-mail;Księgowość online;Integracja API;Dysk w chmurze",
        "transport": "Transport drogowy;Załadunek i rozładunek;Dopłata paliwowa;Kurier;Transport palety;Postój;Opłaty drogowe;Magazynowanie palety;Przeprowadzka;Transport kontenera;Przesyłka ekspresowa;Odprawa celna",
        "events": "Wynajem sali;Bufet lunch;Nocleg pokój dwuosobowy;Kolacja 3 dania;Projektor i nagłośnienie;Kawa i herbata;Opłata miejscowa;Przyjęcie koktajlowe;Bilet wstępu;Fotografia;Dekoracje;Parking",
        "cleaning": "Sprzątanie biura;Mycie okien;Pielęgnacja ogrodu;Czyszczenie podłóg;Wywóz odpadów;Godziny ogrodnika;Dezynsekcja;Środki higieniczne;Odśnieżanie;Mycie elewacji;Wynajem kontenera;Pranie dywanów",
        "energy": "Energia czynna strefa I;Energia czynna strefa II;Paliwo gazowe;Opłata abonamentowa;Opłata sieciowa;Akcyza;Opłata OZE;Najem licznika;Opłata mocowa;Ciepło;Energia oddana;Woda zimna",
        "telecom": "Abonament komórkowy;Internet światłowód;Telefon stacjonarny;Połączenia międzynarodowe;Pakiet TV;Dodatkowe dane;Rata za telefon;Dzierżawa routera;Pakiet SMS;Karta SIM;Przeniesienie numeru;Opłata serwisowa",
    },
}  # fmt: skip


def names_of(trade: str, language: str) -> list[str]:
    """Product names of a trade."""
    return GOODS[language][trade].split(";")
