import { defineConfig } from '@playwright/test';

// The page in a real browser, over a real `dragoman serve` on an account made from examples/ (tests/browser/account.ts).
//   DRAGOMAN   the program (../build/dragoman)
//   CHROMIUM   the browser (/usr/bin/chromium, Debian's package)
//   SCREENS    a folder that the pictures of docs/page.md are written into; without it none are
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  globalSetup: './tests/browser/setup.ts',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
});
