// How a card says what is expected: which causes and findings of the bot stand for which fault. The only place that knows the bot's words.
import type { Report } from "../../src/domain/report.ts";
import type { ScenarioName } from "./act.ts";
import type { Expected, Fault } from "./fault.ts";

export type Outcome = "correct" | "wrong-cause" | "false-alarm" | "unknown" | "half";

interface Words {
  /** Codes of the cause that name it. */
  readonly causes: readonly string[];
  /** Codes of findings (problem, warning, unknown) that show it beside another cause. */
  readonly findings?: readonly string[];
  /** A neighbour: not about certificates. The bot may leave the cause open, if it blames no certificate. */
  readonly open?: true;
}

const words: Readonly<Record<Fault, Words>> = {
  "phones-locked-out": {
    causes: ["trust-anchor-lost", "bound-by-ctl"],
    findings: ["holdings.old", "lists.may-be-refused"],
  },
  "phones-locked-out-later": { causes: ["trust-anchor-lost-latent"] },
  "tvs-cannot-be-reached": { causes: ["tvs-unreachable"], findings: ["read.node-unreachable"] },
  "renewal-held-by-old-tvs": { causes: ["tvs-not-restarted"] },
  "tvs-not-restarted": { causes: ["tvs-not-restarted"], findings: ["served.not-restarted"], open: true },
  "tvs-stopped": { causes: ["tvs-stopped"], findings: ["service.stopped"] },
  "lists-not-rebuilt": { causes: ["lists-stale"], findings: ["itl.stale-record"] },
  "ctl-not-updated": { causes: [], findings: ["ctl.stale-record", "ctl.capf-former"], open: true },
  "list-too-large": { causes: ["itl-too-large"] },
  "call-manager-stopped": { causes: ["service-stopped"], findings: ["service.stopped", "mra.service-stopped"] },
  "server-dead": { causes: ["peer-down"], findings: ["read.node-unreachable"], open: true },
  "phones-off": { causes: [], findings: ["phones.unregistered"], open: true },
  "lsc-issuer-removed": { causes: ["lsc-issuer-not-trusted"], findings: ["trust-store.issuer-missing"] },
  "lsc-issuer-removed-later": { causes: [], findings: ["trust-store.issuer-missing"], open: true },
  "lsc-expired": { causes: ["lsc-expired"], findings: ["lsc.expired"] },
  "call-manager-unknown-to-phones": { causes: ["server-not-in-ctl"] },
  "everybody-silent": { causes: ["everybody-silent"], findings: ["control-group.silent"] },
  "new-capf-not-on-server": { causes: ["present-not-trusted"] },
  "former-capf-off-server": { causes: ["former-not-trusted"] },
  "server-will-refuse": { causes: ["refused-later"], findings: ["dot1x.issuer-missing"] },
  "no-lsc": { causes: ["maker-not-trusted"], open: true },
  "server-off": { causes: ["server-silent"], findings: ["read.node-unreachable"], open: true },
  "idp-has-old-certificate": { causes: ["idp-encrypts-for-old"] },
  "import-never-tried": { causes: ["never-tried"] },
  "tomcat-not-restarted": { causes: ["tomcat-not-restarted"] },
  "tomcat-restart-forgotten": { causes: ["tomcat-not-restarted"], findings: ["tomcat.not-restarted"], open: true },
  "idp-signing-changed": { causes: ["idp-signing-changed"] },
  "idp-refuses": { causes: ["idp-refuses"] },
  "clocks-differ": { causes: ["clocks-differ"] },
  "sso-off": { causes: ["sso-disabled", "sso-partly-enabled"], findings: ["sso.disabled", "sso.partly-enabled"] },
  "multi-server-incomplete": { causes: ["multi-san-incomplete"] },
  "idp-down": { causes: [], findings: ["read.node-unreachable", "idp.unread"], open: true },
  "web-service-stopped": {
    causes: ["service-stopped"],
    findings: ["service.stopped", "read.node-unreachable"],
    open: true,
  },
  "cucm-refuses-expressway": { causes: ["cucm-refuses-expressway", "both-directions"] },
  "cucm-did-not-read-its-stores": { causes: ["trust-not-loaded"] },
  "expressway-refuses-cucm": { causes: ["expressway-refuses-cucm", "both-directions"] },
  "ecdsa-left-behind": { causes: ["ecdsa-left-behind", "both-directions"], findings: ["door.self-signed"] },
  "door-not-restarted": { causes: ["door-not-restarted"], findings: ["door.not-restarted"] },
  "refused-after-restart": { causes: ["refused-after-restart"], findings: ["door.refused-after-restart"] },
  "name-not-in-certificate": { causes: ["name-not-in-certificate"], findings: ["door.name-missing"] },
  "peer-not-restarted": { causes: ["server-certificate-not-loaded"], findings: ["expressway.not-restarted"] },
  "certificate-expired": { causes: ["certificate-expired"], findings: ["expressway.expired", "door.expired"] },
  "peer-down": { causes: ["peer-down"], findings: ["read.node-unreachable", "expressway.silent"], open: true },
};

/** Causes that blame nothing: the bot says that all is well, or that it does not know. */
const quiet: ReadonlySet<string> = new Set([
  "phones-registered",
  "phones-registered-troubled",
  "phones-registered-partly-seen",
  "phones-not-seen",
  "secure-registered",
  "secure-registered-troubled",
  "works",
  "not-seen",
  "trust-whole",
  "registered-all-the-same",
  "nothing-proved",
  "all-in",
  "server-silent",
  "not-explained",
  "never-tried",
]);

/** Compares the finished card with what is expected. */
export function judge(report: Report | undefined, about: ScenarioName, expected: Expected): Outcome {
  const { cause } = report ?? {};
  if (report === undefined || cause === undefined || report.scenario !== about) return "unknown";
  const blames = !quiet.has(cause.code);
  if (expected.causes.length === 0) return blames ? "false-alarm" : "correct";
  const faults = expected.causes.map((fault) => ({ fault, ...words[fault] }));
  const named = faults.filter(({ causes }) => causes.includes(cause.code));
  const open = faults.some((fault) => fault.open === true);
  if (named.length === 0 && blames) return faults.every((fault) => fault.open === true) ? "false-alarm" : "wrong-cause";
  if (named.length === 0 && !open) return "unknown";
  const seen = new Set(report.findings.filter(({ verdict }) => verdict !== "ok").map(({ code }) => code));
  const shown = expected.shown.every((fault) => {
    const { causes, findings = [] } = words[fault];
    return causes.includes(cause.code) || findings.some((code) => seen.has(code));
  });
  return shown ? "correct" : "half";
}
