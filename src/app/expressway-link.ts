// The Expressway-C peers of one cluster, connected: their accounts, their pins, and what is said where there is none.
import { readFileSync } from "node:fs";
import type { ClusterSettings } from "../config/settings.ts";
import type { Clock } from "../kernel/clock.ts";
import { createExpresswayClient } from "../systems/expressway/client.ts";
import type { ExpresswayClient } from "../systems/expressway-ports.ts";
import { createHttpsClient } from "../transport/https.ts";
import { memoryPins, type Pin, type PinStore } from "../transport/https-pins.ts";
import { readCertificates, toPem } from "../trust/certificate.ts";

/** Pins of the configuration's files; every peer of a group may show what the group's files vouch for. They never move by themselves. */
export function expresswayPins(settings: ClusterSettings): PinStore {
  const pins = new Map<string, Pin[]>();
  for (const { group, certificates } of settings.expressways ?? []) {
    const given = certificates.flatMap((file) =>
      readCertificates(readFileSync(file)).map((one): Pin => ({ kind: "ca", pem: toPem(one.der) })),
    );
    for (const peer of settings.cluster.expressways ?? []) {
      if (peer.group === group) pins.set(`${peer.address}:${peer.port}`, given);
    }
  }
  return memoryPins(pins);
}

/** Opens nothing yet. */
export function linkExpressways(
  settings: ClusterSettings,
  pins: PinStore,
  clock: Clock,
): { readonly client: ExpresswayClient; close(): void } {
  const https = createHttpsClient({ pins, clock });
  const client = createExpresswayClient({
    https,
    clock,
    accounts: ({ group }) => {
      const found = settings.expressways?.find((one) => one.group === group);
      if (found === undefined) return undefined;
      const { monitor, change } = found.accounts;
      const login = (account: typeof monitor) => ({ user: account.user, password: account.password.reveal() });
      return { monitor: login(monitor), ...(change === undefined ? {} : { change: login(change) }) };
    },
  });
  return { client, close: () => https.close() };
}
