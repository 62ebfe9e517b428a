/** A node of JSON-LD: a thing of a schema.org type, with properties. */
export interface JsonLdNode {
  readonly '@type': string;
  readonly [property: string]: unknown;
}
