// The page's files: HTML, styles, modules, and the Adaptive Cards library. From a clone the modules are TypeScript and their
// types are stripped once; from an installed package they are the compiled JavaScript beside this file.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { sha256 } from "../../kernel/ids.ts";

const page = new URL("./page/", import.meta.url);
const require = createRequire(import.meta.url);

interface Asset {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly tag: string;
}

const cache = new Map<string, Promise<Asset | undefined>>();

/** A GET of one asset; `name` is the last part of the path. Unknown names give undefined. */
export async function asset(name: string, request: Request): Promise<Response | undefined> {
  let found = cache.get(name);
  if (found === undefined) {
    // Only names of the page's own grammar are kept, so that guesses cannot fill the cache.
    if (!/^[a-z][a-z0-9-]*\.(?:ts|js|css|svg|html)$/.test(name)) return undefined;
    found = load(name);
    if (await found.catch(() => undefined)) cache.set(name, found);
  }
  const ready = await found;
  if (ready === undefined) return undefined;
  const headers = { "content-type": ready.type, etag: ready.tag, "cache-control": "no-cache" };
  if (request.headers.get("if-none-match") === ready.tag) return new Response(null, { status: 304, headers });
  return new Response(ready.body, { headers });
}

async function load(name: string): Promise<Asset | undefined> {
  if (name === "adaptivecards.js") {
    const file = require.resolve("adaptivecards/dist/adaptivecards.min.js");
    return made(await readFile(file, "utf8"), "text/javascript; charset=utf-8");
  }
  const extension = name.slice(name.lastIndexOf(".") + 1);
  const file = fileURLToPath(new URL(name, page));
  if (extension === "ts" || extension === "js") {
    const source = existsSync(file) ? file : undefined;
    if (source === undefined) return undefined;
    const code = await readFile(source, "utf8");
    return made(extension === "ts" ? stripTypeScriptTypes(code) : code, "text/javascript; charset=utf-8");
  }
  if (!existsSync(file)) return undefined;
  const types: Readonly<Record<string, string>> = { css: "text/css", svg: "image/svg+xml", html: "text/html" };
  const text = await readFile(file, "utf8");
  return made(
    extension === "html" ? text.replaceAll("{{main}}", mainModule()) : text,
    `${types[extension]}; charset=utf-8`,
  );
}

/** `main.js` when the page was compiled, else `main.ts`. */
const mainModule = (): string => (existsSync(fileURLToPath(new URL("main.js", page))) ? "main.js" : "main.ts");

const made = (body: string, type: string): Asset => ({ body, type, tag: `"${sha256(body).slice(0, 24)}"` });
