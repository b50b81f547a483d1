/** The word lists that every name of the demo book is put together from. Written for this project; nobody is meant. */
export interface Words {
  readonly stemStarts: readonly string[]
  readonly stemEnds: readonly string[]
  readonly townStarts: readonly string[]
  readonly townEnds: readonly string[]
  readonly streets: readonly string[]
  /** What the account does, one word or two per segment, in the order of the segments. */
  readonly trades: readonly string[]
  readonly legalForms: readonly string[]
  readonly groupWords: readonly string[]
  readonly plantWord: string
  readonly givenNames: readonly string[]
}

export type Language = 'de' | 'nl' | 'fr' | 'en'

const split = (words: string): readonly string[] => words.split(' ')

export const wordsByLanguage: Readonly<Record<Language, Words>> = {
  de: {
    stemStarts: split(
      'Hasel Birken Stein Wolfs Kalten Rot Lichten Falken Grün Eichel Moor Tannen Silber Brom Dorn Hirsch Krähen Linden Mühl Nebel Otter Quell',
    ),
    stemEnds: split('thaler hofer brunner egger wieser kamp horst bauer rieder stätter feld wart brink loher'),
    townStarts: split(
      'Ober Unter Nieder Alten Neuen Hohen Klein Groß Wald Mittel Linden Birken Hasel Kirch Moos Sankt-Veits-',
    ),
    townEnds: split('waldau reuthen bachheim eschbrunn lohfeld tannwies kronach steinach hagenau moorbeck wiesthal'),
    streets: split(
      'Lindenweg Werkstraße Hammergasse Schmiedeweg Bahnhofstraße Industriering Mühlenweg Hafenstraße Gießereiweg',
    ),
    trades: [
      'Maschinenbau',
      'Instandhaltung',
      'Metallbau',
      'Landtechnik',
      'Lebensmittelwerke',
      'Energieservice',
      'Fahrzeugtechnik',
      'Industriehandel',
    ],
    legalForms: ['GmbH', 'GmbH', 'GmbH & Co. KG', 'AG', 'e.K.'],
    groupWords: ['Gruppe', 'Holding', 'Beteiligungen'],
    plantWord: 'Werk',
    givenNames: split(
      'Anke Bernd Claudia Dieter Elke Frank Greta Holger Ines Jörg Katrin Lars Meike Norbert Petra Ralf Silke Torsten Ute Volker',
    ),
  },
  nl: {
    stemStarts: split(
      'Kaars Rieten Wilgen Molen Zand Veen Duin Linde Bever Reiger Water Berken Hazel Klaver Steen Ooster',
    ),
    stemEnds: split('gaarde beek horst velder kamp man dijker stra huis oord laar broek'),
    townStarts: split('Nieuwer Ouder Wester Ooster Noorder Hooge Lage Riet Veen Zwarte Wilgen Kerk'),
    townEnds: split('dijk broek meerde oord hoven wolde kapelle sluis waard hage lo berge'),
    streets: split('Dorpsstraat Kadeweg Industrieweg Havenkade Molenlaan Ambachtsweg Veenweg Spoorlaan'),
    trades: [
      'Machinebouw',
      'Onderhoud',
      'Metaalbewerking',
      'Landbouwtechniek',
      'Voedingsmiddelen',
      'Energietechniek',
      'Voertuigtechniek',
      'Technische Handel',
    ],
    legalForms: ['B.V.', 'B.V.', 'B.V.', 'N.V.', 'VOF'],
    groupWords: ['Groep', 'Holding', 'Beheer'],
    plantWord: 'vestiging',
    givenNames: split('Anouk Bas Carlijn Daan Esther Floris Gijs Hanneke Ivo Jolanda Koen Lotte Maarten Nienke Sander'),
  },
  fr: {
    stemStarts: split('Beau Clair Haute Mont Roche Val Bois Fonte Chante Grand Belle Pierre Aigue Saule Noir'),
    stemEnds: split('rieux court mièges ville laine perte donne fontaine bert vigne mare sart loup lande'),
    townStarts: ['Saint-Aubry-', 'Mont', 'Ville', 'Château-', 'Neuf', 'Roche', 'Pont-', 'Val', 'Belle', 'Haute-'],
    townEnds: split('sur-Ombe lerac menoy vaudry chesnes bressol tervil ligneux marsan coudrat'),
    streets: [
      'rue des Forges',
      'avenue du Port',
      'rue de la Gare',
      'chemin des Saules',
      'rue du Moulin',
      'zone artisanale',
      'quai du Canal',
    ],
    trades: [
      'Mécanique',
      'Maintenance',
      'Métallerie',
      'Machines Agricoles',
      'Agroalimentaire',
      'Énergies',
      'Véhicules',
      'Fournitures',
    ],
    legalForms: ['SARL', 'SAS', 'SAS', 'SA', '& Fils SARL'],
    groupWords: ['Groupe', 'Participations', 'Holding'],
    plantWord: 'site de',
    givenNames: split(
      'Aurélie Bruno Chloé Denis Élise Fabien Gaëlle Hugo Isabelle Jérôme Laure Mathieu Noémie Olivier Pascal',
    ),
  },
  en: {
    stemStarts: split(
      'Ash Brack Crow Dun Elder Fern Gorse Hathern Iver Kestrel Lark Marsh Oaken Quarr Rook Thorn Wren',
    ),
    stemEnds: split('worth combe hurst stead ridge field more ley den ford well gate shaw thwaite'),
    townStarts: split('Upper Lower Great Little Brack Thorn Wester Aller Stoke Hather Kings Dunster'),
    townEnds: split('combe leigh hampden wick thorpe ford hurst bourne stead mere minster'),
    streets: ['Mill Lane', 'Foundry Road', 'Station Road', 'Canal Street', 'Forge Way', 'Trading Estate', 'Dock Road'],
    trades: [
      'Engineering',
      'Plant Services',
      'Fabrication',
      'Agri-Machinery',
      'Foods',
      'Energy Services',
      'Vehicle Works',
      'Trade Supplies',
    ],
    legalForms: ['Ltd', 'Ltd', 'Ltd', 'plc', '& Sons Ltd'],
    groupWords: ['Group', 'Holdings', 'Partners'],
    plantWord: 'works',
    givenNames: split(
      'Alison Barry Carol Duncan Eleanor Fergus Gemma Howard Imogen Keith Lorna Martin Naomi Owen Ruth Stuart',
    ),
  },
}

/** Who else quotes: houses that do not exist. */
export const competitors: readonly string[] = split('Nordlager Vanterra Kestrelby Montalis Isarbedarf Brabotech')
