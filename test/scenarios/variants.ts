// Silent phones in every release and variant: what administrators did, what must be found, and remedies to try for real.
import type { CertificateUnit } from "../../src/domain/cluster.ts";
import type { NodeName } from "../../src/domain/ids.ts";
import type { PlanDraft } from "../../src/domain/plan.ts";
import type { Lab, StartLabOptions } from "../../src/lab/index.ts";

const tvs = "Cisco Trust Verification Service";
const tftp = "Cisco Tftp";
const anchors: readonly CertificateUnit[] = ["CallManager", "TVS", "ITLRecovery"];

export interface Variant {
  readonly what: string;
  readonly options: StartLabOptions;
  readonly hands: (lab: Lab) => Promise<void>;
  /** How many of the four phones are registered then. */
  readonly registered: number;
  readonly cause: string;
  /** Verdicts by remedy. */
  readonly verdicts?: Readonly<Record<string, "works" | "cannot-work" | "depends" | "last-resort">>;
  /** The remedy that stands first. */
  readonly first?: string;
  /** Remedies that are tried in the lab, in this order; each must do what its verdict says. */
  readonly tried?: readonly string[];
  /** On three nodes unless it says otherwise, and what has a plan through the bot: requested, approved by two, run, verified. */
  readonly bot?: true;
}

/** Renews, and does what the release leaves to people: TVS, then Tftp, then the phones (214231). */
export async function renewAll(
  lab: Lab,
  units: readonly CertificateUnit[],
  options: { readonly signer?: "self" | "ca"; readonly names?: readonly string[] } = {},
): Promise<void> {
  await lab.hands.renew(units, options);
  if (lab.cluster.profile.rebuildsListsByItself) return;
  if (units.includes("CallManager")) await lab.hands.restartService("Cisco CallManager");
  if (units.includes("TVS")) await lab.hands.restartService(tvs);
  await lab.hands.restartService(tftp);
  // A phone that looks for its call manager does not hear a reset.
  await lab.cluster.phonesSettled();
  // Just after a start of Cisco CallManager registrations prove nothing about lists: people come back to the phones later.
  if (units.includes("CallManager")) lab.hands.setTime({ offsetMs: 20 * 60_000 });
  lab.hands.resetPhones();
}

const sub = (lab: Lab): NodeName => lab.nodes[1]?.name ?? lab.cluster.publisher.name;
const pub = (lab: Lab): NodeName => lab.cluster.publisher.name;

const locked = { registered: 0, cause: "trust-anchor-lost" } as const;
const well = { registered: 4, cause: "phones-registered" } as const;

/** From 12.0 on: ITLRecovery signs, CallManager signs after localkey. */
const signedByRecovery = (["12.5", "14", "14SU2", "15SU2", "15SU5"] as const).flatMap((release): Variant[] => [
  {
    what: "ITLRecovery and TVS",
    options: { release },
    hands: (lab) => renewAll(lab, ["ITLRecovery", "TVS"]),
    ...locked,
    verdicts: { "itl-localkey": "works", "ctl-localkey": "cannot-work", "delete-lists": "works" },
    first: "itl-localkey",
    tried: ["itl-localkey"],
    ...(release === "15SU5" ? { bot: true } : {}),
  },
]);

export const variants: readonly Variant[] = [
  ...signedByRecovery,
  {
    what: "only ITLRecovery: phones follow through TVS",
    options: { release: "15SU2" },
    hands: (lab) => renewAll(lab, ["ITLRecovery"]),
    ...well,
  },
  {
    what: "only ITLRecovery, by hand",
    options: { release: "12.5" },
    hands: (lab) => renewAll(lab, ["ITLRecovery"]),
    ...well,
  },
  { what: "only CallManager", options: { release: "15SU2" }, hands: (lab) => renewAll(lab, ["CallManager"]), ...well },
  {
    what: "only CallManager, which signs here: phones follow through TVS",
    options: { release: "11.5" },
    hands: (lab) => renewAll(lab, ["CallManager"]),
    ...well,
  },
  {
    what: "CallManager and TVS: the signer stays",
    options: { release: "14SU2" },
    hands: (lab) => renewAll(lab, ["CallManager", "TVS"]),
    ...well,
  },
  {
    what: "CallManager and TVS, where CallManager signs",
    options: { release: "11.5" },
    hands: (lab) => renewAll(lab, ["CallManager", "TVS"]),
    ...locked,
    verdicts: { "itl-localkey": "works", "delete-lists": "works" },
    first: "itl-localkey",
    tried: ["itl-localkey"],
    bot: true,
  },
  {
    what: "all three, where CallManager signs",
    options: { release: "11.5" },
    hands: (lab) => renewAll(lab, anchors),
    ...locked,
    verdicts: { "itl-localkey": "cannot-work", "rollback-parameter": "cannot-work", "delete-lists": "works" },
    first: "delete-lists",
    tried: ["itl-localkey", "delete-lists"],
  },
  {
    what: "all three",
    options: { release: "12.5" },
    hands: (lab) => renewAll(lab, anchors),
    ...locked,
    verdicts: { "itl-localkey": "cannot-work", "itl-remotekey": "depends", "drs-restore": "last-resort" },
    first: "delete-lists",
    tried: ["itl-localkey", "rollback-parameter", "factory-reset"],
  },
  {
    what: "all three in mixed mode, CTL updated",
    options: { release: "15SU2", mode: "mixed" },
    hands: async (lab) => {
      lab.hands.setPhoneInteraction("manual");
      await renewAll(lab, anchors);
      await lab.hands.ctlUpdate();
      lab.hands.resetPhones();
    },
    ...locked,
    verdicts: { "itl-localkey": "cannot-work", "ctl-localkey": "cannot-work", "rollback-parameter": "cannot-work" },
    first: "delete-lists",
    tried: ["ctl-localkey", "delete-lists"],
  },
  {
    what: "ITLRecovery and TVS in mixed mode, CTL updated",
    options: { release: "14", mode: "mixed" },
    hands: async (lab) => {
      lab.hands.setPhoneInteraction("manual");
      await renewAll(lab, ["ITLRecovery", "TVS"]);
      await lab.hands.ctlUpdate();
      lab.hands.resetPhones();
    },
    ...locked,
    verdicts: { "ctl-localkey": "works", "itl-localkey": "depends", "rollback-parameter": "cannot-work" },
    first: "ctl-localkey",
    tried: ["ctl-localkey"],
    bot: true,
  },
  {
    what: "ITLRecovery and TVS in mixed mode, the CTL forgotten",
    options: { release: "15SU2", mode: "mixed" },
    hands: async (lab) => {
      lab.hands.setPhoneInteraction("manual");
      await renewAll(lab, ["ITLRecovery", "TVS"]);
      lab.hands.resetPhones();
    },
    ...locked,
    verdicts: { "itl-localkey": "works", "ctl-localkey": "works", "rollback-parameter": "cannot-work" },
    first: "itl-localkey",
    tried: ["itl-localkey"],
    bot: true,
  },
  {
    what: "all three, signed by a CA",
    options: { release: "15SU2" },
    hands: async (lab) => {
      lab.hands.setPhoneInteraction("manual");
      await lab.hands.renew(["CallManager", "TVS"], { signer: "ca" });
      await lab.hands.renew(["ITLRecovery"]);
      lab.hands.resetPhones();
    },
    ...locked,
    verdicts: { "itl-localkey": "cannot-work", "delete-lists": "works" },
    first: "delete-lists",
    tried: ["itl-localkey"],
  },
  {
    what: "CallManager and TVS signed by a CA: the signer stays",
    options: { release: "12.5" },
    hands: (lab) => renewAll(lab, ["CallManager", "TVS"], { signer: "ca" }),
    ...well,
  },
  {
    what: "TVS and ITLRecovery renewed, TVS not restarted: the old service still vouches",
    options: { release: "12.5" },
    hands: async (lab) => {
      await lab.hands.renew(["TVS", "ITLRecovery"]);
      await lab.hands.restartService(tftp);
    },
    registered: 4,
    cause: "tvs-not-restarted",
    verdicts: { "finish-renewal": "works" },
    first: "finish-renewal",
    tried: ["finish-renewal"],
    bot: true,
  },
  {
    what: "the same before Cisco Tftp was restarted",
    options: { release: "11.5" },
    hands: (lab) => lab.hands.renew(["TVS", "CallManager"]),
    registered: 4,
    cause: "tvs-not-restarted",
    verdicts: { "finish-renewal": "works" },
    tried: ["finish-renewal"],
  },
  {
    what: "TVS alone, lists not rebuilt",
    options: { release: "12.5" },
    hands: async (lab) => {
      await lab.hands.renew(["TVS"]);
      await lab.hands.restartService(tvs);
    },
    registered: 4,
    cause: "lists-stale",
    verdicts: { "finish-renewal": "works" },
    tried: ["finish-renewal"],
  },
  {
    what: "ITLRecovery and TVS, TVS restarted and Tftp not: the next start locks phones out",
    options: { release: "12.5" },
    hands: async (lab) => {
      await lab.hands.renew(["TVS", "ITLRecovery"]);
      await lab.hands.restartService(tvs);
    },
    registered: 4,
    cause: "lists-stale",
    verdicts: { "finish-renewal": "cannot-work", "itl-localkey": "works" },
    first: "itl-localkey",
    tried: ["itl-localkey"],
  },
  {
    what: "one TFTP node stale: its phones stay, the others are locked out",
    options: { release: "12.5", nodes: 2 },
    hands: async (lab) => {
      await lab.hands.renew(["TVS", "ITLRecovery"]);
      await lab.hands.restartService(tvs);
      await lab.hands.restartService(tftp, [pub(lab)]);
      lab.hands.resetPhones();
    },
    registered: 2,
    cause: "trust-anchor-lost",
    verdicts: { "itl-localkey": "works", "delete-lists": "works" },
    first: "itl-localkey",
    tried: ["itl-localkey"],
    bot: true,
  },
  {
    what: "one TFTP node stale, nobody lost",
    options: { release: "12.5" },
    hands: async (lab) => {
      await lab.hands.renew(["ITLRecovery"]);
      await lab.hands.restartService(tftp, [sub(lab)]);
    },
    registered: 4,
    cause: "lists-stale",
    verdicts: { "finish-renewal": "works" },
    tried: ["finish-renewal"],
  },
  {
    what: "ITLRecovery while TVS was stopped: phones would follow if it ran",
    options: { release: "15SU2" },
    hands: async (lab) => {
      await lab.hands.stopService(tvs);
      await renewAll(lab, ["ITLRecovery"]);
    },
    registered: 0,
    cause: "tvs-stopped",
    verdicts: { "start-tvs": "works", "delete-lists": "works" },
    first: "start-tvs",
    tried: ["start-tvs"],
  },
  {
    what: "ITLRecovery behind a firewall that keeps everybody from TVS",
    options: { release: "15SU2" },
    hands: async (lab) => {
      for (const { name } of lab.nodes) lab.hands.setFirewall(name, "tvs", "reject");
      await renewAll(lab, ["ITLRecovery"]);
    },
    registered: 0,
    cause: "tvs-unreachable",
    verdicts: { "open-tvs": "depends" },
  },
  {
    what: "half finished in mixed mode, where CallManager signs: the CTL comes last",
    options: { release: "11.5", mode: "mixed", nodes: 3, securePhones: 0 },
    hands: async (lab) => {
      await lab.hands.renew(["TVS", "CallManager"]);
      await lab.hands.restartService(tftp, [lab.nodes[2]?.name ?? pub(lab)]);
      await lab.hands.restartService("Cisco CallManager");
      await lab.cluster.phonesSettled();
      lab.hands.resetPhones();
    },
    registered: 4,
    cause: "tvs-not-restarted",
    verdicts: { "finish-renewal": "works" },
    tried: ["finish-renewal"],
  },
  {
    what: "TVS not restarted, and CallManager restarted since: phones may or may not have taken the list",
    // Registrations are told in whole seconds: in a slower cluster they are later than the start by some.
    options: { release: "11.5", pace: 1, clockScale: 60, risPerMinute: 10_000 },
    hands: async (lab) => {
      await lab.hands.renew(anchors);
      await lab.hands.restartService(tftp);
      await lab.hands.restartService("Cisco CallManager");
    },
    registered: 4,
    cause: "tvs-not-restarted",
    verdicts: { "finish-renewal": "works" },
    tried: ["finish-renewal"],
  },
  {
    what: "roll-back parameter on: phones hold an empty ITL and follow anything",
    options: { release: "15SU2" },
    hands: async (lab) => {
      lab.hands.setRollback(true);
      await lab.hands.restartService(tvs);
      await lab.hands.restartService(tftp);
      lab.hands.resetPhones();
      await lab.cluster.phonesSettled();
      await renewAll(lab, anchors);
    },
    registered: 4,
    cause: "phones-registered-troubled",
  },
  {
    what: "a list over 64 KB",
    options: { release: "15SU2" },
    hands: (lab) =>
      renewAll(lab, ["TVS"], {
        names: Array.from({ length: 700 }, (_, at) => `site-${at}.branch-office.phones.lab.example`),
      }),
    registered: 0,
    cause: "itl-too-large",
    verdicts: { "shrink-list": "works", "itl-localkey": "cannot-work", "delete-lists": "cannot-work" },
    first: "shrink-list",
    tried: ["delete-lists", "itl-localkey", "shrink-list"],
  },
  {
    what: "Tomcat reused as CallManager, then renewed with TVS and ITLRecovery",
    options: { release: "14SU2", tomcat: "multi-san" },
    hands: async (lab) => {
      await lab.hands.reuseTomcat();
      await lab.cluster.phonesSettled();
      lab.hands.setPhoneInteraction("manual");
      await lab.hands.renew(["tomcat", "TVS", "ITLRecovery"]);
      await lab.hands.restartService("Cisco Tomcat");
      lab.hands.resetPhones();
    },
    ...locked,
    verdicts: { "itl-localkey": "cannot-work", "delete-lists": "works" },
    first: "delete-lists",
  },
  {
    what: "phones that were off during both changes",
    options: { release: "15SU2" },
    hands: async (lab) => {
      lab.hands.powerPhones(false, { first: 2 });
      await renewAll(lab, ["ITLRecovery"]);
      await lab.cluster.phonesSettled();
      await renewAll(lab, ["TVS"]);
      await lab.cluster.phonesSettled();
      lab.hands.powerPhones(true);
    },
    registered: 2,
    cause: "trust-anchor-lost",
    verdicts: { "itl-localkey": "works", "delete-lists": "works" },
    first: "itl-localkey",
    tried: ["itl-localkey"],
  },
];

/** A plan's steps, done by hand: the same commands in the same order. `back` waits for phones. */
export async function carryOut(lab: Lab, plan: PlanDraft, back: () => Promise<void>): Promise<void> {
  for (const { change } of plan.steps) {
    if (change.kind === "restart-service") await lab.hands.restartService(change.service, [change.node]);
    else if (change.kind === "update-ctl") await lab.hands.ctlUpdate();
    else if (change.kind === "reset-itl") await lab.hands.itlReset("localkey");
    else if (change.kind === "reset-ctl") await lab.hands.ctlReset();
    else if (change.kind === "reset-phones") lab.hands.resetPhones();
    else await back();
  }
}

/** What a person would do for a remedy that the bot has no plan for. */
export async function byHand(lab: Lab, remedy: string): Promise<void> {
  switch (remedy) {
    case "itl-localkey":
      await lab.hands.itlReset("localkey");
      lab.hands.rebootPhones();
      return;
    case "ctl-localkey":
      await lab.hands.ctlReset();
      lab.hands.rebootPhones();
      return;
    case "rollback-parameter":
      lab.hands.setRollback(true);
      await lab.hands.restartService(tftp);
      lab.hands.rebootPhones();
      return;
    case "start-tvs":
      await lab.hands.startService(tvs);
      return;
    case "shrink-list":
      await renewAll(lab, ["TVS"]);
      return;
    default:
      lab.hands.deleteTrustLists();
  }
}
