import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { EXAMPLE_DOCUMENT } from '../../src/server/example-query.ts';
import { launchChromium } from '../support/chromium.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

let server: SharedServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([shareServer(), launchChromium()]);
});
afterAll(() => browser?.close());

interface Visit {
  readonly page: Page;
  /** Addresses that answered with 400 or more, or not at all. */
  readonly failures: string[];
  /** What the page's scripts threw and what the browser's console calls an error. */
  readonly complaints: string[];
}

/** Opens a page in a profile of its own, and notes what goes wrong from then on. */
async function visit(path: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const failures: string[] = [];
  const complaints: string[] = [];
  page.on('requestfailed', (request) => failures.push(request.url()));
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${server.url}${path}`);
  return { page, failures, complaints };
}

describe('GraphiQL, without internet,', () => {
  test('runs the query that it opens with and shows who said what', async () => {
    const { page, failures, complaints } = await visit('/graphiql');
    await page.getByRole('button', { name: /Execute query/ }).click();
    const answer = page.getByRole('region', { name: 'Result Window' });
    await answer.getByText('"Michael Erik Kurilla"').first().waitFor();
    await shoot(page, 'graphiql');
    expect(failures).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('opens with the example query and completes field names from the schema', async () => {
    const { page } = await visit('/graphiql');
    const editor = page.locator('.graphiql-query-editor .CodeMirror');
    await editor.getByText('QuotesOfAPerson').waitFor();
    for (const line of EXAMPLE_DOCUMENT.trim().split('\n')) {
      await expect.poll(() => editor.textContent()).toContain(line.trim());
    }
  });

  test('shows the documentation of the schema', async () => {
    const { page } = await visit('/graphiql');
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByText('A GraphQL schema provides a root type').waitFor();
    await page.getByRole('link', { name: 'Query' }).click();
    await page.getByText('Everything that can be read.').waitFor();
    await shoot(page, 'graphiql-docs');
  });
});

describe('the address of the API in a browser', () => {
  test('is a page that opens Sandbox with the example query', async () => {
    const { page, failures } = await visit('/graphql');
    // Sandbox itself comes from its makers' servers, which have no address here; the page says so, fading in.
    await page.getByText('Apollo Sandbox cannot be loaded').waitFor();
    await page.evaluate(
      'Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => null)',
    );
    await shoot(page, 'sandbox');
    const html = await page.content();
    expect(await page.title()).toBe('Apollo Server');
    expect(html).toContain('embeddable-sandbox');
    expect(html).toContain('QuotesOfAPerson');
    expect(failures.filter((failure) => failure.includes(server.url))).toEqual([]);
  });
});

describe('the policies of these pages', () => {
  test('let Sandbox in: its script from its makers’ server, and its frame', async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    // Stands for what the internet would give: a script that opens the frame, as Sandbox's does.
    const script = `window.EmbeddedSandbox = class {
      constructor({ target }) {
        const frame = document.createElement('iframe');
        frame.src = 'https://sandbox.embed.apollographql.com/sandbox/explorer';
        document.querySelector(target).append(frame);
      }
    };`;
    await context.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    await context.route('https://sandbox.embed.apollographql.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>Sandbox is here</p>' }),
    );
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${server.url}/graphql`);
    await page.frameLocator('iframe').getByText('Sandbox is here').waitFor();
    expect(complaints).toEqual([]);
  });
});

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
