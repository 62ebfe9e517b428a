import { at, Random, Zipf } from './random.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

const NOUNS = words(`
  government talks minister report budget court border company agreement election price market committee plan police
  investigation energy water school hospital union proposal deadline contract parliament deal inquiry reform tax law
  strike supply factory harvest bridge railway port airline vaccine drought flood storm earthquake refugee ceasefire
  convoy sanction tariff currency inflation loan bank pension wage housing rent mayor council ballot coalition
  opposition campaign referendum constitution treaty summit delegation embassy envoy mission troops exercise drone
  missile frontier pipeline refinery grid reactor turbine battery emission forest river coast fishery reserve mine
  satellite laboratory study trial patient clinic nurse teacher pupil university grant museum festival theatre archive
  broadcaster newspaper network platform server breach regulator licence auction merger shareholder profit forecast
  export import warehouse shipment customs audit lawsuit verdict appeal judge prosecutor witness prison amnesty charter
  stadium league championship squad coach transfer injury record medal qualifier`);
const ADJECTIVES = words(`
  new joint national regional final early late public private senior former local annual emergency draft formal secret
  rapid fragile major minor foreign domestic federal military civilian financial legal medical technical rural urban
  northern southern eastern western disputed delayed planned revised temporary permanent independent official informal
  historic recent costly cautious ambitious unusual broad narrow heavy steady sharp weak strong stalled pending joint
  unexpected preliminary annual quarterly bilateral parliamentary judicial environmental agricultural industrial digital`);
const VERBS = words(`
  delayed approved rejected reviewed raised cut opened closed welcomed questioned signed suspended extended launched
  blocked funded inspected changed replaced supported criticised overturned published withdrew drafted debated discussed
  defended expanded limited postponed prepared announced resumed halted tightened eased monitored audited ordered`);
const PREPOSITIONS = words(
  'after before during despite under over across near within without against beyond',
);
const OPENINGS = [
  'on Monday',
  'on Tuesday',
  'on Wednesday',
  'on Thursday',
  'on Friday',
  'at the weekend',
  'last month',
  'this week',
  'in a statement',
  'after hours of talks',
  'for the second time this year',
  'without further notice',
  'in the capital',
];
export const CUES = [
  'said',
  'said',
  'said',
  'said',
  'told reporters',
  'added',
  'noted',
  'wrote',
  'warned',
  'stated',
];
export const INDIRECT_CUES = ['said', 'said', 'said', 'added', 'noted', 'acknowledged', 'warned', 'stressed'];
export const NAMELESS_SPEAKERS = {
  ANONYMOUS: ['a senior official', 'a person close to the talks', 'an aide', 'a diplomat'],
  COLLECTIVE: ['experts', 'residents', 'opposition lawmakers', 'analysts'],
  DOCUMENT: ['the draft report', 'an official handout', 'the court filing'],
} as const;
export const ROLES = [
  'spokesperson',
  'director',
  'deputy director',
  'chair',
  'secretary',
  'chief economist',
  'head of operations',
  'minister',
  'ambassador',
  'commander',
  'chief executive',
  'adviser',
  'researcher',
  'legal counsel',
  'coordinator',
  'president',
];

const STARTS = words(`
  Al Bar Cal Dor El Fen Gar Hal Is Jor Kar Lan Mar Nor Or Pel Quin Ros Sal Tor Ul Vas Wes Yar Zel Bren Clo Dun Far Gren`);
const MIDDLES = words('a e i o u an en in on ar er or al el il am em');
const PLACE_ENDINGS = words('dia via land mark stan berg ton ford haven mere gate holm field port wick dale');
const SURNAME_ENDINGS = words(
  'son sen ez ov ski berg mann ton ley well ini etti ard aux oglu poulos wala mura endo ano',
);

/** A made-up place name for each number. */
export function placeName(number: number): string {
  const random = new Random(71, number);
  return random.pick(STARTS) + random.pick(MIDDLES) + random.pick(PLACE_ENDINGS);
}

/** A made-up surname for each number. */
export function surname(number: number): string {
  const random = new Random(73, number);
  return random.pick(STARTS) + random.pick(MIDDLES) + random.pick(SURNAME_ENDINGS);
}

export const FIRST_NAMES = words(`
  Aisha Alan Amara Ana André Anjali Anton Asif Beatriz Benoît Bilal Carla Carlos Chidi Chloë Claire Daniel Deepa Diego
  Dmitri Elena Emre Erik Farah Fatima Felix Gabriel Grace Hana Hassan Helen Hiro Ibrahim Inés Ivan Jack Jamila Jana José
  Julia Kamal Karin Kofi Lars Layla Leila Lena Luca Lucía Magda Malik Maria Marta Mehmet Mei Milan Mina Miriam Nadia
  Naomi Nils Noor Olga Omar Paolo Pavel Petra Pierre Priya Rahul Rania Ravi Renée Rosa Ruth Said Samir Sara Sergei Simon
  Sofia Søren Stella Tariq Teresa Thomas Tomás Umar Ursula Vera Viktor Wanda Yara Yusuf Zainab Zoë`);

const DISTINCT_CLAUSES = 20_000;

/** Clauses without a named entity, such as "the draft budget delayed the joint inquiry": common words in many, rare ones in few. */
export class Clauses {
  readonly #all: readonly string[];

  constructor(seed: number) {
    const random = new Random(seed, 1);
    const nouns = new Zipf(NOUNS.length, 0.8);
    const adjectives = new Zipf(ADJECTIVES.length, 0.7);
    const verbs = new Zipf(VERBS.length, 0.6);
    const noun = () => at(NOUNS, nouns.draw(random));
    const described = () =>
      random.chance(0.6) ? `${at(ADJECTIVES, adjectives.draw(random))} ${noun()}` : noun();
    this.#all = Array.from({ length: DISTINCT_CLAUSES }, () => {
      const core = `the ${described()} ${at(VERBS, verbs.draw(random))} the ${described()}`;
      const end =
        `${random.pick(PREPOSITIONS)} the ${described()} ${random.chance(0.3) ? `in ${placeName(random.between(0, 1_999))}` : ''}`.trimEnd();
      return random.chance(0.35) ? `${core} ${end} ${random.pick(OPENINGS)}` : `${core} ${end}`;
    });
  }

  pick(random: Random): string {
    return random.pick(this.#all);
  }
}

/** The text with a capital at its start. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
