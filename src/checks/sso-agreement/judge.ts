// What the readings say about single sign-on: node against node, metadata against certificate, stored against loaded.
import type { Cluster } from "../../domain/cluster.ts";
import type { Evidence, Finding } from "../../domain/finding.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { boundsOfPrinted } from "../../signatures/printed-date.ts";
import type { SsoState } from "../../systems/ports.ts";
import type { Certificate } from "../../trust/types.ts";
import type { Seen, SsoAgreementFacts, SsoNode } from "./check.ts";

const id = "sso-agreement";

interface Words {
  readonly what: string;
  readonly code: string;
  readonly verdict: Finding["verdict"];
  readonly title: Phrase;
  readonly means?: Phrase;
  readonly next?: Phrase;
  readonly node?: SsoNode["node"];
  readonly evidence: readonly (Evidence | undefined)[];
}

const finding = ({ what, evidence, ...rest }: Words): Finding => ({
  id: `${id}:${what}`,
  check: id,
  ...rest,
  evidence: evidence.filter((one) => one !== undefined),
});

export function judgeAgreement(facts: SsoAgreementFacts, cluster: Cluster, now: number): Finding[] {
  const on = facts.nodes.filter((one) => one.state?.value.enabled === true);
  return [
    ...states(facts),
    ...facts.nodes.flatMap(loaded),
    ...on.flatMap((one) => [...dates(facts, one), ...documents(one)]),
    ...(on.length === 0 ? [] : [...coverage(facts, cluster), ...expiry(facts, now)]),
  ];
}

function states({ nodes }: SsoAgreementFacts): Finding[] {
  const known = nodes.flatMap((one) => (one.state === undefined ? [] : [{ one, state: one.state }]));
  const found = known.map(({ one, state }): Finding => {
    const { value, evidence } = state;
    const trace = one.trace?.value ?? "?";
    return finding({
      what: `state:${one.node}`,
      code: value.enabled ? "sso.enabled" : "sso.disabled",
      verdict: value.enabled ? "ok" : "warning",
      node: one.node,
      title: value.enabled
        ? say("checks.sso.enabled", { node: one.node, idp: value.idp ?? "?", level: trace })
        : say("checks.sso.disabled", { node: one.node, status: value.status }),
      evidence: [evidence, one.trace?.evidence],
    });
  });
  const on = known.filter(({ state }) => state.value.enabled);
  const off = known.filter(({ state }) => !state.value.enabled);
  const evidence = known.map(({ state }) => state.evidence);
  if (on.length > 0 && off.length > 0) {
    const title = say("checks.sso.partly", { on: names(on), off: names(off) });
    found.push(finding({ what: "partly", code: "sso.partly-enabled", verdict: "problem", title, evidence }));
  }
  const idps = new Set(on.flatMap(({ state }) => state.value.idp ?? []));
  if (idps.size > 1) {
    const title = say("checks.sso.idps", { idps: [...idps].join(", ") });
    const next = say("checks.sso.idps.next");
    found.push(finding({ what: "idps", code: "sso.idp-differs", verdict: "problem", title, next, evidence }));
  }
  const closed = on.filter(({ state }) => state.value.recoveryUrl === false);
  if (closed.length > 0) {
    const title = say("checks.sso.recovery-off", { nodes: names(closed) });
    const next = say("checks.sso.recovery-off.next");
    found.push(finding({ what: "recovery", code: "sso.recovery-url-off", verdict: "warning", title, next, evidence }));
  }
  for (const { one, state } of on) {
    const { testPassed, testedWall } = state.value;
    if (testPassed !== false) continue;
    const title = say("checks.sso.test-failed", { node: one.node, at: wallTime(testedWall) });
    const next = say("checks.sso.test-failed.next");
    const about = { what: `test:${one.node}`, code: "sso.test-failed", verdict: "warning", node: one.node } as const;
    found.push(finding({ ...about, title, next, evidence: [state.evidence] }));
  }
  return found;
}

const names = (of: readonly { readonly one: SsoNode }[]): string => of.map(({ one }) => one.node).join(", ");

/** Stored = loaded? Tomcat decrypts, and shows on 8443, what it read when it started. */
function loaded({ node, stored, served }: SsoNode): Finding[] {
  if (stored === undefined || served === undefined) return [];
  const same = stored.value.sha256 === served.value.sha256;
  const values = {
    node,
    stored: shortSerial(stored.value.serial),
    served: shortSerial(served.value.serial),
    since: { moment: stored.value.notBefore },
  };
  return [
    finding({
      what: `loaded:${node}`,
      code: same ? "tomcat.loaded" : "tomcat.not-restarted",
      verdict: same ? "ok" : "problem",
      node,
      title: say(same ? "checks.sso.loaded" : "checks.sso.not-restarted", values),
      ...(same ? {} : { next: say("checks.sso.not-restarted.next", values) }),
      evidence: [stored.evidence, served.evidence],
    }),
  ];
}

/** The certificate that SSO asks the IdP to encrypt for. */
const storedFor = (facts: Used, node: SsoNode): Seen<Certificate> | undefined =>
  facts.uses === "ITLRecovery" ? facts.recovery : node.stored;

type Used = Pick<SsoAgreementFacts, "recovery" | "uses">;

/** A test of about the time of the renewal is none: a printed date leaves hours open. Never for a certificate that could not be read. */
export function isUntested(facts: Used, one: SsoNode): boolean {
  const certificate = storedFor(facts, one)?.value;
  if (certificate === undefined || one.state === undefined) return false;
  const { testedAt, testPassed } = one.state.value;
  if (testedAt === undefined || testPassed !== true) return true;
  return boundsOfPrinted(testedAt).latest < Date.parse(certificate.notBefore);
}

/** Metadata that was exported before the certificate began cannot hold it (facts: inference from `utils sso status`). */
function dates(facts: SsoAgreementFacts, one: SsoNode): Finding[] {
  const exported = one.state?.value.metadataExported;
  const certificate = storedFor(facts, one)?.value;
  if (exported === undefined || certificate === undefined) return [];
  const { earliest, latest } = boundsOfPrinted(exported);
  const since = Date.parse(certificate.notBefore);
  const unit = facts.uses === "ITLRecovery" ? "ITLRecovery" : "tomcat";
  const values = { node: one.node, unit, since: { moment: certificate.notBefore } };
  const about = {
    what: `dates:${one.node}`,
    node: one.node,
    evidence: [one.state?.evidence, storedFor(facts, one)?.evidence],
  };
  // `CST` is Chicago's and Shanghai's: a day like that of the renewal is then too close to say which came first.
  if (earliest < since && latest >= since) {
    const title = say("checks.sso.close", { ...values, exported: wallTime(one.state?.value.exportedWall) });
    const next = say("checks.sso.close.next");
    return [finding({ ...about, code: "sso.metadata-close", verdict: "unknown", title, next })];
  }
  const older = latest < since;
  const exact = {
    ...values,
    exported: earliest === latest ? { moment: exported } : wallTime(one.state?.value.exportedWall),
  };
  return [
    finding({
      ...about,
      code: older ? "sso.metadata-older" : "sso.metadata-newer",
      verdict: older ? "problem" : "ok",
      title: say(older ? "checks.sso.older" : "checks.sso.newer", exact),
      ...(older ? { means: say("checks.sso.older.means"), next: say("checks.sso.older.next") } : {}),
    }),
  ];
}

/** As the node printed it, with its zone. */
const wallTime = (at: SsoState["exportedWall"]): string =>
  at === undefined ? "?" : `${at.local.replace("T", " ")} ${at.zone}`.trim();

/** More than one certificate in the metadata confuses identity providers (CSCvq78479). */
function documents({ node, metadata }: SsoNode): Finding[] {
  if (metadata === undefined) return [];
  const serials = [...new Set(metadata.value.certificates.map(({ serial }) => serial))];
  const two = serials.length > 1;
  const [first] = metadata.value.certificates;
  return [
    finding({
      what: `document:${node}`,
      code: two ? "sso.metadata-two-certificates" : "sso.metadata",
      verdict: two ? "warning" : "ok",
      node,
      title: say(two ? "checks.sso.two-certificates" : "checks.sso.document", {
        node,
        entity: metadata.value.entity,
        certificate: first?.commonName ?? "-",
        serial: shortSerial(first?.serial ?? ""),
      }),
      evidence: [metadata.evidence],
    }),
  ];
}

/** The test of the wizard, "Test for Multi-Server tomcat certificate": one certificate everywhere, with every node's name. */
function coverage(facts: SsoAgreementFacts, cluster: Cluster): Finding[] {
  if (facts.mode !== "cluster-wide" || facts.uses !== "tomcat") return [];
  const held = facts.nodes.flatMap((one) => (one.stored === undefined ? [] : [{ one, stored: one.stored }]));
  const [first] = held;
  if (first === undefined) return [];
  const evidence = held.map(({ stored }) => stored.evidence);
  const differing = held.filter(({ stored }) => stored.value.sha256 !== first.stored.value.sha256);
  if (differing.length > 0) {
    const title = say("checks.sso.multi-san-differs", {
      nodes: differing.map(({ one }) => one.node).join(", "),
      first: first.one.node,
      serial: shortSerial(first.stored.value.serial),
    });
    const next = say("checks.sso.multi-san.next");
    return [
      finding({ what: "multi-san", code: "tomcat.differs-between-nodes", verdict: "problem", title, next, evidence }),
    ];
  }
  const missing = cluster.nodes.filter((node) => !covers(first.stored.value, node.name));
  const values = { serial: shortSerial(first.stored.value.serial), nodes: missing.map(({ name }) => name).join(", ") };
  const complete = missing.length === 0;
  // A node whose certificate could not be read may have another one: that it is complete is then not known.
  if (complete && held.length < cluster.nodes.length) return [];
  return [
    finding({
      what: "multi-san",
      code: complete ? "tomcat.multi-san-complete" : "tomcat.multi-san-names-missing",
      verdict: complete ? "ok" : "problem",
      title: say(complete ? "checks.sso.multi-san" : "checks.sso.multi-san-missing", values),
      ...(complete ? {} : { next: say("checks.sso.multi-san.next") }),
      evidence,
    }),
  ];
}

/** By the node's name as the cluster prints it: alone or as the first label of a full name. */
const covers = (certificate: Certificate, node: string): boolean =>
  certificate.names.some((name) => {
    const [given, wanted] = [name.toLowerCase(), node.toLowerCase()];
    return given === wanted || given.startsWith(`${wanted}.`) || wanted.startsWith(`${given}.`);
  });

function expiry(facts: SsoAgreementFacts, now: number): Finding[] {
  return facts.nodes.flatMap((one) => {
    const used = storedFor(facts, one);
    if (used === undefined || Date.parse(used.value.notAfter) > now) return [];
    const unit = facts.uses === "ITLRecovery" ? "ITLRecovery" : "tomcat";
    const title = say("checks.sso.expired", { node: one.node, unit, until: { moment: used.value.notAfter } });
    const next = say("checks.sso.expired.next");
    const about = { what: `expired:${one.node}`, code: "sso.certificate-expired", verdict: "problem" } as const;
    return [finding({ ...about, node: one.node, title, next, evidence: [used.evidence] })];
  });
}
