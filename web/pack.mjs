// SPDX-License-Identifier: GPL-3.0-or-later
// pack.mjs [FOLDER] - a .gz beside every file of dist/ (or FOLDER) that gets
// smaller by it.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

function pack(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      pack(path);
    } else if (!name.endsWith('.gz')) {
      const bytes = readFileSync(path);
      const packed = gzipSync(bytes, { level: 9 });
      if (packed.length < bytes.length) {
        writeFileSync(path + '.gz', packed);
      }
    }
  }
}
pack(process.argv[2] ?? 'dist');
