// A server of its own for each worker, over a copy of the account, so that what one test corrects no other worker sees.

import { test as base, expect, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Serves a copy of the account until `use` is over. */
export async function serve(name: string, options: string[], use: (address: string) => Promise<void>): Promise<void> {
  const folder = process.env['DRAGOMAN_FOLDER']!;
  const store = path.join(folder, `${name}.db`);
  cpSync(path.join(folder, 'account.db'), store);
  const server = spawn(
    process.env['DRAGOMAN']!,
    ['serve', store, '--listen', '127.0.0.1:0', '--questions', path.join(folder, 'questions'), ...options],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).once('line', resolve);
    void ended.then((code) => reject(new Error(`dragoman serve ended with ${code} before it told its address`)));
  });
  await use(address.replace(/\/$/, ''));
  server.kill();
  await ended;
}

export const test = base.extend<{ errors: string[] }, { address: string }>({
  address: [({}, use, worker) => serve(`account-${worker.workerIndex}`, [], use), { scope: 'worker' }],
  baseURL: async ({ address }, use) => use(address),
  // Whatever the browser complains of fails the test, unless the test expects it.
  errors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('dialog', (dialog) => {
        errors.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Adds reports through the API and waits until they are read. */
export async function add(page: Page, reports: { id: string; text: string; title?: string; published?: string }[]): Promise<void> {
  const taken = await page.request.post('/api/reports', { data: reports });
  expect(taken.status()).toBe(202);
  const { id } = (await taken.json()) as { id: string };
  await expect
    .poll(async () => ((await (await page.request.get(`/api/batches/${id}`)).json()) as { state: string }).state, { timeout: 50_000 })
    .toBe('done');
}

/** Until nothing on the page says that it is on its way. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.locator('.dots, [aria-busy=true]')).toHaveCount(0);
}
