import { QUERY_NAMES } from '../queries/query.ts';
import { SERVER_NAMES, type ServerName } from '../servers/server-kind.ts';
import { type Results, ratio } from './results.ts';

const COLOURS: Readonly<Partial<Record<ServerName, string>>> = {
  onrecord: '#0b6e4f',
  hand: '#5b6770',
  limit: '#9aa5ad',
  postgraphile: '#3b6fb6',
  tutorial: '#c46a2b',
};

const WIDTH = 760;
const LABEL_WIDTH = 150;
const BAR_HEIGHT = 16;
const BAR_GAP = 4;
const GROUP_GAP = 26;
const TOP = 44;
/** Room for the number behind the longest bar. */
const NUMBER_WIDTH = 60;

/** Requests a second of each server as bars beside `hand`, grouped by query; an SVG that reads on light and dark pages. */
export function chart({ measurements }: Results): string {
  const bars = measurements.map((own) => ({
    own,
    share: ratio(measurements, own, 'hand', 'perSecond') ?? 0,
  }));
  const scale = (WIDTH - LABEL_WIDTH - NUMBER_WIDTH) / Math.max(1, ...bars.map(({ share }) => share));
  const shapes: string[] = [];
  let y = TOP;
  for (const query of QUERY_NAMES) {
    const group = SERVER_NAMES.flatMap((name) =>
      bars.filter(({ own }) => own.query === query && own.server === name),
    );
    if (group.length === 0) continue;
    shapes.push(text(0, y + BAR_HEIGHT - 4, query, 'font-weight="bold"'));
    for (const { own, share } of group) {
      const width = Math.max(1, share * scale);
      shapes.push(
        text(34, y + BAR_HEIGHT - 4, own.server),
        `<rect x="${LABEL_WIDTH}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="2" fill="${COLOURS[own.server] ?? '#9aa5ad'}"/>`,
        text(LABEL_WIDTH + width + 6, y + BAR_HEIGHT - 4, share.toFixed(2)),
      );
      y += BAR_HEIGHT + BAR_GAP;
    }
    y += GROUP_GAP - BAR_GAP;
  }
  const one = LABEL_WIDTH + scale;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Requests a second of each server beside the hand-written statement">
<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>
${text(0, 18, 'Requests a second, as a multiple of the hand-written statement’s (1.00)', 'font-size="14" font-weight="bold"')}
<line x1="${one.toFixed(1)}" x2="${one.toFixed(1)}" y1="${TOP - 8}" y2="${y - GROUP_GAP + 4}" stroke="#5b6770" stroke-dasharray="3 3"/>
${shapes.join('\n')}
</svg>
`;
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y}" fill="#1c2227" ${attributes}>${content}</text>`;
}
