// The shape of certops.yaml. Unknown keys are refused everywhere: a typo must never silently weaken a policy.
import { z } from "zod";
import { changeKinds } from "../domain/change.ts";
import { authenticationServerKinds, certificateUnits } from "../domain/cluster.ts";
import { weekdays } from "../domain/window.ts";
import { channelShape } from "./channels/index.ts";
import { logLevels } from "./settings.ts";
import { envName, strict, words } from "./strict.ts";

const port = z.number().int().min(1).max(65_535);
/** Host names and addresses only: this text becomes a connection target. */
const address = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$/);
const nodeLabel = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/);

const account = strict({
  user: z.string().regex(/^[A-Za-z0-9._@-]{1,128}$/),
  passwordEnv: envName.optional(),
  passwordFile: words.optional(),
});

const ports = strict({
  ssh: port.optional(),
  https: port.optional(),
  sipTls: port.optional(),
  tvs: port.optional(),
  capf: port.optional(),
  tftpHttp: port.optional(),
  tftpHttps: port.optional(),
});

const node = strict({
  name: nodeLabel,
  address,
  role: z.enum(["publisher", "subscriber"]),
  ports: ports.optional(),
});

const expressway = strict({
  name: words,
  peers: z
    .array(strict({ name: nodeLabel, address, port: port.optional() }))
    .min(1)
    .max(6),
  accounts: strict({ monitor: account, change: account.optional() }),
  pins: strict({ certificates: z.array(words).min(1).max(50) }),
});

const authenticationServer = strict({
  name: nodeLabel,
  kind: z.enum(authenticationServerKinds),
  address: address.optional(),
  port: port.optional(),
  account: account.optional(),
  /** Absolute: it is a path on the server, or here. */
  file: z
    .string()
    .max(1000)
    .regex(/^\/[^\p{Cc}]+$/u)
    .optional(),
  pins: strict({ certificates: z.array(words).min(1).max(20) }).optional(),
});

export const clusterSchema = strict({
  name: words,
  nodes: z.array(node).min(1).max(21),
  accounts: strict({ monitor: account, change: account.optional(), axl: account.optional() }),
  pins: strict({ knownHosts: words, certificates: z.array(words).max(50).optional() }),
  expressways: z.array(expressway).max(10).optional(),
  /** Who decides about 802.1X: whom these servers trust is read, never changed. */
  authenticationServers: z.array(authenticationServer).min(1).max(20).optional(),
  /** Where the identity provider of single sign-on publishes its metadata, and who vouches for that address. */
  idp: strict({
    metadata: z.url({ protocol: /^https$/ }).max(1000),
    certificates: z.array(words).min(1).max(20),
  }).optional(),
});

const identity = strict({
  platform: z.enum(["slack", "teams", "webex", "web", "terminal"]),
  tenant: words,
  user: words,
});

export const personSchema = strict({
  name: words,
  roles: z.array(words).min(1),
  identities: z.array(identity).min(1),
  locale: z.enum(["en", "zh-CN"]).optional(),
});

const impact = z.enum(["low", "medium", "high"]);

export const roleSchema = strict({
  may: z.array(z.enum(["ask", "request", "approve", "abort", "snapshot", "audit"])).min(1),
  clusters: z.union([z.literal("all"), z.array(words).min(1)]),
  upTo: impact.optional(),
  changes: z.union([z.literal("all"), z.array(z.enum(changeKinds)).min(1)]).optional(),
});

const approvers = z.number().int().min(1).max(10);

export const approvalsSchema = strict({
  needed: strict({ low: approvers, medium: approvers, high: approvers }).optional(),
  pendingMinutes: z.number().int().min(1).max(10_080).optional(),
  unusedMinutes: z.number().int().min(1).max(1_440).optional(),
  escalation: strict({
    afterMinutes: z.number().int().min(1).max(1_440),
    onCall: z.array(words).min(1).max(20),
  }).optional(),
});

/** The URL holds a password, so only where it is found stands here. */
export const storeSchema = strict({
  kind: z.enum(["embedded", "postgres"]),
  urlEnv: envName.optional(),
  urlFile: words.optional(),
});

/** Where the audit log's end is published, so that whoever can write the store cannot cut it unseen. */
export const auditSchema = strict({
  publish: strict({
    everyMinutes: z.number().int().min(1).max(10_080).optional(),
    file: words.optional(),
    webhook: strict({
      urlEnv: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
        .optional(),
      urlFile: words.optional(),
    }).optional(),
    channel: strict({ platform: z.enum(["slack", "teams", "webex"]), tenant: words, conversation: words }).optional(),
  }),
});

/** Weekly (`days`, `from: "22:00"`, `to: "04:00"`) or dated (`from: 2026-11-28T22:00`); which of them is checked later. */
const span = strict({
  name: words,
  clusters: z.union([z.literal("all"), z.array(words).min(1)]).optional(),
  timeZone: words.optional(),
  days: z.union([z.literal("all"), z.array(z.enum(weekdays)).min(1)]).optional(),
  from: words,
  to: words,
});

export const calendarSchema = strict({
  windowsFrom: impact.optional(),
  atOpening: z.enum(["start", "ask"]).optional(),
  windows: z.array(span).max(100).optional(),
  freezes: z.array(span).max(100).optional(),
});

export const preflightSchema = strict({ backupDays: z.number().int().min(1).max(90).optional() });

/** Levels of the business-impact table that take the place of the derived ones. */
export const impactSchema = strict({ levels: z.partialRecord(z.enum(certificateUnits), impact) });

const id = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

export const metricsSchema = strict({
  host: address.optional(),
  port: port.optional(),
  tokenEnv: envName.optional(),
  tokenFile: words.optional(),
});

export const webSchema = strict({
  enabled: z.boolean(),
  publicUrl: words.optional(),
  signIn: strict({
    issuer: words,
    clientId: words,
    clientSecretEnv: envName.optional(),
    clientSecretFile: words.optional(),
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/))
      .min(1)
      .max(20)
      .refine((scopes) => scopes.includes("openid"))
      .optional(),
    userClaim: z
      .string()
      .regex(/^[A-Za-z0-9_.:/-]{1,100}$/)
      .optional(),
    hours: z.number().int().min(1).max(24).optional(),
  }).optional(),
});

export const configSchema = strict({
  listen: strict({ host: address.optional(), port: port.optional() }).optional(),
  data: words.optional(),
  log: z.enum(logLevels).optional(),
  timeZone: words.optional(),
  locale: z.enum(["en", "zh-CN"]).optional(),
  web: webSchema.optional(),
  metrics: metricsSchema.optional(),
  store: storeSchema.optional(),
  ...channelShape,
  /** Without clusters it is the practice cluster, and people and roles add to the built-in ones. */
  clusters: z.record(id, clusterSchema).optional(),
  people: z.record(id, personSchema).optional(),
  roles: z.record(id, roleSchema).optional(),
  approvals: approvalsSchema.optional(),
  calendar: calendarSchema.optional(),
  preflight: preflightSchema.optional(),
  audit: auditSchema.optional(),
  impact: impactSchema.optional(),
});

export type RawCluster = z.infer<typeof clusterSchema>;
export type RawExpressway = z.infer<typeof expressway>;
export type RawAccount = z.infer<typeof account>;
export type RawAudit = z.infer<typeof auditSchema>;
export type RawMetrics = z.infer<typeof metricsSchema>;
export type RawWeb = z.infer<typeof webSchema>;
export type RawStore = z.infer<typeof storeSchema>;
export type RawPerson = z.infer<typeof personSchema>;
export type RawRole = z.infer<typeof roleSchema>;
export type RawApprovals = z.infer<typeof approvalsSchema>;
export type RawCalendar = z.infer<typeof calendarSchema>;
export type RawSpan = z.infer<typeof span>;
export type RawPreflight = z.infer<typeof preflightSchema>;
export type RawConfig = z.infer<typeof configSchema>;
