import { RunningCli, runCli } from './cli.ts';

/**
 * Imports a folder, killing the command with SIGKILL each time when so many more articles were written, and then to its
 * end. Gives how often it could be killed in the middle, and the last run.
 */
export async function importWithKills(
  folder: string,
  env: Readonly<Record<string, string>>,
  killAfter: readonly number[],
): Promise<{ readonly kills: number; readonly last: Awaited<ReturnType<typeof runCli>> }> {
  let kills = 0;
  for (const count of killAfter) {
    const cli = new RunningCli(['import', folder, '--format', 'json'], env);
    await cli.outputTo(({ stdout }) => stdout.split('"created"').length > count);
    cli.kill('SIGKILL');
    const { signal } = await cli.ended;
    if (signal === 'SIGKILL' && !cli.stdout.includes('"summary"')) kills += 1;
  }
  return { kills, last: await runCli(['import', folder, '--format', 'json'], env) };
}
