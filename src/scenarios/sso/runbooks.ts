// The manual steps of single sign-on, in the order of Cisco's document; each has a name, so that a tick stays where it belongs.
import type { PlanDraft } from "../../domain/plan.ts";
import type { RunbookStep } from "../../domain/report.ts";
import { type Phrase, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { runsOn } from "./plans.ts";
import type { SsoSituation } from "./situation.ts";

export const person = (id: string, text: Phrase, command?: string): RunbookStep => ({
  id,
  by: "person",
  text,
  ...(command === undefined ? {} : { command }),
});

/** A plan's steps, one line for all nodes that get the same command one after the other. */
export function bot(plan: PlanDraft): readonly RunbookStep[] {
  const lines: { command: string; nodes: RunbookStep["nodes"] & object; text: RunbookStep["text"] }[] = [];
  for (const { change, command } of plan.steps) {
    const text = change.kind === "wait-for-login" ? say("scenario.sso.step.login") : verbatim(command);
    const last = lines.at(-1);
    const node = "node" in change ? [change.node] : [];
    if (last !== undefined && last.command === command) last.nodes = [...last.nodes, ...node];
    else lines.push({ command, nodes: node, text });
  }
  return lines.map(({ nodes, text }) => ({ by: "bot", text, ...(nodes.length === 0 ? {} : { nodes }) }));
}

export const ssoPage = "CM Administration > System > SAML Single Sign-On";
export const exportPage = `${ssoPage} > Export All Metadata`;
const certificatePage = "OS Administration > Security > Certificate Management";

export function exportAndImport({ agreement, unit }: SsoSituation): readonly RunbookStep[] {
  const each = agreement?.mode === "per-node";
  return [
    person("export", say("scenario.sso.hand.export", { unit }), exportPage),
    person("import", say(each ? "scenario.sso.hand.import-each" : "scenario.sso.hand.import")),
  ];
}

/** "Procedure to renew tomcat with SSO deployment enabled", with what either language of the document lost. */
export function procedure(input: ConclusionInput, situation: SsoSituation): readonly RunbookStep[] {
  const { agreement } = situation;
  const each = agreement?.mode === "per-node";
  const nodes = input.cluster.nodes.map(({ name }) => name);
  const later = agreement?.release === undefined || agreement.release.major >= 14;
  const request = (text: Phrase, command: string, on = nodes): RunbookStep => ({ by: "bot", text, command, nodes: on });
  return [
    person("after-hours", say("scenario.sso.hand.after-hours")),
    ...(agreement?.reused === true ? [person("reused", say("scenario.sso.hand.reused"))] : []),
    {
      ...person(
        "disable",
        say(each ? "scenario.sso.hand.disable-each" : "scenario.sso.hand.disable"),
        `${ssoPage} > Disable SAML SSO`,
      ),
      ...(each ? { nodes } : {}),
    },
    person("csr", say("scenario.sso.hand.csr"), `${certificatePage} > Generate CSR`),
    { ...person("csr-check", say("scenario.sso.hand.csr-check")), nodes },
    person("sign", say("scenario.sso.hand.sign")),
    person("ca", say("scenario.sso.hand.ca"), `${certificatePage} > Upload Certificate/Certificate chain`),
    person("upload", say("scenario.sso.hand.upload"), `${certificatePage} > Upload Certificate/Certificate chain`),
    person(
      "self-signed",
      // One self-signed certificate for all nodes: Security Guide 15, from 14 on.
      say(later ? "scenario.sso.hand.self-signed" : "scenario.sso.hand.self-signed-each"),
      `${certificatePage} > Generate Self-signed`,
    ),
    { ...person("verify", say("scenario.sso.hand.verify"), "show cert own tomcat"), nodes },
    request(say("scenario.sso.step.tomcat"), "utils service restart Cisco Tomcat"),
    request(say("scenario.sso.step.tftp"), "utils service restart Cisco Tftp", [...runsOn(input, "Cisco Tftp")]),
    ...(later
      ? [request(say("scenario.sso.step.drf"), "utils service restart Cisco DRF Master, Cisco DRF Local")]
      : []),
    ...exportAndImport(situation),
    person("enable", say("scenario.sso.hand.enable"), `${ssoPage} > Enable SAML SSO`),
    ...(each
      ? []
      : [person("multi-san", say("scenario.sso.hand.multi-san"), "Test for Multi-Server tomcat certificate")]),
    person("import-idp", say("scenario.sso.hand.import-idp"), "Import IdP Metadata"),
    person("test", say("scenario.sso.hand.test"), "Run SSO Test..."),
    request(
      say("scenario.sso.step.after"),
      later
        ? "utils service restart Cisco Tomcat, Cisco UDS Tomcat, Cisco SSOSP Tomcat"
        : "utils service restart Cisco Tomcat, Cisco UDS Tomcat",
    ),
    person("back-up", say("scenario.sso.hand.back-up")),
  ];
}
