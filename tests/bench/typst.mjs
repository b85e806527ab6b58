// SPDX-License-Identifier: Apache-2.0
//
// usage: node typst.mjs FONT-FOLDER OUT-FOLDER MAIN.typ...
//
// Compiles Typst documents, one PDF each, as hongtou renders sources: one
// process, one font folder.  Says how long each took, in microseconds, but for
// the first, in which fonts are loaded.
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const [fonts, out, ...files] = process.argv.slice(2);
const compiler = NodeCompiler.create({
	workspace: dirname(files[0]),
	fontArgs: [{ fontPaths: [fonts] }],
});
for (const [i, file] of files.entries()) {
	const start = process.hrtime.bigint();
	const pdf = compiler.pdf({ mainFilePath: file });
	writeFileSync(join(out, basename(file, '.typ') + '.pdf'), pdf);
	compiler.evictCache(1);
	if (i > 0)
		console.log(`${Number(process.hrtime.bigint() - start) / 1e3}`);
}
