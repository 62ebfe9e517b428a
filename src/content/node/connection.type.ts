import { type ClassType, type Field, Int, ObjectType } from 'type-graphql';
import { planned } from '../../planner/decorators.ts';

const PART = { kind: 'part' } as const;

@ObjectType({ description: 'Where a page stands in its list (Relay).' })
class PageInfo {
  @planned(() => Boolean, { description: 'Whether rows follow this page.' }, PART)
  hasNextPage!: boolean;

  @planned(() => Boolean, { description: 'Whether rows precede this page.' }, PART)
  hasPreviousPage!: boolean;

  @planned(
    () => String,
    { description: 'The first row’s cursor; null for an empty page.', nullable: true },
    PART,
  )
  startCursor!: string | null;

  @planned(
    () => String,
    { description: 'The last row’s cursor; null for an empty page.', nullable: true },
    PART,
  )
  endCursor!: string | null;
}

/** The class of a connection's nodes: an object type or an interface. */
type NodeThunk = () => abstract new () => object;

interface ConnectionShape {
  /** The nodes in words: "articles". */
  readonly of: string;
  /** The edge class, where an edge says more than its node. */
  readonly edge?: ClassType;
  /** False where counting would mean finding everything. */
  readonly hasTotalCount?: boolean;
}

/**
 * A Relay connection type `<name>Connection` and, where no edge class is given, its `<name>Edge`.
 *
 * @see https://relay.dev/graphql/connections.htm
 */
export function connectionType(name: string, node: NodeThunk, shape: ConnectionShape): ClassType {
  const { of, edge = edgeType(name, node, of), hasTotalCount = true } = shape;
  class Connection {}
  ObjectType(`${name}Connection`, { description: `A page of ${of} (Relay).` })(Connection);
  part(Connection, 'edges', () => [edge], `The page’s ${of}, each with its cursor.`);
  part(Connection, 'nodes', () => [node()], `The page’s ${of}.`);
  part(Connection, 'pageInfo', () => PageInfo, 'Where the page stands in the list.');
  if (hasTotalCount) {
    part(
      Connection,
      'totalCount',
      () => Int,
      'Exactly how many rows the list has, over all pages. Counted only when asked for.',
    );
  }
  return Connection;
}

function edgeType(name: string, node: NodeThunk, of: string): ClassType {
  class Edge {}
  ObjectType(`${name}Edge`, { description: `One of a page of ${of}.` })(Edge);
  edgeParts(Edge, node);
  return Edge;
}

/** Declares `cursor` and `node` on an edge class that says more than its node. */
export function edgeParts(edge: ClassType, node: NodeThunk): void {
  part(edge, 'cursor', () => String, 'Where to go on from, as `after` or `before`.');
  part(edge, 'node', node, 'The row itself.');
}

type TypeThunk = Extract<Parameters<typeof Field>[0], (...args: never[]) => unknown>;

function part(type: ClassType, name: string, of: TypeThunk, description: string): void {
  planned(of, { description }, PART)(type.prototype, name);
}
