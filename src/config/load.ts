// Reads certops.yaml whole: either every setting, or every problem at once.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { z } from "zod";
import { type Cluster, standardPorts } from "../domain/cluster.ts";
import { clusterId, nodeName } from "../domain/ids.ts";
import { isZone } from "../kernel/zone.ts";
import { settleAudit } from "./audit.ts";
import { readAuthenticationServers } from "./authentication-servers.ts";
import { channelShape, readChannels } from "./channels/index.ts";
import { type Path, readDocument } from "./document.ts";
import { readExpressways } from "./expressways.ts";
import { missingPart, problemsOf } from "./issues.ts";
import { settleMetrics } from "./metrics.ts";
import { compilePolicy } from "./policy.ts";
import { practiceClusterId, practiceSource } from "./practice.ts";
import type { Report } from "./report.ts";
import {
  approvalsSchema,
  auditSchema,
  calendarSchema,
  clusterSchema,
  configSchema,
  metricsSchema,
  personSchema,
  preflightSchema,
  type RawAccount,
  type RawCluster,
  type RawConfig,
  roleSchema,
  storeSchema,
  webSchema,
} from "./schema.ts";
import { readAccount, readStore, type SecretSource } from "./secrets.ts";
import type { Account, ClusterSettings, ConfigProblem, Settings } from "./settings.ts";
import { settleWeb } from "./web.ts";

export type Loaded =
  | { readonly settings: Settings }
  /** Sorted by line; never empty. */
  | { readonly problems: readonly ConfigProblem[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the file; one that is missing or unreadable is a problem like the others. */
export function loadConfig(file: string, env: Environment, now = Date.now()): Loaded {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    const problem = { id: "config.unreadable", values: { file } };
    return { problems: [{ file, line: 1, column: 1, key: "", problem, fix: { id: "config.unreadable.fix" } }] };
  }
  return readConfig(text, file, env, now);
}

/**
 * The same for text; `file` names it in problems and is the base of relative paths. `now`: a window that no longer opens, or
 * only inside a freeze, is told from this moment.
 */
export function readConfig(text: string, file: string, env: Environment, now = Date.now()): Loaded {
  const document = readDocument(text, file);
  if (document.problems.length > 0) return { problems: document.problems };
  const problems: ConfigProblem[] = [];
  const report: Report = (path, problem, fix) => problems.push(document.problem(path, problem, fix));
  const parsed = configSchema.safeParse(document.value ?? {}, { reportInput: true });
  for (const issue of parsed.error?.issues ?? []) problems.push(...problemsOf(issue, document));

  // What is well formed is checked for sense even when another part is not: all problems come at once.
  const source: SecretSource = { env, folder: dirname(resolve(file)) };
  const value = asObject(document.value);
  const clusters = entries(value.clusters, clusterSchema).map(([id, raw]) => readCluster(id, raw, source, report));
  // A platform without a cluster is a practice cluster in that platform's channels.
  const practice = value.clusters === undefined && Object.keys(channelShape).some((name) => name in value);
  const clusterIds = practice ? [practiceClusterId] : Object.keys(asObject(value.clusters));
  const builtIn = practice ? practiceSource : undefined;
  for (const name of practice ? [] : ["clusters", "people", "roles"]) {
    if (value[name] === undefined) problems.push(missingPart(name, document));
  }
  checkGlobals(value, clusterIds.length, report);
  const channels = readChannels(value, source, report);
  const policy = compilePolicy(
    {
      people: { ...builtIn?.people, ...Object.fromEntries(entries(value.people, personSchema)) },
      roles: { ...builtIn?.roles, ...Object.fromEntries(entries(value.roles, roleSchema)) },
      approvals: value.approvals === undefined ? builtIn?.approvals : approvalsSchema.safeParse(value.approvals).data,
      calendar: calendarSchema.safeParse(value.calendar).data,
      preflight: preflightSchema.safeParse(value.preflight).data,
      clusters: clusterIds,
      timeZone: typeof value.timeZone === "string" ? value.timeZone : localZone(),
      now,
    },
    report,
  );
  const store = settleStore(value.store, source, report);
  const web = settleWeb(webSchema.safeParse(value.web).data, { practice, policy, source, report });
  const audit = settleAudit(auditSchema.safeParse(value.audit).data, source, report);
  const metrics = settleMetrics(metricsSchema.safeParse(value.metrics).data, source, report);
  const whole = clusters.filter((cluster) => cluster !== undefined);
  if (problems.length > 0 || parsed.data === undefined) {
    return { problems: withoutRepeats(problems).toSorted((a, b) => a.line - b.line || a.column - b.column) };
  }
  const settings = settle(parsed.data, whole, policy, source.folder, practice);
  return {
    settings: {
      ...settings,
      ...channels,
      ...(web === undefined ? {} : { web }),
      ...(metrics === undefined ? {} : { metrics }),
      ...(store === undefined ? {} : { store }),
      ...(audit === undefined ? {} : { auditPublishing: audit }),
    },
  };
}

function settleStore(value: unknown, source: SecretSource, report: Report): Settings["store"] {
  const raw = storeSchema.safeParse(value).data;
  if (raw === undefined) return undefined;
  const found = readStore(raw, source);
  if (!("problem" in found)) return found;
  report(["store", found.key], found.problem, found.fix);
  return undefined;
}

function settle(
  raw: RawConfig,
  clusters: readonly ClusterSettings[],
  policy: Settings["policy"],
  folder: string,
  practice: boolean,
): Settings {
  return {
    practice,
    listen: { host: raw.listen?.host ?? "127.0.0.1", port: raw.listen?.port ?? 8090 },
    dataFolder: resolve(folder, raw.data ?? "data"),
    logLevel: raw.log ?? "info",
    timeZone: raw.timeZone ?? localZone(),
    locale: raw.locale ?? "en",
    clusters,
    policy,
    web: { enabled: practice },
    ...(raw.impact === undefined ? {} : { impactLevels: levelsOf(raw.impact.levels) }),
  };
}

/** Without the units that are not named. */
const levelsOf = (levels: NonNullable<RawConfig["impact"]>["levels"]): NonNullable<Settings["impactLevels"]> =>
  Object.fromEntries(Object.entries(levels).filter(([, level]) => level !== undefined));

function checkGlobals(value: Readonly<Record<string, unknown>>, clusterCount: number, report: Report): void {
  if (clusterCount === 0) report(["clusters"], { id: "config.no-clusters" }, { id: "config.no-clusters.fix" });
  const zone = value.timeZone;
  if (typeof zone !== "string") return;
  if (!isZone(zone)) {
    report(["timeZone"], { id: "config.zone", values: { zone } }, { id: "config.zone.fix" });
  }
}

function readCluster(id: string, raw: RawCluster, source: SecretSource, report: Report): ClusterSettings | undefined {
  const at = (...path: readonly PropertyKey[]): Path => ["clusters", id, ...path];
  const publishers = raw.nodes.filter((node) => node.role === "publisher").length;
  if (publishers !== 1)
    report(at("nodes"), { id: "config.publisher", values: { publishers } }, { id: "config.publisher.fix" });
  raw.nodes.forEach((node, index) => {
    const first = raw.nodes.findIndex((other) => other.name.toLowerCase() === node.name.toLowerCase());
    if (first < index) report(at("nodes", index, "name"), { id: "config.node-twice" }, { id: "config.node-twice.fix" });
  });
  const account = (kind: "monitor" | "change" | "axl", given: RawAccount | undefined): Account | undefined => {
    if (given === undefined) return undefined;
    const found = readAccount(given, source);
    if ("password" in found) return found;
    report(at("accounts", kind, found.key), found.problem, found.fix);
    return undefined;
  };
  const monitor = account("monitor", raw.accounts.monitor);
  const change = account("change", raw.accounts.change);
  const axl = account("axl", raw.accounts.axl);
  const expressways = readExpressways(raw, source, (path, problem, fix) => report(at(...path), problem, fix));
  const authentication = readAuthenticationServers(raw, source, (path, problem, fix) =>
    report(at(...path), problem, fix),
  );
  if (monitor === undefined) return undefined;
  const cluster: Cluster = {
    id: clusterId(id),
    name: raw.name,
    practice: false,
    nodes: raw.nodes.map((node) => ({
      name: nodeName(node.name),
      address: node.address,
      role: node.role,
      ports: { ...standardPorts, ...given(node.ports ?? {}) },
    })),
    ...(expressways === undefined ? {} : { expressways: expressways.peers }),
    ...(authentication === undefined ? {} : { authenticationServers: authentication.servers }),
  };
  return {
    cluster,
    accounts: { monitor, ...(change === undefined ? {} : { change }), ...(axl === undefined ? {} : { axl }) },
    pins: {
      knownHosts: resolve(source.folder, raw.pins.knownHosts),
      certificates: (raw.pins.certificates ?? []).map((path) => resolve(source.folder, path)),
    },
    ...(expressways === undefined ? {} : { expressways: expressways.settings }),
    ...(authentication === undefined ? {} : { authenticationServers: authentication.settings }),
    ...(raw.idp === undefined
      ? {}
      : {
          idp: {
            metadata: raw.idp.metadata,
            certificates: raw.idp.certificates.map((path) => resolve(source.folder, path)),
          },
        }),
  };
}

const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

/** The members of a mapping that fit their schema; the others were reported already. */
function entries<Schema extends z.ZodType>(value: unknown, schema: Schema): [string, z.infer<Schema>][] {
  return Object.entries(asObject(value)).flatMap(([key, member]): [string, z.infer<Schema>][] => {
    const parsed = schema.safeParse(member);
    return parsed.success ? [[key, parsed.data]] : [];
  });
}

/** Only the members that are set. */
const given = <T extends object>(ports: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(ports).filter(([, port]) => port !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

function withoutRepeats(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const seen = new Set<string>();
  return problems.filter((one) => {
    const key = `${one.line}:${one.column}:${one.key}:${one.problem.id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
