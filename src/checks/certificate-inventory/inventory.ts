// Every own and trust certificate of a cluster: stored, served, in which trust list, how urgent. Grows as answers come in.
import { type ClusterNode, publisherOf, type TrustListKind } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { Impact } from "../../domain/impact.ts";
import type { CertificateReport, InventoryCertificate } from "../../domain/inventory.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import { isAbort } from "../../kernel/deadline.ts";
import { Latest } from "../../kernel/latest.ts";
import type { ClusterSystems, DatabaseCertificate } from "../../systems/ports.ts";
import type { Certificate } from "../../trust/types.ts";
import { type Membership, membershipOf, servedDoors, unitsOn } from "./places.ts";

export interface InventoryInput {
  readonly systems: ClusterSystems;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly impactOf: (unit: string) => Impact;
}

/** Revisions of one inventory; the last has `endedAt`. What cannot be read is listed with its reason, never left out. */
export function certificateInventory(input: InventoryInput): AsyncIterable<CertificateReport> {
  const stream = new Latest<CertificateReport>();
  new Inventory(input, stream).go().then(
    () => stream.end(),
    (error: unknown) => stream.fail(error),
  );
  return stream;
}

interface Stored {
  readonly node: NodeName;
  readonly unit: string;
  readonly store: "own" | "trust";
  readonly certificate: Certificate;
}

class Inventory {
  readonly #input: InventoryInput;
  readonly #stream: Latest<CertificateReport>;
  readonly #stored = new Map<string, Stored>();
  /** `node unit` -> SHA-256 on the port. */
  readonly #served = new Map<string, string>();
  readonly #answered = new Set<NodeName>();
  readonly #unreachable = new Map<NodeName, Phrase>();
  #lists: Membership | undefined;
  #revision = 0;

  constructor(input: InventoryInput, stream: Latest<CertificateReport>) {
    this.#input = input;
    this.#stream = stream;
  }

  async go(): Promise<void> {
    const { systems } = this.#input;
    this.#show();
    await Promise.all([
      this.#readDatabase(),
      this.#readLists(),
      ...systems.cluster.nodes.map((node) => this.#readPorts(node)),
    ]);
    await Promise.all(systems.cluster.nodes.map((node) => this.#settle(node)));
    this.#show(true);
  }

  /** One SQL query gives every certificate; when it fails, each node's command line is asked for its own ones. */
  async #readDatabase(): Promise<void> {
    const { systems, signal } = this.#input;
    try {
      const { value } = await systems.soap.certificates({ signal });
      for (const row of value) this.#keep(nodeOf(systems.cluster.nodes, row), row.unit, row.certificate);
      this.#answered.add(publisherOf(systems.cluster).name);
    } catch (error) {
      if (!(error instanceof CertOpsError) && !isAbort(error)) throw error;
    }
    this.#show();
  }

  async #readLists(): Promise<void> {
    const { systems, signal } = this.#input;
    const kinds: readonly TrustListKind[] = ["ITL", "CTL"];
    const served = await Promise.all(
      systems.cluster.nodes.flatMap((one) =>
        kinds.map((kind) => this.#quietly(() => systems.tftp.trustList(one, kind, { signal }))),
      ),
    );
    this.#lists = membershipOf(served.filter((one) => one !== undefined).map((one) => one.value));
    this.#show();
  }

  async #readPorts(node: ClusterNode): Promise<void> {
    const { systems, signal } = this.#input;
    await Promise.all(
      servedDoors(node).map(async (door) => {
        const shown = await this.#quietly(() => systems.tls.served(node, door.port, { signal, offer: door.offer }));
        const leaf = shown?.value[0];
        if (leaf === undefined) return;
        this.#answered.add(node.name);
        this.#served.set(`${node.name} ${door.unit}`, leaf.sha256);
      }),
    );
    this.#show();
  }

  /** The files win over the database (facts apis.md 3): where the port shows something else, or a unit is missing, ask the node. */
  async #settle(node: ClusterNode): Promise<void> {
    const cli = this.#input.systems.cli(node.name);
    const own = { signal: this.#input.signal };
    const listed = await this.#attempt(node, () => cli.certificateList(own));
    if (listed === undefined) return;
    this.#answered.add(node.name);
    for (const unit of unitsOn(listed.value)) {
      const stored = this.#stored.get(`${node.name} own ${unit}`);
      const served = this.#served.get(`${node.name} ${unit}`);
      const settled = stored !== undefined && (served === undefined || served === stored.certificate.sha256);
      if (settled) continue;
      const file = await this.#attempt(node, () => cli.ownCertificate(unit, own));
      if (file !== undefined) this.#keep(node.name, unit, file.value);
    }
    this.#show();
  }

  #keep(node: NodeName, unit: string, certificate: Certificate): void {
    const store = unit.endsWith("-trust") ? "trust" : "own";
    const key = store === "own" ? `${node} own ${unit}` : `${node} ${unit} ${certificate.sha256}`;
    this.#stored.set(key, { node, unit, store, certificate });
  }

  /** A failure names the node as one that could not be asked. */
  async #attempt<T>(node: ClusterNode, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof CertOpsError) this.#unreachable.set(node.name, error.say);
      else if (isAbort(error))
        this.#unreachable.set(node.name, say("checks.cutShort", { system: "CUCM CLI", node: node.name }));
      else throw error;
      return undefined;
    }
  }

  /** A closed port or a missing list is no news here: the command line decides whether the node is reachable. */
  async #quietly<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof CertOpsError || isAbort(error)) return undefined;
      throw error;
    }
  }

  #show(ended = false): void {
    const { systems, clock } = this.#input;
    this.#revision += 1;
    const at = new Date(clock.now()).toISOString();
    this.#stream.put({
      cluster: systems.cluster.id,
      clusterName: systems.cluster.name,
      practice: systems.cluster.practice,
      at,
      ...(ended ? { endedAt: at } : {}),
      nodesAnswered: this.#answered.size,
      nodesTotal: systems.cluster.nodes.length,
      certificates: [...this.#stored.values()].map((one) => this.#line(one)).sort(byUrgency),
      unreachable: [...this.#unreachable].map(([node, reason]) => ({ node, reason })),
      revision: this.#revision,
    });
  }

  #line({ node, unit, store, certificate }: Stored): InventoryCertificate {
    const served = this.#served.get(`${node} ${unit}`);
    const hasDoor = store === "own" && unit !== "ipsec" && unit !== "ITLRecovery";
    const lists = this.#lists?.get(certificate.sha256);
    return {
      node,
      unit,
      store,
      subject: certificate.subject,
      commonName: certificate.commonName,
      issuer: certificate.issuer,
      names: certificate.names,
      serial: certificate.serial,
      key: `${certificate.key.type} ${certificate.key.bits}`,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      selfSigned: certificate.selfSigned,
      served: !hasDoor
        ? "not-served"
        : served === undefined
          ? "unknown"
          : served === certificate.sha256
            ? "same"
            : "different",
      ...(this.#lists === undefined ? {} : { lists: lists === undefined ? [] : [...lists] }),
      impact: this.#input.impactOf(unit),
    };
  }
}

function nodeOf(nodes: readonly ClusterNode[], row: DatabaseCertificate): NodeName {
  const wanted = row.server.toLowerCase();
  const found = nodes.find(
    (node) =>
      node.name.toLowerCase() === wanted ||
      node.address === row.server ||
      wanted.startsWith(`${node.name.toLowerCase()}.`),
  );
  return found?.name ?? (row.server as NodeName);
}

/** Earliest expiry first; own certificates before trust copies of the same day. */
const byUrgency = (a: InventoryCertificate, b: InventoryCertificate): number =>
  Date.parse(a.notAfter) - Date.parse(b.notAfter) ||
  a.store.localeCompare(b.store) ||
  a.node.localeCompare(b.node) ||
  a.unit.localeCompare(b.unit);
