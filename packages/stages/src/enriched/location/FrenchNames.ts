/**
 * French place names that are in use but not in the official list: regions
 * before 2016, business quarters, new towns, airports, towns that took
 * another name, short forms. Edit by hand.
 * @module
 */

/** A spelling of a region that is not its official name → the official name. */
export const regionAliases: ReadonlyArray<readonly [alias: string, region: string]> = [
  ["IDF", "Île-de-France"],
  ["Région parisienne", "Île-de-France"],
  ["Paris et région parisienne", "Île-de-France"],
  ["Région Île-de-France", "Île-de-France"],
  ["Grand Paris", "Île-de-France"],
  ["Petite couronne", "Île-de-France"],
  ["Centre", "Centre-Val de Loire"],
  ["Région Centre", "Centre-Val de Loire"],
  ["PACA", "Provence-Alpes-Côte d'Azur"],
  ["Région Sud", "Provence-Alpes-Côte d'Azur"],
  ["Provence", "Provence-Alpes-Côte d'Azur"],
  ["Côte d'Azur", "Provence-Alpes-Côte d'Azur"],
  ["Sud PACA", "Provence-Alpes-Côte d'Azur"],
  ["Provence-Alpes-Côte-d'Azur-Corse", "Provence-Alpes-Côte d'Azur"],
  ["Rhône-Alpes", "Auvergne-Rhône-Alpes"],
  ["Auvergne", "Auvergne-Rhône-Alpes"],
  ["AURA", "Auvergne-Rhône-Alpes"],
  ["Alsace", "Grand Est"],
  ["Lorraine", "Grand Est"],
  ["Champagne-Ardenne", "Grand Est"],
  ["Alsace-Lorraine", "Grand Est"],
  ["Alsace-Champagne-Ardenne-Lorraine", "Grand Est"],
  ["Aquitaine", "Nouvelle-Aquitaine"],
  ["Limousin", "Nouvelle-Aquitaine"],
  ["Poitou-Charentes", "Nouvelle-Aquitaine"],
  ["Aquitaine-Limousin-Poitou-Charentes", "Nouvelle-Aquitaine"],
  ["Midi-Pyrénées", "Occitanie"],
  ["Languedoc-Roussillon", "Occitanie"],
  ["Languedoc-Roussillon-Midi-Pyrénées", "Occitanie"],
  ["Bourgogne", "Bourgogne-Franche-Comté"],
  ["Franche-Comté", "Bourgogne-Franche-Comté"],
  ["Basse-Normandie", "Normandie"],
  ["Haute-Normandie", "Normandie"],
  ["Nord-Pas-de-Calais", "Hauts-de-France"],
  ["Nord-Pas-de-Calais-Picardie", "Hauts-de-France"],
  ["Picardie", "Hauts-de-France"],
  ["Pays de Loire", "Pays de la Loire"],
  ["Brittany", "Bretagne"],
  ["Normandy", "Normandie"],
  ["Greater Paris Metropolitan Region", "Île-de-France"],
  ["Corsica", "Corse"]
]

/** A department by a name that is not its official one → its number. */
export const departmentAliases: ReadonlyArray<readonly [alias: string, code: string]> = [
  ["Réunion", "974"],
  ["Île de la Réunion", "974"],
  ["Guyane française", "973"],
  ["Côtes-du-Nord", "22"],
  ["Belfort (Territoire de)", "90"],
  ["Territoire-de-Belfort", "90"],
  ["Métropole de Lyon", "69"],
  ["Grand Lyon", "69"],
  ["Seine Saint Denis", "93"],
  ["Région lyonnaise", "69"],
  ["Région bordelaise", "33"],
  ["Région toulousaine", "31"],
  ["Région lilloise", "59"],
  ["Région nantaise", "44"],
  ["Région rennaise", "35"],
  ["Région marseillaise", "13"],
  ["Région grenobloise", "38"],
  ["Région strasbourgeoise", "67"]
]

interface EverydayName {
  readonly names: ReadonlyArray<string>
  /** What is stored as city. */
  readonly city: string
  readonly district?: string
  /** Number of the department. */
  readonly code: string
}

/** Names people use for a place that has another official name, or none. */
export const everydayNames: ReadonlyArray<EverydayName> = [
  { names: ["La Défense", "Paris La Défense", "Défense", "Paris-Défense"], city: "La Défense", code: "92" },
  { names: ["Saint-Quentin-en-Yvelines", "SQY"], city: "Saint-Quentin-en-Yvelines", code: "78" },
  { names: ["Marne-la-Vallée", "Paris-Marne-la-Vallée"], city: "Marne-la-Vallée", code: "77" },
  { names: ["Cergy-Pontoise"], city: "Cergy-Pontoise", code: "95" },
  { names: ["Paris-Saclay", "Plateau de Saclay"], city: "Paris-Saclay", code: "91" },
  { names: ["Paris Vallée de la Marne"], city: "Paris - Vallée de la Marne", code: "77" },
  { names: ["Paris Terres d'Envol"], city: "Paris Terres d'Envol", code: "93" },
  { names: ["Paris Est Marne et Bois"], city: "Paris Est Marne & Bois", code: "94" },
  { names: ["Paris Nord 2", "Paris Nord II"], city: "Villepinte", district: "Paris Nord 2", code: "93" },
  { names: ["Paris-Beauvais", "Aéroport de Beauvais"], city: "Tillé", code: "60" },
  {
    names: ["Lyon Saint-Exupéry", "Aéroport Lyon Saint-Exupéry"],
    city: "Colombier-Saugnieu",
    district: "Aéroport Saint-Exupéry",
    code: "69"
  },
  { names: ["Sénart"], city: "Sénart", code: "77" },
  { names: ["Sophia Antipolis", "Sophia"], city: "Sophia Antipolis", code: "06" },
  {
    names: [
      "Charles-de-Gaulle Aéroport",
      "Charles-de-Gaulles Aéroport",
      "Aéroport Charles-de-Gaulle",
      "Aéroport Roissy-Charles-de-Gaulle",
      "Aéroport de Roissy",
      "Aéroport CDG",
      "Roissy-Charles-de-Gaulle",
      "Roissy CDG",
      "Roissy Aéroport",
      "Paris CDG"
    ],
    city: "Roissy-en-France",
    district: "Aéroport Charles-de-Gaulle",
    code: "95"
  },
  { names: ["Roissy"], city: "Roissy-en-France", code: "95" },
  { names: ["Orly Aéroport", "Aéroport d'Orly", "Paris-Orly"], city: "Orly", district: "Aéroport d'Orly", code: "94" },
  {
    names: ["La Plaine Saint-Denis", "Plaine Saint-Denis", "Saint-Denis La Plaine"],
    city: "Saint-Denis",
    district: "La Plaine Saint-Denis",
    code: "93"
  },
  { names: ["Évry", "Courcouronnes", "Évry Ville Nouvelle"], city: "Évry-Courcouronnes", code: "91" },
  { names: ["Saint-Ouen"], city: "Saint-Ouen-sur-Seine", code: "93" },
  { names: ["Montreuil-sous-Bois"], city: "Montreuil", code: "93" },
  { names: ["Herblay"], city: "Herblay-sur-Seine", code: "95" },
  { names: ["Levallois"], city: "Levallois-Perret", code: "92" },
  { names: ["Rueil"], city: "Rueil-Malmaison", code: "92" },
  { names: ["Issy", "Issy-les-Mlx", "Issy-les-Moul"], city: "Issy-les-Moulineaux", code: "92" },
  { names: ["Neuilly"], city: "Neuilly-sur-Seine", code: "92" },
  { names: ["Boulogne-Billancourt Cedex", "Billancourt"], city: "Boulogne-Billancourt", code: "92" },
  { names: ["Vélizy"], city: "Vélizy-Villacoublay", code: "78" },
  { names: ["Le Chesnay"], city: "Le Chesnay-Rocquencourt", code: "78" },
  { names: ["Aix"], city: "Aix-en-Provence", code: "13" },
  { names: ["Clermont-Fd", "Clermont Fd"], city: "Clermont-Ferrand", code: "63" },
  { names: ["Châlons-sur-Marne"], city: "Châlons-en-Champagne", code: "51" },
  { names: ["Cherbourg", "Cherbourg-Octeville"], city: "Cherbourg-en-Cotentin", code: "50" },
  { names: ["Hellemmes", "Hellemmes-Lille"], city: "Lille", district: "Hellemmes", code: "59" },
  { names: ["Euralille"], city: "Lille", district: "Euralille", code: "59" },
  { names: ["Lyon Part-Dieu", "Part-Dieu", "La Part-Dieu"], city: "Lyon", district: "3e arrondissement", code: "69" },
  { names: ["Lyon Confluence"], city: "Lyon", district: "2e arrondissement", code: "69" },
  { names: ["Lyon Gerland", "Gerland"], city: "Lyon", district: "7e arrondissement", code: "69" },
  { names: ["Saint-Denis de la Réunion"], city: "Saint-Denis", code: "974" },
  { names: ["Saint-Pierre de la Réunion"], city: "Saint-Pierre", code: "974" },
  { names: ["Saint-Paul de la Réunion"], city: "Saint-Paul", code: "974" },
  { names: ["Châlons-sur-Saône", "Chalons sur Saône"], city: "Chalon-sur-Saône", code: "71" },
  { names: ["Les Arcs-sur-Argens"], city: "Les Arcs", code: "83" }
]
