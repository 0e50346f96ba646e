// A practice cluster for tests of its inside: real ports on loopback, time some hundred times faster.
import { vi } from "vitest";
import { type Lab, type StartLabOptions, startLab } from "../../src/lab/index.ts";
import type { LabClusterView, LabPhone } from "../../src/lab/model.ts";
import { isTrustList, readTrustList } from "../../src/trust/tlv-read.ts";
import type { TrustList } from "../../src/trust/types.ts";

/** 90 lab seconds take about a tenth of a second. */
export const fast = 900;

export const start = (options: StartLabOptions = {}): Promise<Lab> =>
  startLab({ nodes: 2, phones: 6, seed: 7, clockScale: fast, ...options });

/** Waits until `what` is true; fails with the cluster's state when it does not become so. */
export async function until(cluster: LabClusterView, what: () => boolean, timeout = 60_000): Promise<void> {
  const check = (): void => {
    if (!what()) throw new Error(`it did not happen: ${JSON.stringify(summary(cluster), null, 1)}`);
  };
  await vi.waitFor(check, { timeout, interval: 5 });
}

export const allRegistered = (cluster: LabClusterView): boolean =>
  cluster.phones.every((phone) => phone.registration?.status === "Registered");

export const noneRegistered = (cluster: LabClusterView): boolean =>
  cluster.phones.every((phone) => phone.registration?.status === "UnRegistered");

export const lastMessage = (phone: LabPhone | undefined): string | undefined => phone?.messages.at(-1)?.text;

/** The ITL that a phone's own TFTP server serves. */
export function servedItl(cluster: LabClusterView, phone: LabPhone): TrustList {
  const list = readTrustList(cluster.node(phone.home)?.trustList("ITL") ?? new Uint8Array());
  if (!isTrustList(list)) throw new Error(`no ITL: ${list.fault}`);
  return list;
}

export const holdsServed = (cluster: LabClusterView, phone: LabPhone): boolean =>
  phone.held.itl === servedItl(cluster, phone).sha256;

export const anyPhone = (cluster: LabClusterView): LabPhone => {
  const [first] = cluster.phones;
  if (first === undefined) throw new Error("no phones");
  return first;
};

const summary = (cluster: LabClusterView): unknown => ({
  status: cluster.hands.status(),
  phones: cluster.phones.slice(0, 6).map((phone) => ({
    name: phone.name,
    registration: phone.registration,
    messages: phone.messages.slice(-4),
    current: holdsServed(cluster, phone),
  })),
});
