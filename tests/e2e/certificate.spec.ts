import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { certificate, recordIn } from '../../domain/record/certificate.ts';
import type { RecordExport } from '../../domain/record/export.ts';

test('a word as long as a name may be stays on the certificate, on a telephone and on paper', async ({ page }) => {
  const record = recordIn(readFileSync('tests/data/certificate-page-3.html', 'utf8'));
  const made = certificate(JSON.parse(record ?? '') as RecordExport);
  const long = 'W'.repeat(120);
  await page.setContent(made.replaceAll(/<bdi>[^<]*<\/bdi>/g, `<bdi>${long}</bdi>`));
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await beyond()).toBeLessThanOrEqual(0);
  await page.emulateMedia({ media: 'print' });
  // A4 between its margins.
  await page.setViewportSize({ width: 658, height: 900 });
  expect(await beyond()).toBeLessThanOrEqual(0);
});
