// What else a renewal asks for, beside the certificate and its restarts: single sign-on, Expressway-C, 802.1X.
import type { CertificateUnit, Release } from "../domain/cluster.ts";
import type { RunbookStep } from "../domain/report.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { exportPage, ssoPage } from "./sso/runbooks.ts";

export interface Around {
  readonly release: Release;
  /** Single sign-on is on; undefined when nobody could read it. */
  readonly sso?: boolean | undefined;
  /** Names of the servers that decide about 802.1X; empty when the configuration names none. */
  readonly authenticationServers?: string | undefined;
}

const person = (text: Phrase, command?: string): RunbookStep => ({
  by: "person",
  text,
  ...(command === undefined ? {} : { command }),
});
const restart = (service: string): RunbookStep => ({
  by: "bot",
  text: say("renewal.step.restart", { service, where: say("renewal.where.every-node") }),
  command: `utils service restart ${service}`,
});

/** “Procedure to renew tomcat with SSO deployment enabled” (225746): single sign-on is off while its certificate changes. */
export function beforeRenewal(unit: CertificateUnit, { sso }: Around): readonly RunbookStep[] {
  if (unit !== "tomcat" || sso === false) return [];
  return sso === true
    ? [person(say("scenario.sso.hand.disable"), `${ssoPage} > Disable SAML SSO`)]
    : [person(say("renewal.step.sso-before"), `${ssoPage} > Disable SAML SSO`)];
}

/** Right after the certificate is there, before services restart: Expressway-C refuses what it does not know (225746, scenario 3). */
export const onExpressway = (unit: CertificateUnit): readonly RunbookStep[] =>
  ["tomcat", "tomcat-ECDSA", "CallManager", "CallManager-ECDSA"].includes(unit)
    ? [person(say("renewal.step.expressway"), "Expressway-C > Maintenance > Security > Trusted CA certificate")]
    : [];

/** Before the first LSC of the new CAPF (200860, 212214). */
export function onAuthenticationServers(unit: CertificateUnit, around: Around): readonly RunbookStep[] {
  if (unit !== "CAPF") return [];
  const { authenticationServers: servers = "" } = around;
  return [person(servers === "" ? say("renewal.step.dot1x") : say("forecast.warn.dot1x", { servers }))];
}

/** Metadata, enabling, test, and TAC’s restarts after enabling. */
export function afterRestarts(unit: CertificateUnit, { sso, release }: Around): readonly RunbookStep[] {
  if (unit !== "tomcat" || sso === false) return [];
  if (sso === undefined) return [person(say("renewal.step.sso-after"), exportPage)];
  return [
    person(say("scenario.sso.hand.export", { unit }), exportPage),
    person(say("scenario.sso.hand.import")),
    person(say("scenario.sso.hand.enable"), `${ssoPage} > Enable SAML SSO`),
    person(say("scenario.sso.hand.import-idp"), "Import IdP Metadata"),
    person(say("scenario.sso.hand.test"), "Run SSO Test..."),
    restart("Cisco Tomcat"),
    restart("Cisco UDS Tomcat"),
    ...(release.major >= 14 ? [restart("Cisco SSOSP Tomcat")] : []),
  ];
}
