/**
 * Words of the headers that business programs write, in English, German, French and Spanish, and what each stands for. They are
 * the words of strangers: here an account has many names.
 */
export const meanings = {
  '#': `no nr num number nummer numero numéro nro n nb code cod código kode id key ident schlüssel clave clé ref reference
    referenz référence referencia kennung`,
  account: `account customer customers client clients cliente clientes kunde kunden kd kdn debitor partner contact
    geschäftspartner tiers acheteur comprador käufer auftraggeber abnehmer buyer soldto billto cardcode cardname acct debtor
    rechnungsempfänger deudor deb debitoren cust`,
  invoice: `invoice inv rechnung rechnungs rechn rg rnr facture factures facturation factura facturas faktura fakturen bill rech`,
  document: `document doc documento beleg belege voucher pièce piece comprobante transaction txn vorgang move docnum`,
  date: `date datum fecha tag day dt stichtag`,
  due: `due fällig fälligkeit fälligkeits échéance echéance vencimiento vto zahlbar maturity zahlungsziel`,
  posting: `posting buchung buchungs posted comptable contable valuta`,
  net: `net netto neto ht hors untaxed excl exkl ohne subtotal imponible nettowert nettobetrag nettoumsatz exclusive excluding`,
  gross: `gross brutto bruto ttc incl inkl taxed bruttobetrag inclusive including`,
  tax: `tax taxes vat mwst ust steuer steuern tva iva impuesto impuestos taxe mehrwertsteuer umsatzsteuer gst`,
  amount: `amount amt betrag montant importe total summe value wert umsatz sales revenue erlös erlöse gesamt gesamtpreis gesamtbetrag
    linetotal monto positionswert zeilenbetrag warenwert ventas ventes verkaufsbetrag extended ca facturado rechnungsbetrag extendedprice extprice gpreis zeilensumme`,
  quantity: `quantity qty menge anzahl stück stückzahl stk quantité qté qte cantidad cant units mengen liefermenge unidades anz fakturiert`,
  price: `price preis prix precio einzelpreis ep vk stückpreis verkaufspreis listenpreis unitprice pu pvp tarif epreis salesprice listprice`,
  percent: `percent prozent % pct satz pourcentage porcentaje`,
  discount: `discount rabatt rabatte remise descuento dto skonto nachlass escompte`,
  product: `product products item items artikel artikelstamm material sku article articles artículo produit produits producto
    productos produkt produkte ware waren part inventory stock teil teile`,
  name: `name nom nombre firma firmenname razón raison sociale social intitulé titel title fullname`,
  text: `bezeichnung bez beschreibung text libellé description descripción designation désignation denominación desc label benennung
    kurztext memo`,
  unit: `unit einheit uom me mengeneinheit unité unidad ud udm maßeinheit vpe verkaufsmengeneinheit einheiten uomcode`,
  currency: `currency währung devise moneda divisa monnaie curr whg wkz ccy cur währungs belegwährung`,
  line: `line lines pos position positionen positions zeile ligne lignes línea linea líneas row posten`,
  order: `order orders auftrag auftrags bestellung bestell commande commandes pedido pedidos so po`,
  rep: `salesperson rep representative verkäufer vertreter außendienst außendienstmitarbeiter vendeur commercial vendedor agent salesman
    seller betreuer sachbearbeiter slpname slpcode représentant comercial kundenbetreuer owner vertriebsmitarbeiter vertrieb salesrep salesmanager`,
  payment: `payment payments zahlung zahlungs zahlungen paiement paiements règlement règlements pago pagos cobro cobros receipt
    receipts zahlungseingang zahlungseingänge encaissement paid bezahlt payé pagado remittance`,
  segment: `segment branche gruppe group groupe grupo industry secteur sector kundengruppe kundensegment klasse class vertical`,
  territory: `territory gebiet verkaufsgebiet bezirk vertriebsgebiet territoire zona territorio area secteurs`,
  family: `family warengruppe produktgruppe artikelgruppe famille familia category categorie catégorie categoría kategorie hauptgruppe
    itemgroup sortiment`,
  cost: `cost costs kosten ek einkaufspreis einstandspreis herstellkosten coût cout coste costo costes einstand selbstkosten revient
    herstellungskosten achat`,
  entity: `entity company mandant gesellschaft buchungskreis société societe empresa subsidiary filiale sociedad firmenkreis`,
  site: `site lieferadresse lieferort niederlassung standort shipto lieferanschrift livraison entrega delivery établissement`,
  type: `type typ art belegart tipo rechnungsart dokumentart vorgangsart movetype kind genre`,
  from: `from ab von gültigab seit desde depuis start début debut inicio beginn gültigvon starting`,
  to: `to bis gültigbis hasta end fin ende until jusque ending`,
  valid: `valid gültig gültigkeit valable válido validez validité`,
  exchange: `exchange rate kurs wechselkurs cambio tasa taux change umrechnungskurs`,
  street: `street straße strasse str rue calle adresse address anschrift dirección direccion domicilio hausnummer voie`,
  postcode: `zip zipcode plz postleitzahl postal postcode cp`,
  city: `city ort stadt ville ciudad town población poblacion wohnort localité municipio`,
  region: `region state bundesland provincia département departement county province kanton`,
  country: `country land pays país pais ländercode länder`,
  standard: `standard standardartikel standardprodukt lagerartikel estándar standardisé`,
  latitude: `latitude lat breitengrad latitud`,
  longitude: `longitude lon lng längengrad longitud`,
  parent: `parent konzern mutter muttergesellschaft zentrale headoffice matriz mère übergeordnet oberkunde`,
  manager: `manager vorgesetzter leiter responsable jefe supervisor teamleiter`,
  original: `original ursprung ursprungs ursprungsrechnung rectificada origine origen bezug reversed corrected`,
  balance: `balance saldo offen offener open outstanding solde pendiente restbetrag opos`,
  warehouse: `warehouse whse lager lagerort lagerplatz depot entrepôt magasin almacén almacen bodega`,
  hand: `hand onhand bestand lagerbestand existencias`,
  cover: `cover reichweite couverture cobertura`,
  commitment: `commitment forecast calloff blanketorder abruf lieferabruf rahmenauftrag prognose engagement prévision compromiso
    previsión`,
  shipment: `shipment deliverynote lieferschein warenausgang expédition albarán albaran`,
  activity: `activity tätigkeit aktivität activité actividad leistungsart`,
  hours: `hours hour stunden std heures horas arbeitszeit`,
  employee: `employee mitarbeiter employé empleado`,
  freight: `freight fracht frachtkosten fret flete`,
  rebate: `rebate accrual rückvergütung boni ristourne rappel bonusrückstellung`,
  dispute: `dispute reklamation beanstandung klärfall litige disputa reclamación`,
  opened: `opened eröffnet ouvert abierto`,
  closed: `closed geschlossen erledigt clos cerrado`,
  reason: `reason grund motif motivo`,
  quote: `quote quotation angebot angebots offerte offre devis oferta presupuesto cotización`,
  status: `status statut estado angebotsstatus`,
  decided: `decided decision entschieden entscheidung décidé décision decidido decisión`,
  competitor: `competitor wettbewerber mitbewerber konkurrent concurrent competidor`,
  target: `target quota ziel umsatzziel zielumsatz vorgabe objectif objetivo`,
  measure: `measure kennzahl messgröße indicateur indicador`,
  phone: `phone telefon tel téléphone teléfono mobil mobile fax`,
  email: `email mail e-mail courriel correo`,
} as const

/** What a word of a header stands for. */
export type Meaning = keyof typeof meanings

/** Words that say nothing. */
export const fillers = `de des du la le les el los las der die das den dem the of for für zu zum zur in im et und and y e a à d l
  del al per pro par por je eur usd gbp chf`

/** Ends of German compounds, and what stands before them is a word of its own: Kundennummer, Rechnungsdatum. */
export const compoundEnds = `nummer nr name datum betrag menge bezeichnung code wert preis art gruppe adresse ort einheit position bez
  text währung schlüssel kennung id umsatz summe`

/** Words in a file name that say what the rows of the file are. */
export const kindWords = {
  lines: `lines positionen rechnungspositionen rechnungszeilen umsatz umsätze sales verkäufe ventas ventes lignes líneas lineas
    absatz salesdetail`,
  invoices: `invoices rechnungen factures facturas fakturen belege ausgangsrechnungen`,
  accounts: `accounts customers kunden kundenstamm clients clientes debitoren partner partners contacts geschäftspartner`,
  products: `products artikel artikelstamm items materials produkte produits productos articles artículos articulos`,
  payments: `payments zahlungen zahlungseingänge paiements règlements pagos cobros receipts`,
  reps: `reps salespeople vertreter verkäufer vendeurs vendedores aussendienst`,
  costs: `costs kosten einstandspreise coûts costes`,
  rates: `rates kurse wechselkurse exchange taux tipos`,
  sites: `sites standorte lieferadressen addresses adressen`,
  owners: `owners betreuer zuständigkeiten betreuung`,
  segments: `segments segmente branchen kundengruppen`,
  territories: `territories gebiete vertriebsgebiete`,
  families: `families warengruppen produktgruppen artikelgruppen`,
  parents: `parents konzerne`,
  aliases: `aliases`,
  stock: `stock stocks inventory bestand bestände lagerbestand lagerbestände lager existencias inventario inventaire`,
  commitments: `commitments forecast forecasts calloffs blanketorders abrufe lieferabrufe rahmenaufträge rahmenauftrag prognose
    prognosen engagements prévisions previsiones compromisos`,
  deliveries: `deliveries shipments lieferungen lieferscheine warenausgänge livraisons expéditions entregas albaranes`,
  events: `events activities tickets aktivitäten tätigkeiten serviceeinsätze événements activités interventions eventos actividades`,
  hours: `hours timesheet timesheets stunden zeiten zeiterfassung heures temps horas`,
  freight: `freight fracht frachten frachtkosten transports fletes portes`,
  accruals: `accruals rebates boni rückvergütungen bonusrückstellungen ristournes rappels`,
  disputes: `disputes reklamationen beanstandungen klärfälle litiges disputas reclamaciones`,
  quotes: `quotes quotations angebote offerten offres devis ofertas presupuestos cotizaciones`,
  targets: `targets quotas ziele umsatzziele vorgaben objectifs objetivos`,
} as const

/** What a document or a line is, what became of a quote and what a target is of, as programs write it. */
export const choiceWords: Readonly<Record<string, string>> = {
  invoice: `invoice;rechnung;facture;factura;inv;re;rg;ar invoice;a/r invoice;sales invoice;out_invoice;customer invoice;accrec;
    ausgangsrechnung;verkaufsrechnung;standard;tax invoice;faktura;380`,
  credit_note: `credit_note;credit note;credit memo;creditnote;creditmemo;gutschrift;gs;gu;storno;stornorechnung;avoir;abono;
    nota de crédito;nota de credito;factura rectificativa;out_refund;refund;customer credit note;rechnungskorrektur;cn;cm;
    accreccredit;ar credit memo;a/r credit memo;a/r credit note;sales credit memo;note de crédit;return;381;credit`,
  goods: `goods;ware;waren;artikel;product;produkt;produit;producto;marchandise;mercancía;inventory;item;stock;handelsware;storable product`,
  service: `service;services;dienstleistung;leistung;prestation;servicio;arbeit;labor;labour;lohn`,
  freight: `freight;fracht;frachtkosten;versand;versandkosten;shipping;transport;porto;port;portes;delivery;envío;livraison`,
  discount: `discount;rabatt;remise;descuento;nachlass;skonto`,
  forecast: `forecast;prognose;bedarfsprognose;prévision;previsión;prevision;fc`,
  call_off: `call_off;call-off;call off;calloff;abruf;lieferabruf;appel de commande;appel;delivery schedule`,
  blanket_order: `blanket_order;blanket order;rahmenauftrag;rahmenvertrag;commande ouverte;commande-cadre;pedido abierto;pedido marco`,
  rebate: `rebate;bonus;rückvergütung;rfa;rappel;kickback`,
  open: `open;offen;ouvert;ouverte;en cours;abierto;abierta;pendiente;pending;in bearbeitung;sent;gesendet;versendet;envoyé;enviado`,
  won: `won;gewonnen;angenommen;beauftragt;accepted;ordered;closed won;gagné;gagnée;accepté;acceptée;ganado;ganada;aceptado;aceptada`,
  lost: `lost;verloren;abgelehnt;abgesagt;rejected;declined;closed lost;perdu;perdue;refusé;refusée;perdido;perdida;rechazado;rechazada`,
  revenue: `revenue;turnover;sales;umsatz;erlös;chiffre d'affaires;ca;ventas;facturación;ingresos`,
  gross_profit: `gross_profit;gross profit;gross margin;rohertrag;rohgewinn;deckungsbeitrag;db;marge brute;margen bruto;gp`,
}

/** Signs and names of currencies that mean one currency only. */
export const currencyWords: Readonly<Record<string, string>> = {
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  sfr: 'CHF',
  us$: 'USD',
}
