// The authentication servers of one cluster, connected: their accounts and their pins.
import { readFileSync } from "node:fs";
import type { ClusterSettings } from "../config/settings.ts";
import type { Clock } from "../kernel/clock.ts";
import { createAuthenticationServers } from "../systems/authentication-server/client.ts";
import type { AuthenticationServers } from "../systems/authentication-server-ports.ts";
import { createHttpsClient } from "../transport/https.ts";
import { memoryPins, type Pin, type PinStore } from "../transport/https-pins.ts";
import type { HostKeyStore } from "../transport/known-hosts.ts";
import { readCertificates, toPem } from "../trust/certificate.ts";

/** Pins of the configuration's files; they never move by themselves. */
function configured({ cluster, authenticationServers = [] }: ClusterSettings): PinStore {
  const pins = new Map<string, Pin[]>();
  for (const server of cluster.authenticationServers ?? []) {
    const files = authenticationServers.find((one) => one.name === server.name)?.certificates ?? [];
    const given = files.flatMap((file) =>
      readCertificates(readFileSync(file)).map((one): Pin => ({ kind: "ca", pem: toPem(one.der) })),
    );
    if (given.length > 0) pins.set(`${server.address}:${server.port}`, given);
  }
  return memoryPins(pins);
}

/** Opens nothing yet; undefined where none is configured. `pins`: instead of the configuration's files. */
export function linkAuthenticationServers(
  settings: ClusterSettings,
  pins: { readonly hostKeys: HostKeyStore; readonly authenticationServers?: PinStore },
  clock: Clock,
): AuthenticationServers | undefined {
  if ((settings.cluster.authenticationServers ?? []).length === 0) return undefined;
  return createAuthenticationServers({
    https: createHttpsClient({ pins: pins.authenticationServers ?? configured(settings), clock }),
    hostKeys: pins.hostKeys,
    cluster: settings.cluster.id,
    clock,
    account: ({ name }) => {
      const found = settings.authenticationServers?.find((one) => one.name === name)?.account;
      return found === undefined ? undefined : { user: found.user, password: found.password.reveal() };
    },
  });
}
