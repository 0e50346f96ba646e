// Answers about impact: three certificates together on a company of four nodes, and everything on one of twenty.
import type { NodeName } from "../../src/domain/ids.ts";
import type { ImpactTable } from "../../src/domain/impact-report.ts";
import { say } from "../../src/i18n/say.ts";
import { impactOf } from "../../src/trust/impact.ts";

const release = { full: "15.0.1.12900-234", major: 15, minor: 0 };
const at = "2026-11-22T02:14:00.000Z";
const row = (unit: Parameters<typeof impactOf>[0]): ImpactTable["rows"][number] => {
  const { impact, lists, phones, phonesTwice: twice, safe, notes } = impactOf(unit, release);
  return { unit, impact, lists, phones, twice, notes, services: safe.services.map(({ service }) => service) };
};
const nodes = (count: number): NodeName[] =>
  Array.from({ length: count }, (_, index) => (index === 0 ? "cucm-pub" : `cucm-sub${index}`) as NodeName);

export const impactTogether: ImpactTable = {
  rows: [row("CallManager"), row("TVS"), row("ITLRecovery")],
  release: release.full,
  clusterName: "HQ",
  together: ["CallManager", "TVS", "ITLRecovery"],
  danger: say("app.danger.all-anchors-replaced", { units: "CallManager + TVS + ITLRecovery" }),
  foretold: {
    known: true,
    value: { outcome: "lost", signer: "ITLRecovery", localkey: false, older: { phones: 790, since: at } },
  },
  warnings: [
    say("forecast.warn.absent", { phones: 18 }),
    say("forecast.warn.mra", { peers: 2 }),
    say("forecast.warn.trunks", { count: 1, trunks: "PSTN-SBC" }),
    say("forecast.warn.single", { group: "Branches", node: "cucm-sub2", phones: 61 }),
  ],
  disagreements: [
    say("forecast.disagree.order"),
    say("forecast.disagree.callmanager-and-tvs"),
    say("forecast.disagree.localkey"),
    say("forecast.disagree.restarts-other", {
      ...{ unit: "ipsec", long: "Cisco DRF Master, Cisco DRF Local, Cisco Tomcat", short: "ipsec", more: "ipsec" },
    }),
    say("forecast.disagree.restarts-none", {
      unit: "TVS",
      long: "Cisco Trust Verification Service, Cisco Tftp",
      short: "",
    }),
  ],
  live: {
    at,
    phones: {
      known: true,
      value: {
        registered: 812,
        known: 830,
        nodes: [
          { node: "cucm-sub1", registered: 412 },
          { node: "cucm-sub2", registered: 400 },
          { node: "cucm-pub", registered: 0 },
        ],
      },
    },
    secure: { known: true, value: { secure: 120, known: 830 } },
    groups: {
      known: true,
      value: { groups: 2, single: [{ group: "Branches", node: "cucm-sub2", pools: ["Branch-North"], phones: 61 }] },
    },
    mode: { known: true, value: "mixed" },
    sso: { known: true, value: { enabled: true } },
    mra: { known: true, value: { peers: 2, apps: 40, registered: 31 } },
    trunks: { known: false, why: say("forecast.too-slow") },
  },
  order: {
    first: { command: "utils ctl update CTLFile", node: "cucm-pub" as NodeName },
    steps: [
      { service: "Cisco CallManager", nodes: nodes(3), each: { seconds: 95, runs: 4 } },
      { service: "Cisco Trust Verification Service", nodes: nodes(3), each: { seconds: 30 }, times: 3 },
      { service: "Cisco Tftp", nodes: ["cucm-pub" as NodeName], each: { seconds: 60 } },
    ],
    phonesBack: { seconds: 240, runs: 2 },
    resets: 4,
    seconds: 675,
    assumed: ["cucm-sub2" as NodeName],
  },
};

export const impactLargest: ImpactTable = {
  ...impactTogether,
  rows: (
    ["tomcat", "tomcat-ECDSA", "CallManager", "CallManager-ECDSA", "TVS", "CAPF", "ITLRecovery", "ipsec"] as const
  ).map(row),
  live: {
    ...{ at, ...unread() },
    phones: {
      known: true,
      value: {
        registered: 48_000,
        known: 50_000,
        nodes: nodes(20).map((node) => ({ node, registered: 2400 })),
      },
    },
    groups: {
      known: true,
      value: {
        groups: 30,
        single: nodes(20).map((node) => ({ group: `Group-${node}`, node, pools: [`Pool-${node}`], phones: 40 })),
      },
    },
    trunks: { known: true, value: { trunks: 60, secure: nodes(20).map((node) => `Trunk-${node}`) } },
  },
  order: {
    steps: row("CallManager")
      .services.concat("Cisco Tomcat", "Cisco DRF Master", "Cisco DRF Local", "ipsec")
      .map((service) => ({
        service,
        nodes: nodes(20),
        ...(service === "ipsec" ? {} : { each: { seconds: 120 } }),
      })),
    seconds: 17_000,
    assumed: [],
  },
};

function unread(): Omit<NonNullable<ImpactTable["live"]>, "at"> {
  const nothing = { known: false, why: say("forecast.too-slow") } as const;
  return {
    phones: nothing,
    secure: nothing,
    groups: nothing,
    mode: nothing,
    sso: nothing,
    mra: nothing,
    trunks: nothing,
  };
}

export const impactUnread: ImpactTable = {
  rows: [{ ...row("tomcat"), impact: "medium", configured: true }],
  clusterName: "HQ",
  node: "cucm-sub1" as NodeName,
  live: { at, ...unread() },
  foretold: { known: false, why: say("forecast.no-list", { node: "cucm-pub" }) },
  order: { steps: [], seconds: 0, assumed: [] },
};
