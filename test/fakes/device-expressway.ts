// Two Expressway-C peers in memory beside the device: lists, up times, diagnostic logs, and a record of every change that arrived.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ExpresswayPeer } from "../../src/domain/cluster.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { TrustedCertificate } from "../../src/domain/trusted-certificate.ts";
import type { ExpresswayClient, LogState } from "../../src/systems/expressway-ports.ts";
import type { ChangeOptions, Observed, Transcript } from "../../src/systems/ports.ts";
import { readCertificates, toPem } from "../../src/trust/certificate.ts";
import type { Certificate } from "../../src/trust/types.ts";

/** What the device lends to them. */
interface Home {
  now(): number;
  read<T>(source: string, value: T): Observed<T>;
  change(command: string, options: ChangeOptions | undefined, effect: () => void): Promise<Transcript>;
}

const [first, second] = readCertificates(
  new Uint8Array(readFileSync(resolve(import.meta.dirname, "../fixtures/trust/chain.p7b"))),
);
if (first === undefined || second === undefined) throw new Error("the fixture holds two certificates");
/** On every list from the beginning; on expc1’s list alone. */
export const [everywhere, onOne] = [first, second] as const;

const [expc1, expc2] = ["expc1", "expc2"].map(nodeName) as [ExpresswayPeer["name"], ExpresswayPeer["name"]];
export const peers = [expc1, expc2] as const;

/** As a plan names it: read from the list of expc1. */
export const wanted: TrustedCertificate = {
  sha256: onOne.sha256,
  subject: onOne.subject,
  serial: onOne.serial,
  ca: onOne.ca,
  origin: { kind: "expressway-trust", node: expc1 },
  pem: toPem(onOne.der),
};

export class DeviceExpressway {
  readonly identities: readonly ExpresswayPeer[] = peers.map((name, at) => {
    return { name, address: `192.0.2.${40 + at}`, port: 443, group: "Expressway-C" };
  });
  uploads: "append" | "replace" = "append";
  readonly lists = new Map<string, readonly Certificate[]>([
    [expc1, [everywhere, onOne]],
    [expc2, [everywhere]],
  ]);
  /** The server certificate of each peer, in its file and on its port. */
  readonly stored = new Map<string, Certificate>(peers.map((name) => [name, everywhere]));
  readonly startedAt = new Map<string, number>();
  readonly logs = new Map<string, LogState>();
  readonly #home: Home;

  constructor(home: Home) {
    this.#home = home;
  }

  readonly client: ExpresswayClient = {
    unit: async ({ name }) => {
      const since = this.startedAt.get(name) ?? this.#home.now() - 86_400_000;
      this.startedAt.set(name, since);
      return this.#home.read(`unit ${name}`, { upTime: Math.floor((this.#home.now() - since) / 1000) });
    },
    trusted: async ({ name }) => this.#home.read(`list of ${name}`, this.lists.get(name) ?? []),
    serverCertificates: async ({ name }) =>
      this.#home.read(`certificate of ${name}`, [this.stored.get(name) ?? everywhere]),
    clusters: async ({ name }) => this.#home.read(`servers of ${name}`, []),
    diagnosticLog: async ({ name }) => this.#home.read(`log of ${name}`, { state: "none", text: "", cut: false }),
    logState: async ({ name }) => this.#home.read(`log of ${name}`, this.logs.get(name) ?? "none"),
    trust: ({ name }, pem, options) =>
      this.#home.change(`POST certs/root @${name}`, options, () => {
        const kept = this.uploads === "append" ? (this.lists.get(name) ?? []) : [];
        const all = [...kept, ...readCertificates(pem)];
        this.lists.set(name, [...new Map(all.map((one) => [one.sha256, one])).values()]);
      }),
    restart: ({ name }, options) =>
      this.#home.change(`POST restart @${name}`, options, () => this.startedAt.set(name, this.#home.now())),
    setLog: ({ name }, mode, options) =>
      this.#home.change(`PUT log ${mode} @${name}`, options, () =>
        this.logs.set(name, ({ start: "running", stop: "none", collect: "collected" } as const)[mode]),
      ),
  };
}
