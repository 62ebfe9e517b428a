const FIRST_NAMES = ['Anna', 'Bela', 'Carl', 'Dora', 'Emil', 'Fiona', 'Georg'];
const LAST_NAMES = ['Schmidt', 'Kovacs', 'Novak', 'Larsen', 'Rossi'];
const ORGANISATIONS = ['Example Bank', 'Ministry of Finance', 'Transport Union', 'Northern University'];
const ROLES = ['head', 'director', 'chairman'];

function chosen(values: readonly string[], number: number): string {
  return values[number % values.length] ?? '';
}

/** A short report by number: its people, organisations and offices come again in other reports, its words do not. */
export function report(number: number): string {
  const surname = chosen(LAST_NAMES, number);
  const organisation = chosen(ORGANISATIONS, number);
  return `Plan ${number} faces delay

${chosen(FIRST_NAMES, number)} ${surname}, ${chosen(ROLES, number)} of the ${organisation}, said the plan was “a good idea for district ${number}”.

“We will see what comes of it in ${number} months,” ${surname} added.

${chosen(FIRST_NAMES, number + 3)} ${chosen(LAST_NAMES, number + 1)} of the ${chosen(ORGANISATIONS, number + 1)} did not agree.
`;
}

/** Files of reports, by name, in the order of their numbers. */
export function reportFiles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${String(index).padStart(4, '0')}.txt`, report(index)]),
  );
}
