// The house rules that a machine can see: who may import whom, where vendor packages live, file sizes, docs that name real files.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const walk = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? walk(path) : [path];
      })
    : [];

const slash = (path: string): string => relative(root, path).split(sep).join("/");
const sources = ["src", "commands", "cards"]
  .flatMap((folder) => walk(join(root, folder)))
  .filter((f) => f.endsWith(".ts"));
const tests = ["test", "bench"].flatMap((folder) => walk(join(root, folder))).filter((f) => f.endsWith(".ts"));

const importPattern = /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\s+from\s+)?["']([^"']+)["']/gm;
const dynamicPattern = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const found: Import[] = [];
  for (const match of text.matchAll(importPattern)) {
    found.push({ from: slash(file), to: target(file, match[2] ?? ""), typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(dynamicPattern)) {
    found.push({ from: slash(file), to: target(file, match[1] ?? ""), typeOnly: false });
  }
  return found;
}

const target = (file: string, specifier: string): string =>
  specifier.startsWith(".") ? slash(resolve(dirname(file), specifier)) : specifier;

/** The room a file is in: `src/checks`, `cards`, ... */
function roomOf(path: string): string {
  const parts = path.split("/");
  return parts[0] === "src" ? (parts.length > 2 ? `src/${parts[1]}` : path) : (parts[0] ?? "");
}

interface Room {
  /** Rooms whose values may be imported. */
  readonly values: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
}

const d = "src/domain";
const k = "src/kernel";
const i = "src/i18n";

/** The table of docs/architecture.md. A need that is new changes both, with a reason in docs/decisions. */
const rooms: Readonly<Record<string, Room>> = {
  "src/domain": { values: [] },
  "src/kernel": { values: [d] },
  "src/config": { values: [d, k, i] },
  "src/i18n": { values: [d] },
  "src/transport": { values: [d, k, i] },
  "src/http": { values: [d, k, i] },
  "src/trust": { values: [d, k] },
  "src/signatures": { values: [d, k], types: ["src/trust"] },
  "src/systems": { values: [d, k, i, "src/transport", "src/trust", "src/signatures"] },
  "src/snapshots": { values: [d, k, i, "src/trust"], types: ["src/systems"] },
  "src/checks": { values: [d, k, i, "src/trust", "src/signatures", "src/snapshots"], types: ["src/systems"] },
  "src/actions": { values: [d, k, i, "src/trust", "src/signatures"], types: ["src/systems", "src/snapshots"] },
  "src/scenarios": { values: [d, i, "src/trust", "src/actions"], types: ["src/checks", "src/snapshots"] },
  "src/diagnosis": { values: [d, k, i], types: ["src/checks", "src/scenarios", "src/snapshots", "src/systems"] },
  "src/approvals": { values: [d, k, i] },
  "src/audit": { values: [d, k, i] },
  "src/cases": { values: [d, k, i], types: ["src/audit"] },
  "src/pictures": { values: [d, i] },
  "src/runs": {
    values: [d, k, i, "src/approvals", "src/audit"],
    types: ["src/actions", "src/checks", "src/snapshots", "src/systems"],
  },
  "src/store": {
    values: [d, k, i],
    types: ["src/approvals", "src/runs", "src/audit", "src/snapshots", "src/diagnosis"],
  },
  "src/explain": { values: [d, k, i, "src/trust", "src/signatures"] },
  "src/router": { values: [d, k, i], types: ["src/scenarios"] },
  cards: { values: [d, i] },
  commands: { values: [d, k, i, "src/router", "cards"], types: ["src/*"] },
  "src/channels": { values: [d, k, i, "src/http", "cards"], types: ["src/router"] },
  "src/lab": { values: [d, k, i, "src/transport", "src/trust"] },
};

/** Composition: these may import everything. */
const roots = ["src/app.ts", "src/main.ts", "src/certops", "src/app"];

const siblingsApart = ["src/systems", "src/checks", "src/actions", "src/channels"];

const vendorHomes: Readonly<Record<string, readonly string[]>> = {
  zod: ["src/domain", "src/config", "src/router", "commands", "src/certops", "src/channels", "src/lab"],
  pino: ["src/kernel"],
  yaml: ["src/config"],
  ssh2: ["src/transport", "src/lab"],
  tar: ["src/explain", "src/transport", "src/lab"],
  "fast-xml-parser": ["src/transport", "src/lab"],
  hono: ["src/http", "src/channels"],
  "@hono/node-server": ["src/http"],
  "node-forge": ["src/trust"],
  "@peculiar/x509": ["src/trust", "src/lab"],
  kysely: ["src/store"],
  "node:sqlite": ["src/store"],
  pg: ["src/store"],
  "pg-boss": ["src/runs"],
  "intl-messageformat": ["src/i18n"],
  "opencc-js": ["src/router/understanding"],
  commander: ["src/certops", "src/lab"],
  yauzl: ["src/explain", "src/cases"],
  yazl: ["src/cases", "src/certops"],
  "@vscode/ripgrep": ["src/explain"],
  adaptivecards: ["src/channels"],
  "@slack/bolt": ["src/channels/slack"],
  botbuilder: ["src/channels/teams"],
  jose: ["src/channels/teams"],
  "xml-crypto": ["src/lab"],
  "xml-encryption": ["src/lab"],
  "openid-client": ["src/channels"],
  "prom-client": ["src/app"],
  "@resvg/resvg-js": ["src/pictures"],
  "@dagrejs/dagre": ["src/pictures"],
  "d3-scale": ["src/pictures"],
  "d3-shape": ["src/pictures"],
  "reflect-metadata": ["src/trust", "src/lab"],
};

const page = (file: string): boolean => file.includes("src/channels/web/page/");
const all = sources.flatMap(importsOf);

describe("the house", () => {
  it("lets a room import only what the table allows", () => {
    const broken = all.filter(({ from, to, typeOnly }) => {
      if (!to.startsWith("src/") && !to.startsWith("commands") && !to.startsWith("cards") && !to.startsWith("test"))
        return false;
      const room = roomOf(from);
      const other = roomOf(to);
      if (room === other || roots.some((one) => from === one || from.startsWith(`${one}/`))) return false;
      const rule = rooms[room];
      if (rule === undefined) return true;
      if (rule.values.includes(other)) return false;
      return !(typeOnly && (rule.types?.includes(other) === true || rule.types?.includes("src/*") === true));
    });
    expect(broken.map((one) => `${one.from} -> ${one.to}${one.typeOnly ? " (type)" : ""}`)).toEqual([]);
  });

  it("keeps every vendor package in its home", () => {
    const strays = all.filter(({ from, to }) => {
      if (to.startsWith("src/") || to.startsWith("cards") || to.startsWith("commands")) return false;
      if (to.startsWith("node:") && vendorHomes[to] === undefined) return false;
      const name = to.startsWith("@") ? to.split("/").slice(0, 2).join("/") : (to.split("/")[0] ?? to);
      const homes = vendorHomes[to] ?? vendorHomes[name];
      return homes === undefined || !homes.some((home) => from.startsWith(`${home}/`));
    });
    expect(strays.map((one) => `${one.from} -> ${one.to}`)).toEqual([]);
  });

  it("keeps siblings apart", () => {
    const across = all.filter(({ from, to }) =>
      siblingsApart.some((room) => {
        const inRoom = (path: string): string | undefined =>
          path.startsWith(`${room}/`) && path.split("/").length > 3 ? path.split("/")[2] : undefined;
        const a = inRoom(from);
        const b = inRoom(to);
        return a !== undefined && b !== undefined && a !== b;
      }),
    );
    expect(across.map((one) => `${one.from} -> ${one.to}`)).toEqual([]);
  });

  it("never shares the trust rule with the practice cluster", () => {
    expect(all.filter(({ from, to }) => from.startsWith("src/lab/") && to.includes("trust-rule"))).toEqual([]);
  });

  it("keeps product code away from tests", () => {
    expect(all.filter(({ to }) => to.startsWith("test/"))).toEqual([]);
  });

  it("keeps files small: none over 400 lines, nine in ten under 250, the median at most 100", () => {
    const sizes = sources
      .map((file) => ({ file: slash(file), lines: readFileSync(file, "utf8").split("\n").length - 1 }))
      .sort((a, b) => a.lines - b.lines);
    expect(sizes.filter((one) => one.lines > 400)).toEqual([]);
    expect(sizes.filter((one) => one.lines >= 250).length).toBeLessThanOrEqual(sizes.length / 10);
    expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThanOrEqual(100);
  });

  it("says in the first line of every file what the file is for", () => {
    const silent = sources.filter((file) => !/^(#!.*\n)?\/[/*]/.test(readFileSync(file, "utf8")));
    expect(silent.map(slash)).toEqual([]);
  });

  it("never replaces a module in a test, never skips without a reason, never focuses one test", () => {
    const replacing = new RegExp(["vi", "(mock|doMock)\\("].join("\\."));
    const focused = new RegExp(["(it|test|describe)", "(only)\\b"].join("\\."));
    const bad = tests.filter((file) => {
      const text = readFileSync(file, "utf8");
      return replacing.test(text) || focused.test(text);
    });
    expect(bad.map(slash)).toEqual([]);
  });

  it("switches no check of the compiler or the linter off", () => {
    const off = new RegExp(
      ["@ts-(ignore|expect-error|nocheck)", "biome-ignore", "\\bas any\\b", ": any(\\[\\])?\\s*[;,)=>|]"].join("|"),
    );
    const bad = [...sources, ...tests].filter(
      (file) => !file.endsWith("architecture.test.ts") && off.test(readFileSync(file, "utf8")),
    );
    expect(bad.map(slash)).toEqual([]);
  });

  it("uses no default exports and no enums", () => {
    const bad = sources.filter(
      (file) => !page(file) && /^export (default|(const )?enum)\b/m.test(readFileSync(file, "utf8")),
    );
    expect(bad.map(slash)).toEqual([]);
  });
});

describe("the documents", () => {
  const documents = [
    ...walk(join(root, "docs")),
    ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map((f) => join(root, f)),
  ].filter((file) => file.endsWith(".md") && existsSync(file));

  it("name only files that exist", () => {
    const missing: string[] = [];
    for (const document of documents) {
      for (const match of readFileSync(document, "utf8").matchAll(
        /`((?:src|commands|cards|test|bench|docs|manifest|scripts|bin)\/[A-Za-z0-9_./-]+)`/g,
      )) {
        const path = match[1] ?? "";
        if (!existsSync(join(root, path))) missing.push(`${slash(document)}: ${path}`);
      }
      for (const match of readFileSync(document, "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)) {
        const path = match[1] ?? "";
        if (!existsSync(resolve(dirname(document), path))) missing.push(`${slash(document)}: ${path}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
