import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { realTable, temporaryDirectory } from '@rampart/core/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runCommand } from '../../testing/run-command.ts';
import { exampleReport } from './example-report.test.kit.ts';
import { dark, light } from './palette.ts';
import { renderDataReport } from './render-data-report.ts';

const test = suite('a report in a browser');

const executablePath = process.env.RAMPART_CHROMIUM ?? '/usr/bin/chromium';

/** What a test gets: the page opened from disk. */
interface Opened {
  readonly page: Page;
  readonly address: string;
  /** Requests other than the file itself, and all that came to the console. */
  readonly noise: readonly string[];
}

interface Setting {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

const here = existsSync(executablePath);
if (!here) process.stdout.write('skipped: no Chromium here\n');

let browser: Browser | undefined;
test.before(async () => {
  if (here) browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
test.after(() => browser?.close());

async function opened(markup: string, setting: Setting, act: (_: Opened) => Promise<void>) {
  await using folder = await temporaryDirectory();
  const file = join(folder.path, 'report.html');
  await writeFile(file, markup);
  await openedFile(file, setting, act);
}

async function openedFile(
  file: string,
  { width = 1280, ...setting }: Setting,
  act: (_: Opened) => Promise<void>,
) {
  const context = await browser!.newContext({ ...setting, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const noise: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('request', (request) => request.url() === address || noise.push(`request ${request.url()}`));
  page.on('console', (message) => noise.push(`console ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`error ${error.message}`));
  await page.goto(address);
  await act({ page, address, noise });
  await context.close();
}

/** A colour as a browser tells it. */
function rgb(colour: string): string {
  return `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ')})`;
}

const large = renderDataReport(exampleReport({ columns: 90, classes: 40 }));
const small = renderDataReport(exampleReport({ columns: 12, classes: 2 }));
const clean = renderDataReport(exampleReport({ columns: 8, classes: 2, faulty: false }));

/** A test that needs the browser; without one it counts as skipped. */
function onBrowser(title: string, act: () => Promise<void>): void {
  if (here) test(title, act);
  else test.skip(title);
}

for (const [markup, name] of [
  [large, 'a large report'],
  [clean, 'a clean report'],
] as const) {
  onBrowser(
    `${name} asks for nothing, says nothing to the console and fits a phone in both schemes`,
    async () => {
      for (const width of [1280, 390]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await opened(markup, { width, colorScheme }, async ({ page, noise }) => {
            await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
            assert.is(await page.locator('details:not([open])').count(), 0);
            const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
            const cut = await page.evaluate(
              "[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth + 1 && box.querySelector('.stack')).length",
            );
            if (width === 390) assert.is(cut, 0, 'tables that are cut off');
            assert.ok(Number(overflow) <= 0, `${Number(overflow)} pixels too wide at ${width}`);
            assert.equal(noise, []);
          });
        }
      }
    },
  );
}

onBrowser('the scheme of the reader colours the page and the charts', async () => {
  const colours: unknown[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await opened(small, { colorScheme }, async ({ page }) => {
      const seen =
        await page.evaluate(`[document.body, document.querySelector('#column-1 rect')].map((element) =>
        getComputedStyle(element)[element === document.body ? 'backgroundColor' : 'fill'])`);
      colours.push(seen);
    });
  }
  assert.equal(colours, [
    [rgb(light.page), rgb(light.series[0]!)],
    [rgb(dark.page), rgb(dark.series[0]!)],
  ]);
});

onBrowser('the filter finds columns by name and by finding', async () => {
  await opened(small, {}, async ({ page, noise }) => {
    const visible = () => page.locator('.card:visible').count();
    assert.is(await visible(), 12);
    await page.locator('#filter').fill('COLUMN_1');
    assert.is(await visible(), 2);
    assert.is(await page.locator('#shown').textContent(), '2 of 12');
    await page.locator('#filter').fill('');
    await page.locator('#found').check();
    assert.is(await visible(), await page.locator('.card:has(.flag)').count());
    // A link to a hidden column shows it again.
    await page.locator('#filter').fill('no such column');
    await page.locator('#drift a[href="#column-4"]').first().click();
    await page.locator('#column-4').waitFor({ state: 'visible' });
    assert.equal(noise, []);
  });
});

onBrowser('without its script the page shows everything but the filter', async () => {
  await opened(small, { javaScriptEnabled: false }, async ({ page, noise }) => {
    assert.is(await page.locator('.card:visible').count(), 12);
    assert.not(await page.locator('.filter').isVisible());
    assert.equal(noise, []);
  });
});

onBrowser('the keyboard reaches the skip link first, and boxes that scroll', async () => {
  await opened(small, { width: 700 }, async ({ page }) => {
    await page.keyboard.press('Tab');
    assert.is(await page.evaluate('document.activeElement.className'), 'skip');
    await page.locator('#drift .scroll').focus();
    await page.keyboard.press('ArrowRight');
    // Not waitForFunction, which the page's security policy forbids.
    const scrolled = async () => Number(await page.evaluate('document.activeElement.scrollLeft')) > 0;
    for (let tries = 0; tries < 50 && !(await scrolled()); tries++) await page.waitForTimeout(50);
    assert.ok(await scrolled());
  });
});

onBrowser('paper is white whatever the scheme, and nothing is cut at its edge', async () => {
  await opened(large, { colorScheme: 'dark', width: 718 }, async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    const [ground, overflow] = (await page.evaluate(`[getComputedStyle(document.body).backgroundColor,
      document.documentElement.scrollWidth - window.innerWidth]`)) as [string, number];
    assert.is(ground, 'rgb(255, 255, 255)');
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
  });
});

onBrowser(
  'the report of NSL-KDD opens from disk: below 1.5 MB, no request, no word to the console',
  async () => {
    const [batch, reference] = [realTable('nsl-kdd-test.csv'), realTable('nsl-kdd-train-20percent.csv')];
    if (batch === undefined || reference === undefined) return;
    await using folder = await temporaryDirectory();
    const file = join(folder.path, 'nsl-kdd.html');
    const { code, stderr } = await runCommand([
      'validate',
      batch,
      '--schema',
      'nsl-kdd',
      '--reference',
      reference,
      '--report',
      file,
    ]);
    assert.is(code, 0, stderr);
    assert.ok((await stat(file)).size < 1_500_000);
    for (const width of [1280, 390]) {
      await openedFile(file, { width }, async ({ page, noise }) => {
        assert.is(await page.locator('.card').count(), 43);
        assert.ok((await page.locator('#drift tr.alarm').count()) > 20);
        assert.is(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth'), false);
        assert.equal(noise, []);
      });
    }
  },
);

test.run();
