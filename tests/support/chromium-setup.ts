import { requireChromium } from './chromium.ts';

/** Ends `npm run test:browser` with one sentence when there is no Chromium: skipped tests would look like passed ones. */
export function setup(): void {
  requireChromium();
}
