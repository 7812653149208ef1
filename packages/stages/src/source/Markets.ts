/**
 * The 19 countries that Adzuna serves, with the places that Jobgraph searches in each unless it is told otherwise.
 *
 * @module
 */

/** A place as Adzuna names it. */
export interface Place {
  /** What is sent as `where`. */
  readonly name: string
  /** From general to specific, without the country. */
  readonly area: ReadonlyArray<string>
  readonly latitude: number
  readonly longitude: number
}

export interface Market {
  /** The first element of every `area`: `France`, `UK`. */
  readonly country: string
  /** Host of the pages that a person sees. */
  readonly host: string
  /** Sign that stands beside amounts; Adzuna itself states no currency. */
  readonly currency: string
  /** The most important first. */
  readonly places: readonly [Place, ...ReadonlyArray<Place>]
}

const place = (area: string, latitude: number, longitude: number): Place => {
  const levels = area.split(" / ")
  return { name: levels.at(-1) ?? area, area: levels, latitude, longitude }
}

/** By ISO 3166-1 alpha-2 code, lower case. */
export const markets: Readonly<Record<string, Market>> = {
  at: {
    country: "Österreich",
    host: "www.adzuna.at",
    currency: "€",
    places: [
      place("Wien", 48.2082, 16.3738),
      place("Steiermark / Graz", 47.0707, 15.4395),
      place("Oberösterreich / Linz", 48.3069, 14.2858)
    ]
  },
  au: {
    country: "Australia",
    host: "www.adzuna.com.au",
    currency: "$",
    places: [
      place("New South Wales / Sydney Region / Sydney", -33.8688, 151.2093),
      place("Victoria / Melbourne Region / Melbourne", -37.8136, 144.9631),
      place("Queensland / Brisbane Region / Brisbane", -27.4698, 153.0251)
    ]
  },
  be: {
    country: "België",
    host: "www.adzuna.be",
    currency: "€",
    places: [
      place("Brussel", 50.8503, 4.3517),
      place("Vlaanderen / Antwerpen", 51.2194, 4.4025),
      place("Vlaanderen / Oost-Vlaanderen / Gent", 51.0543, 3.7174)
    ]
  },
  br: {
    country: "Brasil",
    host: "www.adzuna.com.br",
    currency: "R$",
    places: [
      place("Sudeste / São Paulo", -23.5505, -46.6333),
      place("Sudeste / Rio de Janeiro", -22.9068, -43.1729),
      place("Sul / Paraná / Curitiba", -25.4284, -49.2733)
    ]
  },
  ca: {
    country: "Canada",
    host: "www.adzuna.ca",
    currency: "$",
    places: [
      place("Ontario / Toronto Region / Toronto", 43.6532, -79.3832),
      place("Québec / Montréal Region / Montréal", 45.5019, -73.5674),
      place("British Columbia / Greater Vancouver / Vancouver", 49.2827, -123.1207)
    ]
  },
  ch: {
    country: "Schweiz",
    host: "www.adzuna.ch",
    currency: "CHF",
    places: [
      place("Zürich", 47.3769, 8.5417),
      place("Genève", 46.2044, 6.1432),
      place("Basel-Stadt / Basel", 47.5596, 7.5886)
    ]
  },
  de: {
    country: "Deutschland",
    host: "www.adzuna.de",
    currency: "€",
    places: [
      place("Berlin", 52.52, 13.405),
      place("Bayern / München", 48.1351, 11.582),
      place("Hamburg", 53.5511, 9.9937),
      place("Nordrhein-Westfalen / Köln", 50.9375, 6.9603),
      place("Hessen / Frankfurt am Main", 50.1109, 8.6821)
    ]
  },
  es: {
    country: "España",
    host: "www.adzuna.es",
    currency: "€",
    places: [
      place("Comunidad de Madrid / Madrid", 40.4168, -3.7038),
      place("Cataluña / Barcelona", 41.3874, 2.1686),
      place("Comunidad Valenciana / Valencia", 39.4699, -0.3763)
    ]
  },
  fr: {
    country: "France",
    host: "www.adzuna.fr",
    currency: "€",
    places: [
      place("Ile-de-France / Paris", 48.8566, 2.3522),
      place("Rhône-Alpes / Rhône / Lyon", 45.7578, 4.832),
      place("Provence-Alpes-Côte d'Azur / Bouches-du-Rhône / Marseille", 43.2965, 5.3698),
      place("Occitanie / Haute-Garonne / Toulouse", 43.6044, 1.4442),
      place("Pays de la Loire / Loire-Atlantique / Nantes", 47.2184, -1.5536)
    ]
  },
  gb: {
    country: "UK",
    host: "www.adzuna.co.uk",
    currency: "£",
    places: [
      place("London", 51.5072, -0.1276),
      place("North West England / Greater Manchester / Manchester", 53.4808, -2.2426),
      place("West Midlands / Birmingham", 52.4862, -1.8904),
      place("Yorkshire And The Humber / West Yorkshire / Leeds", 53.8008, -1.5491),
      place("Scotland / Edinburgh", 55.9533, -3.1883)
    ]
  },
  in: {
    country: "India",
    host: "www.adzuna.in",
    currency: "₹",
    places: [
      place("Karnataka / Bangalore", 12.9716, 77.5946),
      place("Maharashtra / Mumbai", 19.076, 72.8777),
      place("Telangana / Hyderabad", 17.385, 78.4867)
    ]
  },
  it: {
    country: "Italia",
    host: "www.adzuna.it",
    currency: "€",
    places: [
      place("Lombardia / Milano", 45.4642, 9.19),
      place("Lazio / Roma", 41.9028, 12.4964),
      place("Piemonte / Torino", 45.0703, 7.6869)
    ]
  },
  mx: {
    country: "México",
    host: "www.adzuna.com.mx",
    currency: "$",
    places: [
      place("Ciudad de México", 19.4326, -99.1332),
      place("Nuevo León / Monterrey", 25.6866, -100.3161),
      place("Jalisco / Guadalajara", 20.6597, -103.3496)
    ]
  },
  nl: {
    country: "Nederland",
    host: "www.adzuna.nl",
    currency: "€",
    places: [
      place("Noord-Holland / Amsterdam", 52.3676, 4.9041),
      place("Zuid-Holland / Rotterdam", 51.9244, 4.4777),
      place("Utrecht", 52.0907, 5.1214)
    ]
  },
  nz: {
    country: "New Zealand",
    host: "www.adzuna.co.nz",
    currency: "$",
    places: [
      place("Auckland", -36.8509, 174.7645),
      place("Wellington", -41.2924, 174.7787),
      place("Canterbury / Christchurch", -43.5321, 172.6362)
    ]
  },
  pl: {
    country: "Polska",
    host: "www.adzuna.pl",
    currency: "zł",
    places: [
      place("Mazowieckie / Warszawa", 52.2297, 21.0122),
      place("Małopolskie / Kraków", 50.0647, 19.945),
      place("Dolnośląskie / Wrocław", 51.1079, 17.0385)
    ]
  },
  sg: {
    country: "Singapore",
    host: "www.adzuna.sg",
    currency: "$",
    places: [
      place("Central Singapore / Singapore", 1.3521, 103.8198),
      place("North East Singapore / Tampines", 1.3496, 103.9568)
    ]
  },
  us: {
    country: "US",
    host: "www.adzuna.com",
    currency: "$",
    places: [
      place("New York / New York City / New York", 40.7128, -74.006),
      place("California / San Francisco County / San Francisco", 37.7749, -122.4194),
      place("Texas / Travis County / Austin", 30.2672, -97.7431),
      place("Illinois / Cook County / Chicago", 41.8781, -87.6298),
      place("Massachusetts / Suffolk County / Boston", 42.3601, -71.0589)
    ]
  },
  za: {
    country: "South Africa",
    host: "www.adzuna.co.za",
    currency: "R",
    places: [
      place("Western Cape / Cape Town", -33.9249, 18.4241),
      place("Gauteng / Johannesburg", -26.2041, 28.0473),
      place("KwaZulu-Natal / Durban", -29.8587, 31.0218)
    ]
  }
}

/** Codes of the markets, in alphabetical order. */
export const marketCodes: ReadonlyArray<string> = Object.keys(markets)
