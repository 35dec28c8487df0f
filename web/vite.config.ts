import { defineConfig } from 'vitest/config';

// Everything the page needs is in dist/, which the binary embeds: nothing is fetched from elsewhere.
export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
  server: { proxy: { '/api': process.env['DRAGOMAN'] ?? 'http://127.0.0.1:8440' } },
  test: { include: ['tests/unit/**/*.test.ts'] },
});
