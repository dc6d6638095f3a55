import { operations } from '#app/routes/operations.js';
import { expect } from 'chai';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium as driver, type Page, type Response } from 'playwright-core';
import { chromium } from './chromium.js';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

const executablePath = chromium(process.env);
const SCREENSHOT = fileURLToPath(new URL('../../../screenshots/docs.png', import.meta.url));

describe('/docs in a browser that reaches this service and nothing else', function () {
  this.timeout(60_000);

  if (executablePath === undefined && process.env['REQUIRE_CHROMIUM'] !== '1') {
    process.stderr.write('There is no Chromium: /docs is NOT looked at in a browser.\n');
    it('is skipped, because there is no Chromium: install one, or name it in CHROMIUM');
    return;
  }

  const troubles: string[] = [];
  const elsewhere: string[] = [];
  const answers: Response[] = [];
  let running: Running;
  let browser: Browser;
  let page: Page;

  before(async () => {
    running = await startRunning({ API_KEYS: 'some-key' });
    await running.get('/contacts', { headers: { 'x-api-key': 'some-key' } });
    if (executablePath === undefined) throw new Error('there is no Chromium: install one, or name it in CHROMIUM');
    browser = await driver.launch({
      executablePath,
      args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url.startsWith(`${running.service.url}/`)) return route.continue();
      elsewhere.push(url);
      return route.abort();
    });
    page.on('console', (message) => void (message.type() === 'error' && troubles.push(message.text())));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('requestfailed', (request) => troubles.push(`not loaded: ${request.url()}`));
    page.on('response', (response) => answers.push(response));
    await page.goto(`${running.service.url}/docs`);
    await page.locator('.opblock').first().waitFor();
  });
  after(async () => {
    await browser?.close();
    await stopLeftRunning();
  });

  it('lists every operation', async () => {
    const listed = await page.locator('.opblock-summary').evaluateAll((rows) =>
      rows.map((row) => {
        const text = (part: string): string => row.querySelector(part)?.textContent?.replaceAll('\u200b', '') ?? '';
        return `${text('.opblock-summary-method')} ${text('.opblock-summary-path')}`;
      }),
    );
    const all = Object.keys(operations).flatMap((path) => [`GET ${path}`, `HEAD ${path}`]);
    expect(listed).to.have.members(all);
  });

  it('calls GET /contacts with the key that was given, and shows 200', async () => {
    await page.locator('.btn.authorize').first().click();
    await page.locator('.auth-container input').fill('some-key');
    await page.locator('.auth-btn-wrapper .authorize').click();
    await page.locator('.auth-btn-wrapper .btn-done').click();
    const operation = page.locator('#operations-Contacts-listContacts');
    await operation.locator('.opblock-summary').click();
    await operation.locator('.try-out__btn').click();
    await operation.locator('.execute').click();
    const status = operation.locator('.live-responses-table .response-col_status').last();
    await status.waitFor();
    expect((await status.textContent())?.trim()).to.match(/^200/);
    await page.screenshot({ path: SCREENSHOT, fullPage: true });
  });

  it('has asked no other host, failed to load nothing, and been told nothing that /openapi.json does not say', async () => {
    expect(elsewhere).to.deep.equal([]);
    expect(troubles).to.deep.equal([]);
    expect(answers.map((answer) => new URL(answer.url()).pathname)).to.have.members([
      '/docs',
      '/docs/swagger-ui.css',
      '/docs/swagger-ui-bundle.js',
      '/docs/initializer.js',
      '/openapi.json',
      '/contacts',
    ]);
    for (const answer of answers) {
      const headers = new Headers(await answer.allHeaders());
      const [method, url, status] = [answer.request().method(), answer.url(), answer.status()];
      running.contract.hold({ method, url, status, headers, body: await answer.body() });
    }
  });

  it('would have been seen to do otherwise', async () => {
    await page.evaluate(() => fetch('http://other.example/').catch(() => undefined));
    expect(troubles.join()).to.contain('Content Security Policy');
    await page.goto('http://other.example/').catch(() => undefined);
    expect(elsewhere).to.deep.equal(['http://other.example/']);
  });
});
