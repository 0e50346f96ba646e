// What `certops doctor` says about the authentication servers of one cluster: ports, pins, host keys, files that are read here.
import { existsSync, readFileSync } from "node:fs";
import type { ClusterSettings } from "../../config/settings.ts";
import type { AuthenticationServer } from "../../domain/cluster.ts";
import { type Text, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { fileHostKeyStore } from "../../transport/known-hosts-file.ts";
import { readCertificates } from "../../trust/certificate.ts";
import { bad, type Examined, faultOfFile, well } from "./examined.ts";

/** `connects`: whether the port takes a connection. No password is sent. */
export async function authenticationServersOf(
  settings: ClusterSettings,
  connects: (server: AuthenticationServer) => Promise<Examined>,
): Promise<Examined[]> {
  const { cluster, pins, authenticationServers = [] } = settings;
  const results: Examined[] = [];
  for (const server of cluster.authenticationServers ?? []) {
    const where = `${cluster.id} ${server.name}`;
    const certificates = authenticationServers.find((one) => one.name === server.name)?.certificates ?? [];
    if (server.kind === "ca-file") {
      const next = say("line.doctor.trusted-cas.next");
      results.push(fileOf(say("line.doctor.trusted-cas", { where }), server.file ?? "", next));
      continue;
    }
    for (const path of certificates) {
      const next = say("line.doctor.correct-pins.server");
      results.push(fileOf(say("line.doctor.pinned-certificate", { where }), path, next));
    }
    if (server.kind !== "ise") results.push(await hostKeyOf(where, pins.knownHosts, server));
    results.push(await connects(server));
  }
  return results;
}

async function hostKeyOf(where: string, knownHosts: string, server: AuthenticationServer): Promise<Examined> {
  const what = say("line.doctor.host-key", { where });
  const store = existsSync(knownHosts) ? fileHostKeyStore(knownHosts) : undefined;
  const pinned = (await store?.keysFor(server.address, server.port))?.trusted ?? [];
  if (pinned.length > 0) return well(what, say("line.doctor.pinned"));
  return bad(what, say("line.doctor.not-pinned"), verbatim(`certops trust-host ${where}`));
}

function fileOf(what: Text, path: string, next: Text): Examined {
  try {
    const count = readCertificates(readFileSync(path)).length;
    return count > 0
      ? well(what, say("line.doctor.certificates", { path, count }))
      : bad(what, faultOfFile(path), next);
  } catch (error) {
    return bad(what, faultOfFile(path, error), next);
  }
}
