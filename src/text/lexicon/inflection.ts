/** The forms of a verb that a text can show. */
export interface VerbForms {
  readonly base: string;
  readonly thirdPerson: string;
  readonly past: string;
  readonly participle: string;
  readonly gerund: string;
}

/** Verbs whose last consonant doubles in spite of more than one syllable, or because of one: "admitted", "begged". */
const DOUBLING =
  /(?:^(?:[^aeiou]*[aeiou][bdgklmnprt])|admit|rebut|refer|infer|confer|prefer|defer|commit|permit|regret|concur|rebel|propel|compel|abet|outwit|forget)$/u;

const IRREGULAR: Readonly<Record<string, readonly [past: string, participle: string]>> = {
  make: ['made', 'made'],
  come: ['came', 'come'],
  say: ['said', 'said'],
  tell: ['told', 'told'],
  write: ['wrote', 'written'],
  think: ['thought', 'thought'],
  know: ['knew', 'known'],
  feel: ['felt', 'felt'],
  see: ['saw', 'seen'],
  understand: ['understood', 'understood'],
  find: ['found', 'found'],
  show: ['showed', 'shown'],
  swear: ['swore', 'sworn'],
  read: ['read', 'read'],
  put: ['put', 'put'],
  hit: ['hit', 'hit'],
  shoot: ['shot', 'shot'],
  begin: ['began', 'begun'],
  forecast: ['forecast', 'forecast'],
  sing: ['sang', 'sung'],
  speak: ['spoke', 'spoken'],
  hear: ['heard', 'heard'],
  mean: ['meant', 'meant'],
  foresee: ['foresaw', 'foreseen'],
  forbid: ['forbade', 'forbidden'],
  learn: ['learned', 'learned'],
  go: ['went', 'gone'],
  hold: ['held', 'held'],
  teach: ['taught', 'taught'],
  tweet: ['tweeted', 'tweeted'],
  retweet: ['retweeted', 'retweeted'],
  plead: ['pleaded', 'pleaded'],
  shout: ['shouted', 'shouted'],
  vow: ['vowed', 'vowed'],
  beat: ['beat', 'beaten'],
};

/** Inflects a verb by the rules of English spelling; irregular cue verbs are listed. */
export function formsOf(base: string): VerbForms {
  const irregular = IRREGULAR[base];
  const stem = stemOf(base);
  const [past, participle] = irregular ?? [`${stem}ed`, `${stem}ed`];
  return { base, thirdPerson: thirdPersonOf(base), past, participle, gerund: gerundOf(base) };
}

function stemOf(base: string): string {
  if (base.endsWith('e')) return base.slice(0, -1);
  if (/[^aeiou]y$/u.test(base)) return `${base.slice(0, -1)}i`;
  return DOUBLING.test(base) ? base + base.slice(-1) : base;
}

function thirdPersonOf(base: string): string {
  if (/(?:s|x|z|ch|sh|o)$/u.test(base)) return `${base}es`;
  return /[^aeiou]y$/u.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

function gerundOf(base: string): string {
  if (/ee$/u.test(base)) return `${base}ing`;
  if (base.endsWith('e')) return `${base.slice(0, -1)}ing`;
  return `${DOUBLING.test(base) ? base + base.slice(-1) : base}ing`;
}
