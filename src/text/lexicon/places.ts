const phrases = (list: string): ReadonlySet<string> => new Set(list.split(','));

/** Names that are places and neither people nor actors: continents, regions, states of federations, large cities. */
export const PLACES = phrases(
  'Africa,Asia,Europe,North America,South America,Latin America,Middle East,Central Asia,Balkans,Caribbean,Mediterranean,Atlantic,Pacific,Arctic,' +
    'Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,' +
    'Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,' +
    'North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,West Virginia,Wisconsin,Wyoming,' +
    'England,Scotland,Wales,Northern Ireland,Bavaria,Catalonia,Quebec,Ontario,Punjab,Sindh,Balochistan,Kashmir,Crimea,Gaza,West Bank,Hong Kong,Tibet,' +
    'Los Angeles,Chicago,Houston,Philadelphia,Phoenix,San Antonio,San Diego,Dallas,San Francisco,Boston,Seattle,Denver,Detroit,Miami,Atlanta,Las Vegas,Cleveland,' +
    'New Orleans,Manhattan,Brooklyn,Silicon Valley,Wall Street,Hollywood,Toronto,Montreal,Vancouver,Sydney,Melbourne,Mumbai,Delhi,Kolkata,Shanghai,Karachi,Lahore,' +
    'Rawalpindi,Peshawar,Quetta,Istanbul,Dubai,Lagos,Johannesburg,Munich,Hamburg,Frankfurt,Cologne,Milan,Naples,Barcelona,Geneva,Zurich,Manchester,Liverpool,' +
    'Glasgow,Edinburgh,Birmingham,Leeds,Bristol,Oxford,Cambridge,Mosul,Aleppo,Kandahar,Brussels,Strasbourg,Capitol Hill,D.C.,St. Louis,Kansas City,Pittsburgh,Orlando,Tampa,Charlotte',
);

/** The last word of what is named after people: "Jane Roe Airport". Words that are surnames too are left out. */
export const NAMED_AFTER_PEOPLE =
  /^(?:Telescope|Airport|Boulevard|Avenue|Road|Highway|Expressway|Stadium|Arena|Prize|Award|Awards|Medal|Trophy|Cup|Act|Memorial|Monument|Theatre|Theater|Gallery|Building|Terminal|Square|Tournament|Show)$/u;

/** Capitalised words that name nobody: days, months, holidays, faiths and peoples' adjectives in general. */
export const NOT_NAMES = phrases(
  'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday,January,February,March,April,May,June,July,August,September,October,November,December,' +
    'Jan.,Feb.,Mar.,Apr.,Jun.,Jul.,Aug.,Sep.,Sept.,Oct.,Nov.,Dec.,Christmas,Easter,Ramadan,Thanksgiving,God,Internet,TV,AM,PM,EDT,EST,GMT,I,OK,Islam,Islamic,Muslim,' +
    'Muslims,Christian,Christians,Jewish,Jews,Catholic,Catholics,Hispanic,Hispanics,Latino,Latinos,African-American,African-Americans,Asian,European,Western,' +
    'Democratic,Republican,Republicans,Democrats,Conservative,Liberal,Photo,Photos,Read,COAS,CEO,CFO,COO,GDP,AIDS,DNA,North,South,East,West,Bible,Quran,Constitution,English,Nazi,Communist,Social',
);
