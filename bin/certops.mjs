#!/usr/bin/env node
// The `certops` command: starts with whatever Node the system has and goes on with the one that the package pins.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// A clone runs its TypeScript as it is; an installed package has JavaScript only (Node strips no types in node_modules).
const source = join(root, "src", "certops", "main.ts");
const entry = existsSync(source) ? source : join(root, "dist", "src", "certops", "main.js");
const pinned = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies.node;

// Compiled code of an earlier start: in the package's own folder, never in a shared one where others could plant some.
const compiled = process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "certops-compiled");

/** The pinned Node's own file; undefined when its install script was not allowed to run. */
function pinnedNode() {
  try {
    const folder = dirname(module.createRequire(import.meta.url).resolve("node/package.json"));
    const file = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

const major = (version) => Number.parseInt(version, 10);

function goOn(node) {
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", entry, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  // A terminal's Ctrl-C reaches the child by itself; other stops are handed on.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(`The pinned Node could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 130));
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

async function goOnHere() {
  module.enableCompileCache?.(compiled);
  await import(pathToFileURL(entry).href);
}

if (!existsSync(entry)) stop("This package was not built: run `npm run build` in a clone first.");
else if (process.versions.node === pinned) await goOnHere();
else {
  const node = pinnedNode();
  if (node !== undefined) goOn(node);
  else if (major(process.versions.node) >= major(pinned)) await goOnHere();
  else {
    stop(
      `certops needs Node ${major(pinned)}; this is ${process.versions.node}, and the Node it brings was not installed\n` +
        "(npm blocked its install script). Where certops is installed, run: npm install-scripts approve node && npm rebuild node\n" +
        "(before npm 12: npm rebuild node), or use a newer Node.",
    );
  }
}
