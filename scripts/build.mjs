// `npm run build`: JavaScript into dist/, the browser page compiled too, and every static file beside its code.
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { root } from "./setup.mjs";

const dist = join(root, "dist");
const page = join("src", "channels", "web", "page");
const isCode = (name) => [".ts", ".mts"].includes(extname(name)) || /^tsconfig.*\.json$/.test(name);

/** Style sheets, pages, icons: whatever is no code keeps its place beside the code that reads it. */
function copyStatic(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) copyStatic(path);
    else if (!isCode(entry.name)) cpSync(join(root, path), join(dist, path));
  }
}

/**
 * @param {(args: string[]) => Promise<number>} compile runs the TypeScript compiler
 * @returns {Promise<number>} the exit code
 */
export async function build(compile) {
  rmSync(dist, { recursive: true, force: true });
  const server = await compile(["-p", "tsconfig.build.json"]);
  if (server !== 0) return server;
  if (existsSync(join(root, page, "tsconfig.json"))) {
    const browser = await compile([
      ...["-p", page, "--noEmit", "false", "--outDir", join("dist", page), "--rootDir", page],
      "--rewriteRelativeImportExtensions",
    ]);
    if (browser !== 0) return browser;
  }
  for (const folder of ["src", "commands", "cards"]) copyStatic(folder);
  return 0;
}
