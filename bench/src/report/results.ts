import type { Measurement } from '../measure/rounds.ts';
import type { QueryName } from '../queries/query.ts';
import type { ServerName } from '../servers/server-kind.ts';

/** What a run came to. */
export interface Results {
  readonly articles: number;
  readonly cores: number;
  readonly node: string;
  readonly postgres: string;
  readonly rounds: number;
  readonly roundMs: number;
  readonly connections: number;
  readonly measurements: readonly Measurement[];
  /** Statements for one request. */
  readonly statements: Readonly<Partial<Record<ServerName, Readonly<Partial<Record<QueryName, number>>>>>>;
  /** Resident memory of each server after all its rounds, in megabytes. */
  readonly memory: Readonly<Partial<Record<ServerName, number>>>;
}

/** What the issue asks of this server's ratios, and whether a run reached it. */
export interface Goal {
  readonly query: QueryName;
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  readonly isReached: boolean;
}

interface Bound {
  readonly name: string;
  readonly beside: ServerName;
  readonly of: 'perSecond' | 'cpuMs';
  /** At least, for requests a second; at most, for processor time. */
  readonly bound: number;
}

const BOUNDS: readonly Bound[] = [
  { name: 'req/s of hand', beside: 'hand', of: 'perSecond', bound: 1 },
  { name: 'req/s of limit', beside: 'limit', of: 'perSecond', bound: 0.75 },
  { name: 'req/s of PostGraphile', beside: 'postgraphile', of: 'perSecond', bound: 1.8 },
  { name: 'CPU of hand', beside: 'hand', of: 'cpuMs', bound: 1 },
  { name: 'CPU of PostGraphile', beside: 'postgraphile', of: 'cpuMs', bound: 0.45 },
];

/** Every bound that the measurements can be held against. */
export function goalsOf(measurements: readonly Measurement[]): readonly Goal[] {
  return measurements
    .filter(({ server }) => server === 'onrecord')
    .flatMap((own) =>
      BOUNDS.flatMap(({ name, beside, of, bound }) => {
        const value = ratio(measurements, own, beside, of);
        if (value === null) return [];
        return [
          {
            query: own.query,
            name,
            value,
            bound,
            isReached: of === 'perSecond' ? value >= bound : value <= bound,
          },
        ];
      }),
    );
}

/** A measurement's value over that of another server for the same query; null where that one was not measured. */
export function ratio(
  measurements: readonly Measurement[],
  own: Measurement,
  beside: ServerName,
  of: 'perSecond' | 'cpuMs',
): number | null {
  const other = measurements.find(({ server, query }) => server === beside && query === own.query);
  return other === undefined ? null : own[of] / other[of];
}
