// What a practice cluster has when nobody says otherwise: node names, accounts; and what it cannot have.
import type { LabAccounts, LabNodeOptions, LabOptions } from "./model.ts";
import { seededBytes } from "./random.ts";
import { LabRefusal } from "./refusal.ts";

export const mostNodes = 20;
export const mostPhones = 10_000;

/** One description per node. Throws LabRefusal when there are none or too many. */
export function nodeOptions(given: NonNullable<LabOptions["nodes"]>): readonly LabNodeOptions[] {
  const nodes = typeof given === "number" ? Array.from({ length: given }, () => ({})) : given;
  if (nodes.length < 1 || nodes.length > mostNodes) throw new LabRefusal("lab.no.most-nodes", { most: mostNodes });
  return nodes;
}

/** Passwords that follow from the seed: they open nothing but a cluster that listens on loopback. */
export function accounts(seed: number): LabAccounts {
  const password = (user: string): string =>
    `${seededBytes(seed, "password", user).toString("base64url").slice(0, 16)}-9a`;
  return {
    monitor: { user: "certops-monitor", password: password("monitor"), privilege: 1, axl: false },
    change: { user: "certops-change", password: password("change"), privilege: 4, axl: false },
    axl: { user: "certops-axl", password: password("axl"), privilege: 0, axl: true },
  };
}
