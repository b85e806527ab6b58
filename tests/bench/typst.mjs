// SPDX-License-Identifier: Apache-2.0
//
// usage: node typst.mjs MAIN.typ FONT-FOLDER OUT.pdf
//
// Compiles one Typst document, as hongtou renders one source: one process,
// one font folder, one PDF.
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const [main, fonts, out] = process.argv.slice(2);
const compiler = NodeCompiler.create({
	workspace: dirname(main),
	fontArgs: [{ fontPaths: [fonts] }],
});
writeFileSync(out, compiler.pdf({ mainFilePath: main }));
