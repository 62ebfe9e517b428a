/** How each registry writes its identifiers, without their address; a content provider's own may be anything. */
const FORMS = {
  WIKIDATA: /^Q[1-9]\d*$/,
  ISNI: /^\d{15}[\dX]$/,
  VIAF: /^[1-9]\d*$/,
  LEI: /^[\dA-Z]{18}\d{2}$/,
  ROR: /^0[\da-z]{6}\d{2}$/,
  ORCID: /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/,
  PROVIDER: /^/,
} as const;

/** Whether a value looks like an identifier of this scheme; check digits are not worked out. */
export function hasIdentifierForm(scheme: keyof typeof FORMS, value: string): boolean {
  return FORMS[scheme].test(value);
}
