// What a running server's page weighs and how soon it is there, in Debian's Chromium with an empty cache.
//   node web/tests/weigh.mjs ADDRESS      of `dragoman serve`; bench/store_bench makes an account of 100,000 events

import { chromium } from '@playwright/test';

const address = process.argv[2]?.replace(/\/$/, '');
if (!address) throw new Error('usage: node web/tests/weigh.mjs ADDRESS');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** Until what matters is drawn, and what came over the wire for it. */
async function view(path, there) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const begun = Date.now();
  await page.goto(address + path);
  await page.waitForSelector(there);
  const took = Date.now() - begun;
  const weight = await page.evaluate(() => {
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const sum = (list) => Math.round(list.reduce((n, e) => n + e.encodedBodySize, 0) / 1000);
    return [sum(all.filter((e) => !e.name.includes('/api/'))), sum(all.filter((e) => e.name.includes('/api/')))];
  });
  console.log(`${path.padEnd(12)} there after ${took} ms; page ${weight[0]} kB, answers ${weight[1]} kB over the wire`);
  return page;
}

await view('/', '.figures');
const events = await view('/events', 'td.words a');
for (const [path, there] of [
  ['/reports', '.cards a'],
  ['/pairs', 'tbody a'],
  ['/network', '.node'],
  ['/map', '.map canvas, .state'],
]) {
  await (await view(path, there)).close();
}

const frames = await events.evaluate(async () => {
  const table = document.querySelector('.grid');
  const times = [];
  let last = performance.now();
  for (let i = 0; i < 240; ++i) {
    table.scrollTop += 2000;
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times.sort((a, b) => a - b);
});
console.log(
  `the table, 2000 pixels a frame through ${await events.locator('.grid table').getAttribute('aria-rowcount')} rows: median frame ${frames[120].toFixed(0)} ms, 95 % within ${frames[228].toFixed(0)} ms`,
);
const begun = Date.now();
await events.evaluate(() => (document.querySelector('.grid').scrollTop = 1e9));
await events.waitForFunction(() => [...document.querySelectorAll('.grid tbody tr:not(.space)')].at(-1)?.querySelector('td.words'));
console.log(`its last row there ${Date.now() - begun} ms after a jump`);
await browser.close();
