// What `certops doctor` says about the authentication servers of one cluster: ports, pins, host keys, files that are read here.
import { existsSync, readFileSync } from "node:fs";
import type { ClusterSettings } from "../../config/settings.ts";
import type { AuthenticationServer } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { fileHostKeyStore } from "../../transport/known-hosts-file.ts";
import { readCertificates } from "../../trust/certificate.ts";
import type { Examined } from "./examined.ts";

/** `connects`: whether the port takes a connection. No password is sent. */
export async function authenticationServersOf(
  settings: ClusterSettings,
  connects: (server: AuthenticationServer) => Promise<Examined>,
): Promise<Examined[]> {
  const { cluster, pins, authenticationServers = [] } = settings;
  const results: Examined[] = [];
  for (const server of cluster.authenticationServers ?? []) {
    const name = `${cluster.id} ${server.name}`;
    const certificates = authenticationServers.find((one) => one.name === server.name)?.certificates ?? [];
    if (server.kind === "ca-file") {
      results.push(fileOf(`${name}: trusted CAs`, server.file ?? "", "correct file of this authentication server"));
      continue;
    }
    for (const path of certificates) results.push(fileOf(`${name}: pinned certificate`, path, "correct its pins"));
    if (server.kind !== "ise") results.push(await hostKeyOf(name, pins.knownHosts, server));
    results.push(await connects(server));
  }
  return results;
}

async function hostKeyOf(name: string, knownHosts: string, server: AuthenticationServer): Promise<Examined> {
  const what = `${name}: host key`;
  const store = existsSync(knownHosts) ? fileHostKeyStore(knownHosts) : undefined;
  const pinned = (await store?.keysFor(server.address, server.port))?.trusted ?? [];
  if (pinned.length > 0) return { what, state: "ok", detail: "pinned" };
  return { what, state: "problem", detail: "not pinned; the bot will not log in", next: `certops trust-host ${name}` };
}

function fileOf(what: string, path: string, next: string): Examined {
  try {
    const count = readCertificates(readFileSync(path)).length;
    if (count > 0) return { what, state: "ok", detail: `${path}, ${count} certificates` };
    return { what, state: "problem", detail: `${path} holds no certificate`, next };
  } catch (error) {
    const why = error instanceof CertOpsError ? "cannot be read as certificates" : "is not there";
    return { what, state: "problem", detail: `${path} ${why}`, next };
  }
}
