// What an administrator may ask of the Expressway-C pair from another process: `certops lab expressway <verb> [peer] [value]`.
import type { LabClusterView } from "../model.ts";
import { LabRefusal } from "../refusal.ts";
import type { Signer } from "./company.ts";

export const expresswayVerbs = [
  "status",
  "renew",
  "restart",
  "power",
  "trust-cucm",
  "forget-cucm",
  "trust-company",
  "distrust-company",
  "remove-ca",
  "uploads",
  "verify-origin",
  "start-log",
  "stop-log",
  "sign-in",
  "server-name",
] as const;
export type ExpresswayVerb = (typeof expresswayVerbs)[number];

export interface ExpresswayWish {
  readonly verb: ExpresswayVerb;
  readonly peer: string | undefined;
  readonly value: string | undefined;
}

/** Throws LabRefusal for a cluster without Expressways, an unknown peer, and values that make no sense. */
export async function expresswayRequest(
  cluster: LabClusterView,
  wish: ExpresswayWish,
): Promise<Readonly<Record<string, unknown>>> {
  const pair = cluster.expressway;
  if (pair === undefined) throw new LabRefusal("lab.no.no-expressway");
  const peer = (): string => {
    if (wish.peer === undefined)
      throw new LabRefusal("lab.no.name-peer", { choices: pair.peers.map(({ name }) => name).join(", ") });
    return pair.peer(wish.peer).name;
  };
  const among = <T extends string>(choices: readonly T[]): T => {
    const found = choices.find((choice) => choice === wish.value);
    if (found === undefined) throw new LabRefusal("lab.no.value-choice", { choices: choices.join(", ") });
    return found;
  };
  switch (wish.verb) {
    case "renew":
      {
        const signer = among<Signer | "expired">(["issuing", "new", "self", "expired"]);
        // Begun a day ago, for a day.
        if (signer === "expired") await pair.renewServer(peer(), "issuing", 1);
        else await pair.renewServer(peer(), signer);
        // Whoever uploads a certificate of a new CA uploads the CA with it.
        if (signer === "new") pair.uploadCa(peer(), pair.company.newRoot.pem);
      }
      return { stored: true };
    case "restart":
      await pair.restart(peer());
      return {};
    case "power":
      await pair.power(peer(), among(["on", "off"]) === "on");
      return {};
    case "trust-cucm":
      pair.uploadCa(peer(), pair.cucmPem());
      return {};
    case "forget-cucm":
      return { removed: pair.forgetCucm(peer()) };
    case "trust-company":
    case "distrust-company": {
      const { root, issuing, newRoot } = pair.company;
      const stores = ["tomcat-trust", "CallManager-trust"] as const;
      const wanted = wish.value ?? wish.peer;
      const named = stores.filter((store) => wanted === "both" || store === wanted);
      if (named.length === 0) throw new LabRefusal("lab.no.name-store", { choices: stores.join(", ") });
      for (const store of named) {
        for (const { pem, commonName } of [root, issuing, newRoot]) {
          if (wish.verb === "trust-company") cluster.hands.importTrust(store, pem);
          else cluster.hands.deleteTrust(store, commonName);
        }
      }
      return {};
    }
    case "remove-ca":
      return { removed: pair.removeCa(peer(), wish.value ?? "") };
    case "uploads":
      pair.peer(peer()).list.uploads = among(["append", "replace"]);
      return {};
    case "verify-origin":
      pair.peer(peer()).verifyOrigin = among(["on", "off"]) === "on";
      return {};
    case "start-log":
      pair.startLog(peer());
      return {};
    case "stop-log":
      pair.stopLog(peer());
      return {};
    case "server-name": {
      const node = cluster.node(wish.peer ?? "");
      if (node === undefined) throw new LabRefusal("lab.no.name-node");
      pair.setServerName(node.name, wish.value);
      return {};
    }
    case "sign-in":
      await pair.signIn();
      return appsOf(pair.apps);
    case "status":
      return {
        ...appsOf(pair.apps),
        peers: pair.peers.map(({ name, up, list }) => ({ name, up, trusted: list.held.map(({ subject }) => subject) })),
      };
  }
}

const appsOf = (apps: readonly { readonly name: string; readonly registered: boolean }[]) => ({
  apps: apps.map(({ name, registered }) => ({ name, registered })),
});
