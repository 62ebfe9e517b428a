import { Pool } from 'pg';
import { QUERIES } from '../queries/queries.ts';
import { QUERY_NAMES } from '../queries/query.ts';
import { serveBare } from './bare-http.ts';

/** What an engineer writes by hand: a route, a pool, one prepared statement for each page, its text passed on. */
const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 10,
  application_name: 'bench_hand',
});

serveBare(async ({ url = '/' }) => {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const name = QUERY_NAMES.find((query) => pathname === `/${query}`);
  if (name === undefined) return null;
  const { rows } = await pool.query<{ data: string }>({
    name,
    text: QUERIES[name].handSql,
    values: valuesOf(name, searchParams),
  });
  return rows[0] === undefined ? null : `{"data":${rows[0].data}}`;
});

function valuesOf(name: string, parameters: URLSearchParams): (string | null)[] {
  if (name === 'Q2') return [];
  const slug = parameters.get('slug');
  if (name !== 'Q4') return [slug];
  const [time = null, id = null] = parameters.get('after')?.split('_') ?? [];
  return [slug, time, id];
}
