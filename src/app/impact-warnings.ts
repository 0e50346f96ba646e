// What else goes wrong on this cluster when certificates are renewed carelessly: each warning rests on a figure that was read.
import type { CertificateUnit } from "../domain/cluster.ts";
import type { LiveNumbers } from "../domain/impact-report.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { listsWith } from "../trust/impact.ts";

/** `servers`: names of those that decide about 802.1X; empty when the configuration names none. */
export function warningsOf(units: readonly CertificateUnit[], live: LiveNumbers, servers: string): readonly Phrase[] {
  const { sso, groups, trunks, secure, mra, phones } = live;
  const has = (...wanted: CertificateUnit[]): boolean => wanted.some((unit) => units.includes(unit));
  const signing = units.filter((unit) => unit === "CallManager" || unit === "CallManager-ECDSA");
  const signOn = sso.known && sso.value.enabled;
  const absent = phones.known ? phones.value.known - phones.value.registered : 0;
  const outside = mra.known && (mra.value.peers > 0 || mra.value.apps > 0);
  return [
    ...(absent > 0 && units.some((unit) => listsWith(unit).length > 0)
      ? [say("forecast.warn.absent", { phones: absent })]
      : []),
    ...(has("tomcat", "tomcat-ECDSA") && signOn ? [say("forecast.warn.sso")] : []),
    ...(has("ITLRecovery") && signOn ? [say("forecast.warn.sso-recovery")] : []),
    ...(has("tomcat", "tomcat-ECDSA", "CallManager", "CallManager-ECDSA") && outside
      ? [say("forecast.warn.mra", { peers: mra.value.peers })]
      : []),
    ...(has("CAPF") && servers !== "" ? [say("forecast.warn.dot1x", { servers })] : []),
    ...(has("CAPF") && secure.known && secure.value.secure > 0
      ? [say("forecast.warn.lscs", { phones: secure.value.secure })]
      : []),
    ...(signing.length === 2 ? [say("forecast.warn.both-callmanager")] : []),
    ...(signing.length > 0 && trunks.known && trunks.value.secure.length > 0
      ? [say("forecast.warn.trunks", { count: trunks.value.secure.length, trunks: trunks.value.secure.join(", ") })]
      : []),
    ...(signing.length > 0 && groups.known
      ? groups.value.single
          .filter(({ phones: lonely }) => lonely > 0)
          .map(({ group, node, phones: lonely }) => say("forecast.warn.single", { group, node, phones: lonely }))
      : []),
  ];
}
