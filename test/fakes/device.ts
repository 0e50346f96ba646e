// A cluster in memory behind the systems' ports: it keeps its own log of every command that arrived, so that tests count there.
import type { Cluster, TrustListKind } from "../../src/domain/cluster.ts";
import { standardPorts } from "../../src/domain/cluster.ts";
import { CertOpsError, ChangeUncertain, type ErrorCode } from "../../src/domain/errors.ts";
import type { Evidence } from "../../src/domain/finding.ts";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import type { SamlTraceLevel } from "../../src/domain/plan.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import { sha256 } from "../../src/kernel/ids.ts";
import type { SsoCode } from "../../src/signatures/sso-log.ts";
import type {
  ChangeOptions,
  ClusterSystems,
  Observed,
  PhoneRegistration,
  Transcript,
} from "../../src/systems/ports.ts";
import type { TrustList } from "../../src/trust/types.ts";
import { DeviceExpressway } from "./device-expressway.ts";
import { busy, DeviceSecurity } from "./device-security.ts";
import { certificate, trustList } from "./device-trust.ts";
import { noCertificateApi } from "./no-expressway.ts";

const never = (what: string) => (): never => {
  throw new Error(`the fake device was asked for ${what}`);
};

/** In each node's file and on its port: what is restarted here was never renewed. */
const tomcat = certificate("7a01");

export const deviceCluster: Cluster = {
  id: clusterId("hq"),
  name: "HQ",
  practice: false,
  nodes: ["cucm-pub", "cucm-sub1", "cucm-sub2"].map((name, index) => ({
    name: nodeName(name),
    address: `192.0.2.${index + 1}`,
    role: index === 0 ? "publisher" : "subscriber",
    ports: standardPorts,
  })),
};

interface Phone {
  status: PhoneRegistration["status"];
  since: number;
  /** When a phone that restarts is back. */
  backAt?: number;
  /** Called when it is seen back. */
  back?: () => void;
}

/**
 * What happens to the next changes: `lost` reached the device, `dropped` did not; both look the same from here. `late` is lost
 * too, and takes effect only after half a minute.
 */
export type Fate = "answers" | "busy" | "lost" | "late" | "dropped" | "refuses" | "hangs" | "says-yes-does-nothing";

export class Device {
  readonly cluster: Cluster;
  readonly clock: Clock;
  /** Every change that reached the device, in order. */
  readonly arrived: string[] = [];
  readonly phones = new Map<string, Phone>();
  readonly startTimes = new Map<string, string>();
  readonly serviceStates = new Map<string, "Started" | "Stopped" | "Starting">();
  readonly serials = new Map<string, string>();
  readonly lists = new Map<string, TrustList>();
  /** What logins by single sign-on came to, by node, oldest first. */
  readonly logins = new Map<string, SsoCode[]>();
  readonly traceLevels = new Map<string, SamlTraceLevel>();
  readonly unlisted = new Set<string>();
  /** Fates of the next changes; the last one stays. */
  fates: Fate[] = ["answers"];
  /** Reads fail with this code while it is set. */
  deaf: ErrorCode | undefined;
  /** Seconds that a phone needs to come back; undefined: it stays away. */
  bootSeconds: number | undefined = 30;
  /** After a restart, Control Center shows `Starting` for so many looks. */
  slowLooks = 0;
  readonly security = new DeviceSecurity({
    names: () => this.phoneNames,
    read: (source, value) => {
      this.look();
      return this.#read("AXL", source, value);
    },
    change: (command, options, effect) => this.#change(command, options, effect),
    restart: (name, back) => this.#resetPhone(name, back),
  });
  /** Named in the cluster only where a test says so. */
  readonly expressway = new DeviceExpressway({
    now: () => this.clock.now(),
    read: (source, value) => this.#read("Expressway-C", source, value),
    change: (command, options, effect) => this.#change(command, options, effect),
  });
  #starts = 0;
  #later: { readonly at: number; readonly effect: () => void } | undefined;

  constructor(clock: Clock, options: { phones?: number; mixed?: boolean; expressways?: boolean } = {}) {
    this.clock = clock;
    const { identities } = this.expressway;
    this.cluster = options.expressways === true ? { ...deviceCluster, expressways: identities } : deviceCluster;
    for (const { name } of this.cluster.nodes) {
      this.serials.set(`${name}/CallManager`, sha256(`cm ${name}`).slice(0, 32));
      for (const service of ["Cisco CallManager", "Cisco Tftp", "Cisco Tomcat", "Cisco HAProxy"]) {
        this.startTimes.set(`${name}/${service}`, "2026-11-01T01:00:00");
        this.serviceStates.set(`${name}/${service}`, "Started");
      }
      this.lists.set(`${name}/ITL`, trustList("ITL", "aa11", 1));
      if (options.mixed === true) this.lists.set(`${name}/CTL`, trustList("CTL", "aa11", 1));
    }
    this.unlisted.add("Cisco HAProxy");
    this.serials.set("cucm-pub/ITLRecovery", "aa11");
    for (let number = 1; number <= (options.phones ?? 20); number++) {
      const name = `SEP${number.toString(16).toUpperCase().padStart(12, "0")}`;
      this.phones.set(name, { status: "Registered", since: clock.now() - 86_400_000 });
    }
  }

  get phoneNames(): readonly string[] {
    return [...this.phones.keys()];
  }

  registered(): number {
    return this.phoneNames.filter((name) => this.#phone(name).status === "Registered").length;
  }

  #phone(name: string): Phone {
    const phone = this.phones.get(name);
    if (phone === undefined) return { status: "absent", since: 0 };
    if (phone.backAt !== undefined && phone.backAt <= this.clock.now()) {
      this.phones.set(name, { status: "Registered", since: phone.backAt });
      phone.back?.();
    }
    return this.phones.get(name) ?? phone;
  }

  async #change(command: string, options: ChangeOptions | undefined, effect: () => void): Promise<Transcript> {
    const startedAt = new Date(this.clock.now()).toISOString();
    await options?.fence?.();
    const fate = this.fates.length > 1 ? (this.fates.shift() ?? "answers") : (this.fates[0] ?? "answers");
    if (fate === "dropped") throw this.#uncertain(command);
    if (fate === "busy") throw busy();
    if (fate === "refuses") throw this.#error("command-refused", `${command} refused`);
    this.arrived.push(command);
    if (fate === "late") this.#later = { at: this.clock.now() + 30_000, effect };
    else if (fate !== "says-yes-does-nothing") effect();
    if (fate === "lost" || fate === "late") throw this.#uncertain(command);
    if (fate === "hangs") {
      await new Promise((_, reject) =>
        options?.signal?.addEventListener("abort", () => reject(options.signal?.reason)),
      );
    }
    const endedAt = new Date(this.clock.now()).toISOString();
    return { command, text: `admin:${command}\r\nCommand successful.\r\nadmin:`, startedAt, endedAt };
  }

  #restart(node: string, service: string): void {
    const at = new Date(Date.parse("2026-11-22T03:00:00Z") + ++this.#starts * 60_000).toISOString().slice(0, 19);
    this.startTimes.set(`${node}/${service}`, at);
    this.serviceStates.set(`${node}/${service}`, "Started");
  }

  /** What the clock has brought by now. */
  look(): void {
    for (const name of this.phoneNames) this.#phone(name);
  }

  #resetPhone(name: string, back?: () => void): void {
    if (this.#phone(name).status !== "Registered") return;
    const since = this.clock.now();
    const boot = this.bootSeconds;
    this.phones.set(name, {
      status: "UnRegistered",
      since,
      ...(boot === undefined ? {} : { backAt: since + boot * 1000 }),
      ...(back === undefined ? {} : { back }),
    });
  }

  #resign(kind: TrustListKind, serial: string): void {
    this.#starts++;
    for (const { name } of this.cluster.nodes) {
      if (this.lists.has(`${name}/${kind}`))
        this.lists.set(`${name}/${kind}`, trustList(kind, serial, this.#starts + 1));
    }
  }

  readonly systems = (): ClusterSystems => ({
    cluster: this.cluster,
    cli: (node) => ({
      node,
      release: never("its release"),
      certificateList: never("its certificate list"),
      trustCertificateList: never("its trust stores"),
      importTrust: never("importing a certificate"),
      ownCertificate: async (unit) => {
        if (unit === "tomcat") return this.#read("CUCM CLI", "show cert own tomcat", tomcat);
        const serial = this.serials.get(`${node}/${unit}`);
        if (serial === undefined) throw this.#error("not-found", `${unit} on ${node}`);
        return this.#read("CUCM CLI", `show cert own ${unit}`, certificate(serial));
      },
      trustList: async (kind) => {
        const list = this.lists.get(`${node}/${kind}`);
        const value = { kind, absent: list === undefined, records: [], verified: true };
        return this.#read("CUCM CLI", `show ${kind.toLowerCase()}`, list ? { ...value, sha1: list.sha256 } : value);
      },
      services: async () =>
        this.#read(
          "CUCM CLI",
          "utils service list",
          [...this.serviceStates]
            .filter(([key]) => key.startsWith(`${node}/`))
            .map(([key, state]) => ({
              name: key.slice(node.length + 1),
              state: ({ Started: "started", Stopped: "stopped", Starting: "starting" } as const)[state],
              note: "",
            })),
        ),
      networkCluster: never("its network cluster"),
      replication: never("its replication"),
      ntp: never("its NTP state"),
      backups: never("its backups"),
      backupRunning: never("a running backup"),
      serverNames: never("its server names"),
      securityMode: never("its security mode"),
      rollbackParameter: never("its rollback parameter"),
      ssoStatus: never("its single sign-on"),
      samlTraceLevel: async () => this.#read("CUCM CLI", "show samltrace level", this.traceLevels.get(node) ?? "info"),
      setSamlTrace: (level, options) =>
        this.#change(`set samltrace level ${level} @${node}`, options, () => this.traceLevels.set(node, level)),
      restartService: (service, options) =>
        this.#change(`utils service restart ${service} @${node}`, options, () => this.#restart(node, service)),
      startService: (service, options) =>
        this.#change(`utils service start ${service} @${node}`, options, () => this.#restart(node, service)),
      resetItl: (key, options) =>
        this.#change(`utils itl reset ${key} @${node}`, options, () =>
          this.#resign("ITL", this.serials.get("cucm-pub/CallManager") ?? ""),
        ),
      resetCtl: (key, options) =>
        this.#change(`utils ctl reset ${key} @${node}`, options, () => this.#resign("CTL", "bb22")),
      updateCtl: (options) =>
        this.#change(`utils ctl update CTLFile @${node}`, options, () => this.#resign("CTL", "aa11")),
    }),
    tftp: {
      trustList: async (node, kind) => {
        const list = this.lists.get(`${node.name}/${kind}`);
        return this.#read("TFTP", `${node.address}/${kind}File.tlv`, list === undefined ? { absent: true } : { list });
      },
    },
    tls: {
      served: async ({ name }) =>
        this.#read("TLS", `certificate of ${name}`, [this.expressway.stored.get(name) ?? tomcat]),
      accepts: never("a TLS port"),
    },
    tvs: { vouchesFor: never("its TVS") },
    certificates: noCertificateApi(never("the certificate API")),
    expressway: this.expressway.client,
    soap: {
      registrations: async (names) =>
        this.#read(
          "RisPort70",
          "selectCmDeviceExt",
          names.map((name) => {
            const { status, since } = this.#phone(name);
            return {
              name,
              status,
              statusReason: 0,
              reasonText: "",
              node: "cucm-sub1",
              address: "",
              protocol: "SIP",
              model: 0,
              description: "",
              since: status === "absent" ? "" : new Date(since).toISOString(),
            };
          }),
        ),
      serviceStatus: async (node, names) => {
        this.#settle();
        const slow = this.#starts > 0 && this.slowLooks > 0 && this.slowLooks-- > 0;
        return this.#read(
          "Control Center",
          "soapGetServiceStatus",
          names
            .filter((name) => !this.unlisted.has(name) && this.serviceStates.has(`${node.name}/${name}`))
            .map((name) => ({
              name,
              status: slow ? ("Starting" as const) : (this.serviceStates.get(`${node.name}/${name}`) ?? "Unknown"),
              reason: "",
              startTime: this.startTimes.get(`${node.name}/${name}`) ?? "",
              upTime: 100,
            })),
        );
      },
      phones: async () =>
        this.#read(
          "AXL",
          "listPhone",
          this.phoneNames.map((name) => ({
            name,
            description: "",
            model: "Cisco 8845",
            devicePool: "Default",
            securityProfile: "",
          })),
        ),
      certificates: never("its certificates"),
      ssoLog: async (node) =>
        this.#read("Log collection", "ssosp00001.log", {
          files: 1,
          tooLarge: [],
          entries: (this.logins.get(node.name) ?? []).map((code, at) => ({
            kind: "event" as const,
            at: `2026-11-22 02:00:${String(at).padStart(2, "0")},000`,
            code,
            line: code,
          })),
        }),
      spMetadata: never("its SAML metadata"),
      groups: never("its groups"),
      trunks: never("its trunks"),
      resetPhone: (name, options) =>
        this.#change(`AXL doDeviceReset ${name}${options?.restart === true ? " Restart" : ""}`, options, () =>
          this.#resetPhone(name),
        ),
      security: this.security,
    },
    close: () => Promise.resolve(),
  });

  #settle(): void {
    if (this.#later === undefined || this.#later.at > this.clock.now()) return;
    this.#later.effect();
    this.#later = undefined;
  }

  #read<T>(system: Evidence["system"], source: string, value: T): Observed<T> {
    if (this.deaf !== undefined) throw this.#error(this.deaf, `${source}: no answer`);
    const digest = sha256(JSON.stringify(value) ?? "");
    return {
      value,
      evidence: { system, at: new Date(this.clock.now()).toISOString(), source, excerpt: source, digest },
    };
  }

  #error(code: ErrorCode, message: string): CertOpsError {
    const words = { id: "error.deadline", values: { what: message, seconds: 1 } };
    return new CertOpsError({ code, message, say: words, next: { id: "error.deadline.next" }, retry: "never" });
  }

  #uncertain(command: string): ChangeUncertain {
    const words = { id: "error.deadline", values: { what: command, seconds: 1 } };
    const init = { message: `${command}: connection lost`, say: words, next: { id: "error.deadline.next" } };
    return new ChangeUncertain({ code: "node-unreachable", ...init });
  }
}
