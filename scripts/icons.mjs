// npm run icons: draws electron/icons/icon.svg at every size the three systems ask for, and packs them as .ico and .icns.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';
import { root } from './say.mjs';

const folder = join(root, 'electron', 'icons');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
const pngs = new Map();
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  const png = await page.screenshot({ omitBackground: true });
  pngs.set(size, png);
  writeFileSync(join(folder, `${size}x${size}.png`), png);
}
await browser.close();

/** Windows: a header, one 16-byte entry per picture, then the pictures. A size of 256 is written as 0. */
const ico = (wanted) => {
  const header = Buffer.alloc(6 + wanted.length * 16);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(wanted.length, 4);
  let at = header.length;
  wanted.forEach((size, index) => {
    const png = pngs.get(size);
    const entry = 6 + index * 16;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([header, ...wanted.map((size) => pngs.get(size))]);
};

/** macOS: a type of four letters, the length with its header, the picture. */
const icns = (types) => {
  const parts = Object.entries(types).map(([type, size]) => {
    const png = pngs.get(size);
    const head = Buffer.alloc(8);
    head.write(type, 0, 'ascii');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'ascii');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
};

writeFileSync(join(folder, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256]));
writeFileSync(
  join(folder, 'icon.icns'),
  icns({
    icp4: 16,
    icp5: 32,
    icp6: 64,
    ic07: 128,
    ic08: 256,
    ic09: 512,
    ic10: 1024,
    ic11: 32,
    ic12: 64,
    ic13: 256,
    ic14: 512,
  }),
);
console.log(`${sizes.length} sizes, icon.ico, icon.icns in electron/icons`);
