// node lunr-build.mjs DOCUMENTS INDEX SHOWN: Lunr with folding instead of its English stemmer.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [documents, index, shown] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const lunr = require("lunr");
const { fold } = await import(new URL("fold.mjs", import.meta.url));

const folded = (token) => token.update(fold);
lunr.Pipeline.registerFunction(folded, "fold");
const all = JSON.parse(readFileSync(documents, "utf8"));
const builder = new lunr.Builder();
builder.pipeline.add(folded, lunr.trimmer);
builder.searchPipeline.add(folded);
builder.ref("id");
builder.field("title", { boost: 5 });
builder.field("summary", { boost: 2 });
builder.field("body");
for (const [id, { title, summary, body }] of all.entries()) builder.add({ id, title, summary, body });
writeFileSync(index, JSON.stringify(builder.build()));
writeFileSync(shown, JSON.stringify(all.map(({ url, title, summary }) => ({ url, title, summary }))));
