const SENTENCE_END = /[.!?…。！？؟۔।:;][\p{Pe}\p{Pf}"']*$/u;
const FULL_STOP = /[.。۔।][\p{Pe}\p{Pf}"']*$/u;
const DOTTED_ABBREVIATION = /(?:^|[^\p{L}])(?:\p{L}\.){2,}$/u;
/** In UTF-16 units, with the character before it. */
const LONGEST_ABBREVIATION = 16;

/** Longest title and heading that are taken for one: longer lines without a full stop are paragraphs that lack theirs. */
const MAX_TITLE_LENGTH = 250;
const MAX_HEADING_WORDS = 12;

/** The line ends as a sentence does, closing marks aside. */
export function endsSentence(line: string): boolean {
  return SENTENCE_END.test(line) && !endsInAbbreviation(line);
}

function endsInAbbreviation(line: string): boolean {
  // Its end alone: over a whole line of such letters the search would take quadratic time.
  return DOTTED_ABBREVIATION.test(line.slice(-LONGEST_ABBREVIATION));
}

/** The line could be a headline or standfirst: short, and no full stop at its end. */
export function isTitle(line: string): boolean {
  return line.length <= MAX_TITLE_LENGTH && (!FULL_STOP.test(line) || endsInAbbreviation(line));
}

/** The line is short and ends without the mark of a sentence: a heading, or a label of the page. */
export function isShortLabel(line: string): boolean {
  return (
    /\p{L}/u.test(line) &&
    wordCount(line) <= MAX_HEADING_WORDS &&
    !endsSentence(line) &&
    !/[,”"]$/u.test(line)
  );
}

export function wordCount(line: string): number {
  return line.split(/\s+/u).length;
}

const BYLINE_START = /^(?:by|von|par|por)$/iu;
const NAME_WORD =
  /^(?:\p{Lu}[\p{L}\p{M}.'’-]*|de|del|della|der|den|van|von|la|le|al|bin|ibn|el|da|dos|du|in|for)$/u;
const NAME_JOINT = /^(?:and|und|et|y|e|&|with|\|)$/iu;
const MAX_BYLINE_WORDS = 20;

/** "By Jane Doe and J. R. Roe": by, then names only. */
export function isByline(line: string): boolean {
  const [first = '', second = '', ...rest] = line.split(/[\s,]+/u);
  return (
    BYLINE_START.test(first) &&
    rest.length <= MAX_BYLINE_WORDS &&
    /^\p{Lu}/u.test(second) &&
    rest.every((word) => word === '' || NAME_WORD.test(word) || NAME_JOINT.test(word))
  );
}

/** The names of a byline, without "By"; a comma parts names only where "and" does too ("Jane Doe, Editor" is one). */
export function bylineNames(byline: string): string[] {
  const names = byline.replace(/^\S+\s+/u, '');
  const joints = /\s+(?:and|und|et|y|&)\s+/iu;
  return joints.test(names)
    ? names.split(/,\s*|\s+(?:and|und|et|y|&)\s+/iu).filter((name) => name !== '')
    : [names];
}

/** "Read" and the like, then a title: a link to another story, set between paragraphs. */
const LINK =
  /^(?:(?:also|must)[\s-])?(?:read|watch|see|listen)(?:[\s-](?:more|also|next|now|here))?(\s*[:|–—])?\s+(?=[\p{Lu}\p{Pi}\p{N}"'])/iu;
const LABELLED_LINK = /^(?:related|more(?: on this)?|background|in pictures|don[’']t miss)\s*:\s+\S/iu;

/** The line is a link to another story. */
export function isRelatedLink(line: string): boolean {
  if (LABELLED_LINK.test(line)) return true;
  const link = LINK.exec(line);
  return link !== null && (link[1] !== undefined || !endsSentence(line));
}

const RELATED_LABEL =
  /^(?:related(?: (?:articles?|stories|topics|news|content))?|recommended(?: for you)?|most (?:read|popular|viewed)|more (?:stories|news|on this(?: story)?)|top stories|see also|you may also like|read (?:more|also|next))\s*:?$/iu;
const PAGE_LABEL =
  /^(?:advertisement|sponsored|trending(?: now)?|comments?(?: \(\d+\))?|leave a comment|share(?: this(?: article| story)?)?|tags?|topics|newsletters?|(?:next|previous) (?:story|article))\s*:?$/iu;
const PAGE_COMMAND =
  /^(?:load|show|view|share|follow|subscribe|sign (?:up|in)|log in|register|download|print|save|click|tap|skip|copy|email|join|continue|scroll|swipe)\s/iu;

/** The line heads a list of links to other stories. */
export function isRelatedLabel(line: string): boolean {
  return RELATED_LABEL.test(line);
}

/** The line is a label of the page itself. */
export function isPageLabel(line: string): boolean {
  return isRelatedLabel(line) || PAGE_LABEL.test(line);
}

/** The line tells the reader to work the page ("Load Next Story"); told from a heading by where it stands. */
export function isPageCommand(line: string): boolean {
  return PAGE_COMMAND.test(line) && isShortLabel(line);
}
