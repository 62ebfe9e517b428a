/** Words of English grammar that belong to closed classes: lists that a grammar gives in full. All in small letters. */
const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

export const DETERMINERS = words(
  'the a an this that these those each every either neither some any no another both all several many most few such what which whose half other',
);

/** "his" and "her" stand before a noun; "her" also alone, which the place of the word decides. */
/** Numbers in words; "one" is more often a pronoun. */
export const NUMBER_WORD =
  /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\p{L}+)?|hundreds?|thousands?|dozens?|million|billion|trillion)$/u;

export const POSSESSIVES = words('my your his her its our their whose');

export const PRONOUNS = words(
  'i you he she it we they me him her us them who whom himself herself itself themselves myself yourself ourselves ' +
    'everyone everybody someone somebody anyone anybody nobody none one others mine yours hers ours theirs this that those these both many some all few most several there',
);

export const PREPOSITIONS = words(
  'about above across after against along amid among around as at before behind below beneath beside besides between beyond by ' +
    'concerning despite down during except for from in inside into like near of off on onto out outside over past per regarding ' +
    'since through throughout toward towards under underneath until unto up upon via versus with within without alongside including following',
);

/** Prepositions that join a noun to the one before it inside a subject: "a professor of law at Harvard". */
export const NOUN_JOINING_PREPOSITIONS = words(
  'of for in at from with on to behind against about near under within across through into inside outside over between among around ' +
    'across along by beyond toward towards like including',
);

export const COORDINATORS = words('and or but nor yet &');

export const SUBORDINATORS = words(
  'that which who whom whose because although though while whereas if unless when whenever where wherever whether once how why what than lest',
);

export const BE = words('am is are was were be been being ’s ’re ’m');
export const HAVE = words('have has had having ’ve ’d');
export const DO = words('do does did');
export const MODALS = words('will would shall should can could may might must ought ’ll cannot');

export const NEGATIONS = words('not never no n’t nor neither hardly scarcely barely without');

/** Adverbs without -ly that stand between subject and verb or between verb and complement. */
export const ADVERBS = words(
  'also again already always even ever far first further here however indeed instead just later long maybe meanwhile more most much ' +
    'never next now often once only perhaps quite rather really seldom sometimes soon still then therefore though thus today ' +
    'together tomorrow tonight too twice very well yesterday yet ago afterwards afterward earlier back nonetheless nevertheless ' +
    'moreover furthermore simply flatly either forward likewise otherwise almost not',
);

/** Verbs that begin or go on with another: "went on to say", "continued to insist", "began saying". */
export const PHASE_VERBS = words(
  'go goes went going continue continues continued begin begins began start starts started proceed proceeds proceeded come came ' +
    'keep keeps kept rush rushed appear appeared appears seem seemed seems stop stopped use used dare dared manage managed like likes liked tend tends tended love loves',
);

/** Finite forms of common verbs that do not follow a rule: what ends a noun phrase on its left. */
export const IRREGULAR_VERBS = words(
  'became began bent bet bit blew broke brought built burst bought came caught chose clung cost crept cut dealt did drew drank drove ' +
    'ate fell fed felt fought found fled flew forbade forgot forgave froze gave went grew hung had heard hid held hurt kept knew laid ' +
    'led left lent let lay lit lost made meant met paid put quit rode rang rose ran said saw sold sent set shook shone shot showed ' +
    'shut sang sank sat slept slid spoke spent spun spread stood stole stuck struck swore swept swam took taught tore told thought ' +
    'threw understood upset woke wore won wrote became has have is are was were does goes comes gets takes makes keeps gives becomes ' +
    'seems appears remains includes contains faces leads runs wins loses holds',
);
