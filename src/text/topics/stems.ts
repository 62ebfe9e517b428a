const DOUBLE = /([bdfgklmnprt])\1$/u;

/** A word without the endings of number and tense, for comparing only: "attacks", "attacked" -> "attack". Small letters. */
export function stemOf(word: string): string {
  if (word.length <= 3) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/u.test(word)) return word;
  if (/(?:ches|shes|sses|xes)$/u.test(word)) return word.slice(0, -2);
  if (word.endsWith('s')) return word.slice(0, -1);
  if (word.endsWith('ed') && word.length > 5) return word.slice(0, -2).replace(DOUBLE, '$1');
  return word;
}

const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/defense/gu, 'defence'],
  [/offense/gu, 'offence'],
  [/labor\b/gu, 'labour'],
  [/organiz/gu, 'organis'],
  [/center/gu, 'centre'],
  [/program\b/gu, 'programme'],
  [/behavior/gu, 'behaviour'],
  [/neighbor/gu, 'neighbour'],
  [/theater/gu, 'theatre'],
  [/harbor/gu, 'harbour'],
  [/color/gu, 'colour'],
  [/traveling/gu, 'travelling'],
  [/fiber/gu, 'fibre'],
  [/tire\b/gu, 'tyre'],
];

/** A label as it is, and in British spelling where that differs. */
export function spellingsOf(label: string): string[] {
  const british = VARIANTS.reduce((text, [pattern, spelling]) => text.replace(pattern, spelling), label);
  return british === label ? [label] : [label, british];
}
