// node minisearch-build.mjs DOCUMENTS INDEX: MiniSearch with folding.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [documents, index] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const MiniSearch = require("minisearch");
const { fold } = await import(new URL("fold.mjs", import.meta.url));

const search = new MiniSearch({ fields: ["title", "summary", "body"], storeFields: ["url", "title", "summary"], processTerm: fold });
search.addAll(JSON.parse(readFileSync(documents, "utf8")).map((page, id) => ({ id, ...page })));
writeFileSync(index, JSON.stringify(search));
