/** What notices about cookies and consent are called in `id`, `class` and `aria-label`; on its own, `cookie` may be a recipe's. */
const SUBJECTS = new Set('cookie cookies consent gdpr ccpa privacy'.split(' '));
const SHAPES = new Set(
  'banner bar notice notification consent popup modal dialog overlay wall prompt message warning manager settings sdk law layer'.split(
    ' ',
  ),
);

/** What a page may be wrapped in as a whole: never a notice, whatever it is called. */
const PAGE = 'html, body, main, article, h1, [role="main"]';

/** What is looked at of the page's elements: the DOM that the extractor works on, and a browser's too. */
interface PageElement {
  getAttribute(name: string): string | null;
  matches(selectors: string): boolean;
  querySelector(selectors: string): unknown;
  remove(): void;
}

interface Page {
  querySelectorAll(selectors: string): Iterable<PageElement>;
}

/**
 * Takes notices about cookies and consent out of a page, and dialogs, which a page shows over its article: extractors
 * keep them where the article is short. Says whether there was one. What holds the article itself stays.
 */
export function removeConsentNotices(page: Page): boolean {
  const notices = [
    ...page.querySelectorAll('[role="dialog"], [role="alertdialog"], [aria-modal="true"]'),
    ...[...page.querySelectorAll('[id], [class], [aria-label]')].filter(isConsentNotice),
  ].filter((element) => !element.matches(PAGE) && element.querySelector(PAGE) === null);
  for (const notice of notices) notice.remove();
  return notices.length > 0;
}

function isConsentNotice(element: PageElement): boolean {
  return ['id', 'class', 'aria-label'].some((name) => {
    const words = (element.getAttribute(name) ?? '')
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .split(/[^a-z]+/u);
    const subject = words.findIndex((word) => SUBJECTS.has(word));
    return subject !== -1 && words.some((word, at) => at !== subject && SHAPES.has(word));
  });
}
