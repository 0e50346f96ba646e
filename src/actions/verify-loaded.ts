// After a run: do the nodes and peers that were restarted show the certificate that they store? That a service runs does not say so.
import type { ExpresswayPeer } from "../domain/cluster.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Plan } from "../domain/plan.ts";
import type { Verification } from "../domain/run.ts";
import { shortSerial } from "../domain/serial.ts";
import { say } from "../i18n/say.ts";
import type { Observed } from "../systems/ports.ts";
import type { Certificate } from "../trust/types.ts";
import type { ActionContext } from "./action.ts";
import { attempt } from "./reading.ts";

type Line = Verification["lines"][number];

/** What stands in front of 8443; each loads Tomcat’s certificate when it starts. */
const doors: ReadonlySet<string> = new Set(["Cisco Tomcat", "Cisco HAProxy"]);

/** One line for each node whose door, and each peer, that the plan restarted; empty for other plans. */
export async function loadedLines({ steps }: Pick<Plan, "steps">, context: ActionContext): Promise<readonly Line[]> {
  const nodes = new Set<NodeName>();
  const peers = new Set<NodeName>();
  for (const { change } of steps) {
    if ((change.kind === "restart-service" || change.kind === "start-service") && doors.has(change.service))
      nodes.add(change.node);
    if (change.kind === "restart-expressway") peers.add(change.node);
  }
  const { cluster } = context.systems;
  const lines = await Promise.all([
    ...cluster.nodes.filter(({ name }) => nodes.has(name)).map(({ name }) => nodeLine(name, context)),
    ...(cluster.expressways ?? []).filter(({ name }) => peers.has(name)).map((peer) => peerLine(peer, context)),
  ]);
  return lines.filter((line) => line !== undefined);
}

async function nodeLine(name: NodeName, { systems, signal }: ActionContext): Promise<Line | undefined> {
  const node = systems.cluster.nodes.find((one) => one.name === name);
  if (node === undefined) return undefined;
  return await lineOf(`${name}:8443`, signal, {
    stored: async () => await systems.cli(name).ownCertificate("tomcat", { signal }),
    shown: async () => await systems.tls.served(node, node.ports.https, { signal, offer: "rsa" }),
  });
}

async function peerLine(peer: ExpresswayPeer, { systems, signal }: ActionContext): Promise<Line | undefined> {
  const [any] = systems.cluster.nodes;
  if (any === undefined) return undefined;
  return await lineOf(peer.name, signal, {
    stored: async () => {
      const { value, evidence } = await systems.expressway.serverCertificates(peer, { signal });
      return { value: value[0], evidence };
    },
    // The TLS probe takes a node for its name and address alone.
    shown: async () =>
      await systems.tls.served({ ...any, name: peer.name, address: peer.address }, peer.port, { signal }),
  });
}

async function lineOf(
  place: string,
  signal: AbortSignal,
  read: {
    readonly stored: () => Promise<Observed<Certificate | undefined>>;
    readonly shown: () => Promise<Observed<readonly Certificate[]>>;
  },
): Promise<Line | undefined> {
  const [stored, shown] = await Promise.all([attempt(read.stored, signal), attempt(read.shown, signal)]);
  if (!stored.ok) return { ok: "unknown", text: stored.reason, evidence: [] };
  if (!shown.ok) return { ok: "unknown", text: shown.reason, evidence: [] };
  const evidence = [stored.value.evidence, shown.value.evidence];
  const [own, leaf] = [stored.value.value, shown.value.value[0]];
  // A port without a certificate for this kind of key has nothing to compare.
  if (own === undefined || leaf === undefined) return undefined;
  const values = { place, stored: shortSerial(own.serial), shown: shortSerial(leaf.serial) };
  return own.sha256 === leaf.sha256
    ? { ok: true, text: say("changes.verify.loaded", values), evidence }
    : { ok: false, text: say("changes.verify.not-loaded", values), evidence };
}
