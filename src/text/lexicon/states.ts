/** A state as English texts name it; the first name is the usual one. */
export interface StateNames {
  readonly names: readonly string[];
  /** "Pakistani": the form before a noun. */
  readonly demonyms: readonly string[];
  /** The capital, which stands for the state where it acts. */
  readonly capital: string | null;
}

const TABLE = `Afghanistan|Afghan|Kabul;Albania|Albanian|Tirana;Algeria|Algerian|Algiers;Angola|Angolan|Luanda;Argentina|Argentine,Argentinian|Buenos Aires;
Armenia|Armenian|Yerevan;Australia|Australian|Canberra;Austria|Austrian|Vienna;Azerbaijan|Azerbaijani|Baku;Bahrain|Bahraini|Manama;Bangladesh|Bangladeshi|Dhaka;
Belarus|Belarusian|Minsk;Belgium|Belgian|;Bolivia|Bolivian|La Paz;Bosnia|Bosnian|Sarajevo;Botswana||Gaborone;Brazil|Brazilian|Brasilia;Bulgaria|Bulgarian|Sofia;
Burkina Faso||Ouagadougou;Burundi|Burundian|;Cambodia|Cambodian|Phnom Penh;Cameroon|Cameroonian|Yaounde;Canada|Canadian|Ottawa;Chad|Chadian|;Chile|Chilean|Santiago;
China|Chinese|Beijing;Colombia|Colombian|Bogota;Congo|Congolese|Kinshasa;Costa Rica||;Croatia|Croatian|Zagreb;Cuba|Cuban|Havana;Cyprus|Cypriot|Nicosia;
Czech Republic,Czechia|Czech|Prague;Denmark|Danish|Copenhagen;Ecuador|Ecuadorian|Quito;Egypt|Egyptian|Cairo;El Salvador|Salvadoran|;Eritrea|Eritrean|Asmara;
Estonia|Estonian|Tallinn;Ethiopia|Ethiopian|Addis Ababa;Finland|Finnish|Helsinki;France|French|Paris;Georgia|Georgian|Tbilisi;Germany|German|Berlin;Ghana|Ghanaian|Accra;
Greece|Greek|Athens;Guatemala|Guatemalan|;Guinea|Guinean|;Haiti|Haitian|;Honduras|Honduran|;Hungary|Hungarian|Budapest;Iceland|Icelandic|Reykjavik;India|Indian|New Delhi;
Indonesia|Indonesian|Jakarta;Iran|Iranian|Tehran;Iraq|Iraqi|Baghdad;Ireland|Irish|Dublin;Israel|Israeli|Jerusalem;Italy|Italian|Rome;Jamaica|Jamaican|;Japan|Japanese|Tokyo;
Jordan|Jordanian|Amman;Kazakhstan|Kazakh|Astana;Kenya|Kenyan|Nairobi;Kosovo||Pristina;Kuwait|Kuwaiti|;Kyrgyzstan|Kyrgyz|;Laos|Laotian|;Latvia|Latvian|Riga;
Lebanon|Lebanese|Beirut;Libya|Libyan|Tripoli;Lithuania|Lithuanian|Vilnius;Luxembourg||;Malaysia|Malaysian|Kuala Lumpur;Mali|Malian|Bamako;Malta|Maltese|;Mexico|Mexican|;
Moldova|Moldovan|Chisinau;Mongolia|Mongolian|;Morocco|Moroccan|Rabat;Mozambique||Maputo;Myanmar|Burmese|Naypyidaw;Nepal|Nepali,Nepalese|Kathmandu;
Netherlands|Dutch|The Hague;New Zealand||Wellington;Nicaragua|Nicaraguan|Managua;Niger|Nigerien|Niamey;Nigeria|Nigerian|Abuja;North Korea|North Korean|Pyongyang;
Norway|Norwegian|Oslo;Oman|Omani|Muscat;Pakistan|Pakistani|Islamabad;Panama|Panamanian|;Paraguay|Paraguayan|;Peru|Peruvian|Lima;Philippines|Philippine,Filipino|Manila;
Poland|Polish|Warsaw;Portugal|Portuguese|Lisbon;Qatar|Qatari|Doha;Romania|Romanian|Bucharest;Russia|Russian|Moscow;Rwanda|Rwandan|Kigali;Saudi Arabia|Saudi|Riyadh;
Senegal|Senegalese|Dakar;Serbia|Serbian|Belgrade;Singapore||;Slovakia|Slovak|Bratislava;Slovenia|Slovenian|Ljubljana;Somalia|Somali|Mogadishu;South Africa|South African|Pretoria;
South Korea|South Korean|Seoul;South Sudan|South Sudanese|Juba;Spain|Spanish|Madrid;Sri Lanka|Sri Lankan|Colombo;Sudan|Sudanese|Khartoum;Sweden|Swedish|Stockholm;
Switzerland|Swiss|Bern;Syria|Syrian|Damascus;Taiwan|Taiwanese|Taipei;Tajikistan|Tajik|;Tanzania|Tanzanian|;Thailand|Thai|Bangkok;Tunisia|Tunisian|Tunis;
Turkey|Turkish|Ankara;Turkmenistan|Turkmen|;Uganda|Ugandan|Kampala;Ukraine|Ukrainian|Kyiv;United Arab Emirates,UAE|Emirati|Abu Dhabi;
United Kingdom,UK,Britain|British|London;United States,US,U.S.,USA,America|American|Washington;Uruguay|Uruguayan|;Uzbekistan|Uzbek|Tashkent;Vatican||;
Venezuela|Venezuelan|Caracas;Vietnam|Vietnamese|Hanoi;Yemen|Yemeni|Sanaa;Zambia|Zambian|Lusaka;Zimbabwe|Zimbabwean|Harare`;

const STATES: readonly StateNames[] = TABLE.split(';').map((line) => {
  const [names = '', demonyms = '', capital = ''] = line.trim().split('|');
  return {
    names: names.split(','),
    demonyms: demonyms === '' ? [] : demonyms.split(','),
    capital: capital === '' ? null : capital,
  };
});

const index = (pick: (state: StateNames) => readonly string[]): ReadonlyMap<string, StateNames> =>
  new Map(STATES.flatMap((state) => pick(state).map((name) => [name, state] as const)));

/** States by every name that they go by. */
export const STATE_BY_NAME = index(({ names }) => names);
/** States by the word that stands before a noun. */
export const STATE_BY_DEMONYM = index(({ demonyms }) => demonyms);
/** States by their capital. */
export const STATE_BY_CAPITAL = index(({ capital }) => (capital === null ? [] : [capital]));
