// SPDX-License-Identifier: GPL-3.0-or-later
// vite.config.ts - builds into dist/, everything from our own address.
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [preact()],
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:8475' } },
});
