/** One line to paste: a quote of the seed, who said it, and the characters of the article that show it. */
export const EXAMPLE_QUERY =
  '{ person(slug: "michael-erik-kurilla") { quotes(first: 1, where: { kind: { equals: DIRECT } }) { nodes { text cue speaker { name } span { start end exact } article { headline } } } } }';

/** What Sandbox and GraphiQL open with: the same, laid out to be read and changed. */
export const EXAMPLE_DOCUMENT = `# Everything that a person is quoted as saying, with the words that show it.
query QuotesOfAPerson {
  person(slug: "michael-erik-kurilla") {
    name
    quotes(first: 3) {
      totalCount
      nodes {
        text
        kind
        cue
        span {
          exact
          start
          end
        }
        article {
          headline
        }
      }
    }
  }
}
`;
