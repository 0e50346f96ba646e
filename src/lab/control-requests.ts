// What an administrator may ask of a running practice cluster, as plain JSON: checked here, done by the cluster's hands.
import { type CertificateUnit, certificateUnits, standardPorts } from "../domain/cluster.ts";
import type { NodeName } from "../domain/ids.ts";
import { dot1xRequest, dot1xVerbs } from "./dot1x/requests.ts";
import { expresswayRequest, expresswayVerbs } from "./expressway/request.ts";
import type { LabClusterView, NetworkCondition, PhoneFilter } from "./model.ts";
import { receivedBy } from "./received.ts";
import { LabRefusal } from "./refusal.ts";
import { ssoRequest, ssoVerbs } from "./sso/requests.ts";
import { trustStores } from "./stores.ts";

/** Names of the requests; each takes the fields that `performLabRequest` reads for it. */
export const labRequests = [
  "status",
  "renew",
  "expressway",
  "restart-service",
  "start-service",
  "stop-service",
  "reset-phones",
  "reboot-phones",
  "delete-lists",
  "power-phones",
  "power-node",
  "set-time",
  "network",
  "firewall",
  "hostkey",
  "ctl-update",
  "ctl-reset",
  "ctl-client",
  "reuse-tomcat",
  "itl-reset",
  "export-recovery-key",
  "mode",
  "rollback",
  "phone-interaction",
  "tls-ciphers",
  "endpoint-issuer",
  "ntp",
  "authentication",
  "upgrade",
  "back-up",
  "commands",
  "begin-backup",
  "backups",
  "sso",
  "dot1x",
  "delete-certificate",
  "security-profile",
] as const;
export type LabRequestName = (typeof labRequests)[number];

const ports = Object.keys(standardPorts) as (keyof typeof standardPorts)[];
const conditions: readonly NetworkCondition[] = ["ok", "refuse", "hang", "slow", "garbage", "flood"];

/** Reads untrusted JSON field by field; every complaint names the field. */
class Fields {
  readonly #value: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    this.#value = typeof value === "object" && value !== null ? { ...value } : {};
  }

  text(name: string): string {
    const value = this.#value[name];
    if (typeof value !== "string" || value === "") throw new LabRefusal("lab.no.field-text", { field: name });
    return value;
  }

  optional<T>(name: string, read: (name: string) => T): T | undefined {
    return this.#value[name] === undefined ? undefined : read(name);
  }

  number(name: string): number {
    const value = this.#value[name];
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new LabRefusal("lab.no.field-number", { field: name });
    return value;
  }

  flag(name: string): boolean {
    const value = this.#value[name];
    if (typeof value !== "boolean") throw new LabRefusal("lab.no.field-flag", { field: name });
    return value;
  }

  list(name: string): readonly string[] {
    const value = this.#value[name];
    if (!Array.isArray(value) || !value.every((member) => typeof member === "string")) {
      throw new LabRefusal("lab.no.field-list", { field: name });
    }
    return value;
  }

  numbers(name: string): readonly number[] {
    const value = this.#value[name];
    const good = (member: unknown): boolean => typeof member === "number" && member >= 0 && member < 10_000;
    if (!Array.isArray(value) || value.length > 100 || !value.every(good)) {
      throw new LabRefusal("lab.no.field-days", { field: name });
    }
    return value;
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const given = this.text(name);
    const found = choices.find((choice) => choice.toLowerCase() === given.toLowerCase());
    if (found === undefined) throw new LabRefusal("lab.no.field-choice", { field: name, choices: choices.join(", ") });
    return found;
  }
}

/** Unit names in any case: people type `callmanager`. */
export function unitNamed(text: string): CertificateUnit {
  const unit = certificateUnits.find((known) => known.toLowerCase() === text.toLowerCase());
  if (unit === undefined) throw new LabRefusal("lab.no.unit", { given: text, choices: certificateUnits.join(", ") });
  return unit;
}

function nodeNamed(cluster: LabClusterView, text: string): NodeName {
  const node = cluster.node(text);
  if (node !== undefined) return node.name;
  throw new LabRefusal("lab.no.node", { node: text, choices: cluster.nodes.map(({ name }) => name).join(", ") });
}

function serviceNamed(cluster: LabClusterView, text: string): string {
  for (const node of cluster.nodes) {
    for (const name of node.services.keys()) if (name.toLowerCase() === text.toLowerCase()) return name;
  }
  throw new LabRefusal("lab.no.service", { service: text });
}

function filterOf(cluster: LabClusterView, fields: Fields): PhoneFilter {
  const names = fields.optional("names", (name) => fields.list(name));
  const node = fields.optional("node", (name) => nodeNamed(cluster, fields.text(name)));
  const devicePool = fields.optional("devicePool", (name) => fields.text(name));
  const registered = fields.optional("registered", (name) => fields.flag(name));
  const secure = fields.optional("secure", (name) => fields.flag(name));
  const first = fields.optional("first", (name) => fields.number(name));
  return {
    ...(names === undefined ? {} : { names }),
    ...(node === undefined ? {} : { node }),
    ...(devicePool === undefined ? {} : { devicePool }),
    ...(registered === undefined ? {} : { registered }),
    ...(secure === undefined ? {} : { secure }),
    ...(first === undefined ? {} : { first }),
  };
}

/** Recovery keys that were exported, by the name they were given; per cluster, in memory only. */
const recoveryKeys = new WeakMap<LabClusterView, Map<string, { certificatePem: string; keyPem: string }>>();

function recoveryKeysOf(cluster: LabClusterView): Map<string, { certificatePem: string; keyPem: string }> {
  const known = recoveryKeys.get(cluster) ?? new Map<string, { certificatePem: string; keyPem: string }>();
  recoveryKeys.set(cluster, known);
  return known;
}

async function resetItl(cluster: LabClusterView, fields: Fields): Promise<void> {
  if (fields.oneOf("key", ["localkey", "remotekey"]) === "localkey") return await cluster.hands.itlReset("localkey");
  const name = fields.text("backup");
  const backup = recoveryKeysOf(cluster).get(name);
  if (backup === undefined) throw new LabRefusal("lab.no.recovery-key", { name });
  await cluster.hands.itlReset("remotekey", backup);
}

async function renew(cluster: LabClusterView, fields: Fields): Promise<void> {
  const units = fields.list("units").map(unitNamed);
  if (units.length === 0) throw new LabRefusal("lab.no.no-unit");
  const node = fields.optional("node", (name) => nodeNamed(cluster, fields.text(name)));
  const signer = fields.optional("signer", (name) => fields.oneOf(name, ["self", "ca"] as const));
  const further = fields.optional("furtherNames", (name) => fields.number(name)) ?? 0;
  if (!Number.isInteger(further) || further < 0 || further > 1000) {
    throw new LabRefusal("lab.no.further-names");
  }
  await cluster.hands.renew(units, {
    names: Array.from({ length: further }, (_, at) => `site-${at + 1}.phones.lab.example`),
    ...(node === undefined ? {} : { node }),
    ...(signer === undefined ? {} : { signer }),
  });
}

/** One certificate by its serial number, or every one of a former CAPF: what people tidy up after a renewal. */
function deleteCertificates(cluster: LabClusterView, fields: Fields): Answer {
  const store = fields.oneOf("store", trustStores);
  const serial = fields.optional("serial", (name) => fields.text(name).toLowerCase());
  const current = new Set(cluster.nodes.map((node) => node.own.get("CAPF")?.serial));
  const former = (cluster.publisher.trust.get(store) ?? []).filter(
    (one) => one.commonName.startsWith("CAPF-") && !current.has(one.serial),
  );
  const serials = serial === undefined ? former.map((one) => one.serial) : [serial];
  for (const one of serials) cluster.hands.deleteCertificate(store, one);
  return { deleted: serials.length };
}

type Answer = Readonly<Record<string, unknown>>;
const phones = (count: number): Answer => ({ phones: count });

type Doing = (cluster: LabClusterView, fields: Fields) => Answer | undefined | Promise<Answer | undefined>;

const service =
  (verb: "restartService" | "startService" | "stopService"): Doing =>
  async (cluster, fields) => {
    const name = serviceNamed(cluster, fields.text("service"));
    const nodes = fields.optional("nodes", (field) => fields.list(field).map((node) => nodeNamed(cluster, node)));
    await (nodes === undefined ? cluster.hands[verb](name) : cluster.hands[verb](name, nodes));
    return { service: name };
  };

const doings: Readonly<Record<LabRequestName, Doing>> = {
  status: (cluster) => ({ ...cluster.hands.status() }),
  renew: async (cluster, fields) => void (await renew(cluster, fields)),
  sso: (cluster, fields) =>
    ssoRequest(cluster, {
      verb: fields.oneOf("verb", ssoVerbs),
      node: fields.optional("node", (name) => nodeNamed(cluster, fields.text(name))),
      value: fields.optional("value", (name) => fields.text(name)),
      certificate: fields.optional("certificate", (name) => fields.oneOf(name, ["tomcat", "ITLRecovery"] as const)),
    }),
  dot1x: (cluster, fields) =>
    dot1xRequest(cluster, {
      verb: fields.oneOf("verb", dot1xVerbs),
      value: fields.optional("value", (name) => fields.text(name)),
      phones: filterOf(cluster, fields),
    }),
  expressway: (cluster, fields) =>
    expresswayRequest(cluster, {
      verb: fields.oneOf("verb", expresswayVerbs),
      peer: fields.optional("peer", (name) => fields.text(name)),
      value: fields.optional("value", (name) => fields.text(name)),
    }),
  "restart-service": service("restartService"),
  "start-service": service("startService"),
  "stop-service": service("stopService"),
  "reset-phones": (cluster, fields) => phones(cluster.hands.resetPhones(filterOf(cluster, fields))),
  "reboot-phones": (cluster, fields) => phones(cluster.hands.rebootPhones(filterOf(cluster, fields))),
  "delete-lists": (cluster, fields) => phones(cluster.hands.deleteTrustLists(filterOf(cluster, fields))),
  "power-phones": (cluster, fields) => phones(cluster.hands.powerPhones(fields.flag("on"), filterOf(cluster, fields))),
  "power-node": (cluster, fields) =>
    void cluster.hands.powerNode(nodeNamed(cluster, fields.text("node")), fields.flag("on")),
  "set-time": (cluster, fields) => {
    const offsetMs = fields.optional("offsetMs", (name) => fields.number(name));
    const scale = fields.optional("scale", (name) => fields.number(name));
    if (scale !== undefined && scale < 0) throw new LabRefusal("lab.no.scale");
    cluster.hands.setTime({
      ...(offsetMs === undefined ? {} : { offsetMs }),
      ...(scale === undefined ? {} : { scale }),
    });
    return { time: new Date(cluster.clock.now()).toISOString(), scale: cluster.clock.scale };
  },
  network: (cluster, fields) => {
    const slowMs = fields.optional("slowMs", (name) => fields.number(name));
    cluster.hands.setNetwork(nodeNamed(cluster, fields.text("node")), fields.oneOf("condition", conditions), slowMs);
    return undefined;
  },
  firewall: (cluster, fields) =>
    void cluster.hands.setFirewall(
      nodeNamed(cluster, fields.text("node")),
      fields.oneOf("port", ports),
      fields.oneOf("rule", ["drop", "reject", "open"] as const),
    ),
  hostkey: (cluster, fields) => void cluster.hands.changeHostKey(nodeNamed(cluster, fields.text("node"))),
  "ctl-update": async (cluster) => void (await cluster.hands.ctlUpdate()),
  "ctl-reset": async (cluster) => void (await cluster.hands.ctlReset()),
  "ctl-client": async (cluster) => void (await cluster.hands.ctlClient()),
  "reuse-tomcat": async (cluster) => void (await cluster.hands.reuseTomcat()),
  "itl-reset": async (cluster, fields) => void (await resetItl(cluster, fields)),
  "export-recovery-key": (cluster, fields) =>
    void recoveryKeysOf(cluster).set(fields.text("backup"), cluster.hands.exportRecoveryKey()),
  mode: async (cluster, fields) =>
    void (await cluster.hands.setMode(fields.oneOf("mode", ["non-secure", "mixed"] as const))),
  rollback: (cluster, fields) => void cluster.hands.setRollback(fields.flag("on")),
  "phone-interaction": (cluster, fields) =>
    void cluster.hands.setPhoneInteraction(fields.oneOf("way", ["automatic", "manual"] as const)),
  "tls-ciphers": (cluster, fields) =>
    void cluster.hands.setTlsCiphers(fields.oneOf("way", ["all", "ecdsa-only"] as const)),
  "endpoint-issuer": async (cluster, fields) => {
    const subject = fields.optional("subject", (name) => fields.text(name));
    const byCapf = fields.oneOf("issuer", ["capf", "ca"] as const) === "capf";
    await cluster.hands.setEndpointIssuer(byCapf ? "capf" : subject === undefined ? {} : { subject });
  },
  commands: (cluster, fields) => ({
    commands: receivedBy(
      cluster,
      fields.optional("like", (name) => fields.text(name)),
    ),
  }),
  ntp: (cluster, fields) => void cluster.hands.setNtp(nodeNamed(cluster, fields.text("node")), fields.flag("on")),
  authentication: (cluster, fields) =>
    void cluster.hands.setAuthenticated(nodeNamed(cluster, fields.text("node")), fields.flag("on")),
  upgrade: (cluster, fields) =>
    void cluster.hands.setUpgrading(nodeNamed(cluster, fields.text("node")), fields.flag("on")),
  "back-up": (cluster, fields) =>
    void cluster.hands.backUp(fields.optional("success", (name) => fields.flag(name)) ?? true),
  "begin-backup": (cluster) => void cluster.hands.beginBackup(),
  "delete-certificate": deleteCertificates,
  "security-profile": (cluster, fields) =>
    phones(cluster.hands.setSecurityProfile(fields.text("profile"), filterOf(cluster, fields))),
  backups: (cluster, fields) => void cluster.hands.setBackups(fields.numbers("daysAgo")),
};

/**
 * Does one request `{do: "renew", units: ["TVS"]}` and returns what there is to tell (JSON). Throws LabRefusal, with a
 * sentence for the person, for anything malformed and for whatever the cluster will not do.
 */
export async function performLabRequest(cluster: LabClusterView, request: unknown): Promise<Answer> {
  const fields = new Fields(request);
  const name = fields.oneOf("do", labRequests);
  return (await doings[name](cluster, fields)) ?? {};
}
