import { constants } from 'node:os';

/**
 * Asks for a clean end at the first SIGINT or SIGTERM, or when whoever reads standard output has gone; the second signal
 * ends the process. `release` gives the signals back.
 */
export function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    // As a shell reports a process that a signal ended.
    if (controller.signal.aborted) process.exit(128 + constants.signals[signal]);
    controller.abort();
  };
  const onError = () => controller.abort();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.stdout.on('error', onError);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      process.stdout.off('error', onError);
    },
  };
}
