// Makes node_modules fit package-lock.json and finds the pinned Node; plain JavaScript, for any system Node from 20 on.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".cache", "certops-setup");
const pinnedNode = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
};

/** What the installed tree was made from: the lock, and the platform (binaries differ). */
const wantedStamp = () =>
  `${createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex")} ${process.platform}-${process.arch}`;

/** npm keeps its own record of what it installed; when that equals the lock, nothing needs to be done. */
function treeMatchesLock() {
  const lock = readJson(join(root, "package-lock.json"))?.packages;
  const installed = readJson(join(modules, ".package-lock.json"))?.packages;
  if (lock === undefined || installed === undefined) return false;
  return Object.entries(lock).every(([path, wanted]) => {
    if (path === "" || wanted.optional === true || wanted.devOptional === true) return true;
    return installed[path]?.version === wanted.version;
  });
}

function npm(args) {
  const script = process.env.npm_execpath;
  const viaNode = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  const [command, first] = viaNode ? [process.execPath, [script]] : ["npm", []];
  // NODE_ENV=production would leave the compiler and the tests out
  const env = { ...process.env, NODE_ENV: "development" };
  const options = { cwd: root, stdio: ["ignore", 2, 2], env, shell: !viaNode && process.platform === "win32" };
  const done = spawnSync(command, [...first, ...args], options);
  if (done.error?.code === "ENOENT") fail("npm was not found on the PATH. Install Node.js with npm, then try again.");
  return done.status === 0;
}

// Packages that want a newer Node than the system's run with the pinned one: npm's warnings about that help nobody.
const quiet = ["--no-audit", "--no-fund", "--include=dev", "--loglevel=error"];

function install() {
  console.error("Setting up: installing the packages of package-lock.json (once).");
  if (npm(["ci", ...quiet])) return;
  console.error(
    "`npm ci` failed; trying `npm install`, which tolerates optional packages that a registry does not have.",
  );
  if (npm(["install", "--no-save", ...quiet])) return;
  fail("The packages could not be installed; npm's own message stands above.");
}

/** npm 12 runs no install script that package.json does not allow, and some set-ups allow none at all. */
function ensurePinnedNode() {
  if (existsSync(pinnedNode)) return;
  console.error("The pinned Node is missing after the installation; running its install script again.");
  npm(["rebuild", "node", "--ignore-scripts=false"]);
  if (existsSync(pinnedNode)) return;
  const version = readJson(join(root, "package.json"))?.dependencies?.node ?? "24";
  fail(
    `The Node ${version} that this project pins could not be installed (install scripts are probably blocked).\n` +
      "Allow it (npm install-scripts approve node; npm config set ignore-scripts false), then run this again.",
  );
}

/** @param {string} message one or two lines: what is wrong and what to do */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Installs what is missing and returns the path of the pinned Node. */
export function setUp() {
  const wanted = wantedStamp();
  const have = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (have !== wanted || !existsSync(pinnedNode)) {
    if (!treeMatchesLock()) install();
    ensurePinnedNode();
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, wanted);
  }
  return pinnedNode;
}
