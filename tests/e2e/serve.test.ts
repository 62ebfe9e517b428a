import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { beginServe, dataFolder, RunningCli, runCli, startServe } from '../support/cli.ts';

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

/** The query of the third line, as a person would copy it. */
function queryToPaste(stdout: string): string {
  const [, query] = /^Query +(.+)$/m.exec(stdout) ?? [];
  if (query === undefined) throw new Error(`there is no query to paste in ${stdout}`);
  return query;
}

describe('a start', () => {
  test('in a new folder prints three lines, of which the last is a query that the seed answers', async () => {
    const { cli, url } = await startServe({ DATA_DIR: await dataFolder('nothing') });
    expect(cli.stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(cli.stdout).toContain(`${url}/graphiql`);
    expect(await ask(url, queryToPaste(cli.stdout))).toMatchObject({
      data: {
        person: {
          quotes: {
            nodes: [
              {
                text: expect.stringContaining('shared interest'),
                speaker: { name: 'Michael Erik Kurilla' },
                span: { exact: expect.stringContaining('shared interest') },
              },
            ],
          },
        },
      },
    });
  });

  test('in a folder that has data keeps the data and loads nothing', async () => {
    const env = { DATA_DIR: await dataFolder('seeded') };
    const ids = '{ articles { nodes { id version recordedAt } } }';
    const answers: unknown[] = [];
    for (let start = 0; start < 2; start += 1) {
      const { cli, url } = await startServe(env);
      answers.push(await ask(url, ids));
      cli.kill('SIGTERM');
      await cli.ended;
    }
    expect(answers[0]).toMatchObject({ data: { articles: { nodes: [{ version: 1 }] } } });
    expect(answers[1]).toEqual(answers[0]);
  });

  test.each([
    ['production', [], 0],
    ['production', ['--seed'], 1],
    ['development', ['--no-seed'], 0],
  ])('on an empty database in %s with %j gives %i articles', async (NODE_ENV, args, articles) => {
    const { url } = await startServe({ DATA_DIR: await dataFolder('migrated'), NODE_ENV }, args);
    expect(await ask(url, '{ articles { totalCount } }')).toEqual({
      data: { articles: { totalCount: articles } },
    });
  });

  test('on a port that is taken ends with one sentence and exit code 1, and lets go of the folder', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void blocker.close());
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = address !== null && typeof address === 'object' ? String(address.port) : '';
    const env = { DATA_DIR: await dataFolder('seeded'), PORT: port, LOG_LEVEL: 'error' };
    expect(await runCli(['serve'], env)).toEqual({
      code: 1,
      stdout: '',
      stderr: `PORT ${port} on 127.0.0.1 is in use: stop what listens there, or set PORT to another.\n`,
    });
    const { cli } = await startServe({ ...env, PORT: '0' });
    expect(cli.stdout).toContain('GraphQL');
  });

  test('on an address that is not this machine names HOST', async () => {
    const env = { DATA_DIR: await dataFolder('seeded'), PORT: '0', HOST: '192.0.2.1', LOG_LEVEL: 'error' };
    const { code, stderr } = await runCli(['serve'], env);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^HOST 192\.0\.2\.1 is no address [^\n]+\.\n$/),
    ]);
  });

  test('on a folder that another server holds is refused in one sentence, and the other goes on', async () => {
    const env = { DATA_DIR: await dataFolder('seeded'), LOG_LEVEL: 'error', PORT: '0' };
    const { cli, url } = await startServe(env);
    const second = await runCli(['serve'], env);
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The data folder [^\n]+\.\n$/),
    });
    expect(second.stderr).toContain(String(cli.pid));
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  test('after a SIGKILL takes the folder over', async () => {
    const env = { DATA_DIR: await dataFolder('seeded') };
    const { cli } = await startServe(env);
    cli.kill('SIGKILL');
    await cli.ended;
    const { url } = await startServe(env);
    expect(await ask(url, '{ articles { totalCount } }')).toEqual({ data: { articles: { totalCount: 1 } } });
    expect(await runCli(['migrate'], env)).toMatchObject({ code: 0 });
  });
});

/** A request whose headers the server has read and whose body it still waits for. */
async function beginRequest(url: string, body: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  const [interim] = await once(socket, 'data');
  expect(interim).toMatch(/^HTTP\/1\.1 100 Continue/);
  async function rest(): Promise<string> {
    let text = '';
    for await (const part of socket) text += part;
    return text;
  }
  return { socket, answer: rest() };
}

describe('a stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s answers the request under way, and exits 0',
    async (signal) => {
      const { cli, url } = await startServe({ DATA_DIR: await dataFolder('seeded') });
      const body = JSON.stringify({ query: '{ articles { totalCount } }' });
      const { socket, answer } = await beginRequest(url, body);
      cli.kill(signal);
      await cli.outputTo(({ stderr }) => stderr.includes('"stopping"'));
      socket.write(body);
      expect(await answer).toMatch(
        /^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"data":\{"articles":\{"totalCount":1\}\}\}/,
      );
      expect(await cli.ended).toEqual({ code: 0, signal: null });
      expect(cli.logLines().at(-1)).toMatchObject({ msg: 'stopped' });
      expect(cli.stderr).not.toContain('cut off');
    },
  );

  test('of npm start reaches the server behind npm, which ends as well', async () => {
    const env = { DATA_DIR: await dataFolder('seeded'), PORT: '0' };
    const npm = new RunningCli(['start'], env, ['npm']);
    await npm.outputTo(({ stdout }) => /^Query/m.test(stdout));
    npm.kill('SIGTERM');
    // Its output ends when the last process that holds it does.
    await npm.ended;
    expect(npm.logLines().at(-1)).toMatchObject({ msg: 'stopped' });
  });

  test('waits for no client that asks nothing, whether it ever asked or not', async () => {
    const { cli, url } = await startServe({ DATA_DIR: await dataFolder('seeded') });
    const { hostname, port } = new URL(url);
    const idle = connect(Number(port), hostname);
    await once(idle, 'connect');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    cli.kill('SIGTERM');
    expect(await cli.ended).toEqual({ code: 0, signal: null });
    expect(cli.stderr).not.toContain('cut off');
  });

  test('is cut short by a second signal', async () => {
    const { cli, url } = await startServe({ DATA_DIR: await dataFolder('seeded') });
    const { answer } = await beginRequest(url, '{}');
    cli.kill('SIGTERM');
    await cli.outputTo(({ stderr }) => stderr.includes('"stopping"'));
    cli.kill('SIGTERM');
    expect(await cli.ended).toEqual({ code: 143, signal: null });
    expect(await answer).toBe('');
  });

  test('asked for while the server is starting is carried out as soon as it has started', async () => {
    const cli = beginServe({ DATA_DIR: await dataFolder('seeded'), LOG_LEVEL: 'debug' });
    await cli.outputTo(({ stderr }) => stderr.includes('"starting"'));
    cli.kill('SIGTERM');
    expect(await cli.ended).toEqual({ code: 0, signal: null });
  });
});
