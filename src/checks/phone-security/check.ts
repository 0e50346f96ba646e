// Who is secure, by which profile, with whose LSC; whether the call managers trust those who issued them; and the others as control group.
import { publisherOf } from "../../domain/cluster.ts";
import { isApp } from "../../domain/device-name.ts";
import { say } from "../../i18n/say.ts";
import type { PhoneLsc, PhoneSecurity, SecurityProfile } from "../../systems/phone-security.ts";
import type { DatabaseCertificate, PhoneRegistration } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import {
  readDatabaseCertificates,
  readLscs,
  readPhoneSecurity,
  readPhones,
  readProfiles,
  readRegistrations,
} from "../reads.ts";
import { lscFindings, storeFindings, temporaryFinding } from "./findings.ts";

/** The shapes of the facts, for scenarios. */
export type { PhoneLsc, PhoneSecurity } from "../../systems/phone-security.ts";
export type { DatabaseCertificate, PhoneRegistration } from "../../systems/ports.ts";

const id = "phone-security";

export interface PhoneSecurityFacts {
  /** Every device that AXL lists as a phone, apps too: whoever asks which profile is in use must know. Undefined when AXL could not be asked. */
  readonly phones: readonly PhoneSecurity[] | undefined;
  /** Names of the phones whose profile is Authenticated or Encrypted. */
  readonly secure: readonly string[];
  readonly profiles: readonly SecurityProfile[];
  readonly lscs: ReadonlyMap<string, PhoneLsc> | undefined;
  /** Every certificate that the database knows; undefined when it could not be asked. */
  readonly stores: readonly DatabaseCertificate[] | undefined;
}

const nothing: PhoneSecurityFacts = {
  phones: undefined,
  secure: [],
  profiles: [],
  lscs: undefined,
  stores: undefined,
};

export const isSecureMode = (mode: string): boolean => mode === "Encrypted" || mode === "Authenticated";

export const phoneSecurityCheck = defineCheck<typeof id, PhoneSecurityFacts>({
  id,
  title: say("checks.security.title"),
  async run(context: CheckContext): Promise<PhoneSecurityFacts> {
    const publisher = publisherOf(context.systems.cluster);
    const configured = await readPhones(context, id, publisher);
    if (!configured.ok) return nothing;
    const names = configured.value.map((phone) => phone.name);
    const [phones, profiles, lscs, stores, registrations] = await Promise.all([
      readPhoneSecurity(context, id, publisher, names),
      readProfiles(context, id, publisher),
      readLscs(context, id, publisher),
      readDatabaseCertificates(context, id, publisher),
      readRegistrations(context, id, publisher, names),
    ]);
    if (!phones.ok || !profiles.ok) return nothing;
    const modes = new Map(profiles.value.map((profile) => [profile.name, profile.mode]));
    // Apps are no desk phones: with SIP OAuth they need no LSC, and the scenario of Expressway looks after them.
    const desk = phones.value.filter(({ name }) => !isApp(name));
    const secure = desk.filter((phone) => isSecureMode(modes.get(phone.securityProfile) ?? ""));
    const bySecurity = Map.groupBy(secure, (phone) => phone.securityProfile);
    const used = [...bySecurity].map(([profile, some]) => `${profile}: ${some.length}`).join("; ");
    const values = { secure: secure.length, known: desk.length, profiles: used };
    context.emit({
      id: `${id}:profiles`,
      check: id,
      code: secure.length === 0 ? "profiles.none-secure" : "profiles.secure",
      verdict: "ok",
      title: say(secure.length === 0 ? "checks.security.none" : "checks.security.profiles", values),
      evidence: [phones.evidence, profiles.evidence],
    });
    const temporary = temporaryFinding(id, phones.value, profiles.value, [phones.evidence, profiles.evidence]);
    if (temporary !== undefined) context.emit(temporary);
    const secureNames = secure.map((phone) => phone.name);
    const lscOf = lscs.ok ? new Map(lscs.value.map((lsc) => [lsc.name, lsc])) : undefined;
    if (lscs.ok && secure.length > 0) {
      for (const finding of lscFindings(id, secureNames, lscs.value, lscs.evidence, context.clock.now()))
        context.emit(finding);
    }
    if (lscs.ok && stores.ok) {
      const issued = lscs.value.filter((lsc) => secureNames.includes(lsc.name));
      for (const finding of storeFindings(id, issued, stores.value, stores.evidence)) context.emit(finding);
    }
    if (registrations.ok && secure.length > 0) {
      const others = registrations.value.filter(({ name }) => !isApp(name));
      emitControlGroup(context, new Set(secureNames), others, registrations.evidence);
    }
    const value = { phones: phones.value, secure: secureNames, profiles: profiles.value, lscs: lscOf };
    return { ...value, stores: stores.ok ? stores.value : undefined };
  },
});

/** Non-secure phones: when they are silent too, it is not about certificates of phones. */
function emitControlGroup(
  context: CheckContext,
  secure: ReadonlySet<string>,
  registrations: readonly PhoneRegistration[],
  evidence: Parameters<CheckContext["emit"]>[0]["evidence"][number],
): void {
  const plain = registrations.filter((phone) => !secure.has(phone.name) && phone.status !== "absent");
  const here = plain.filter((phone) => phone.status === "Registered").length;
  const fine = here === plain.length;
  context.emit({
    id: `${id}:control-group`,
    check: id,
    code: fine ? "control-group.registered" : "control-group.silent",
    verdict: fine ? "ok" : "warning",
    title: say(fine ? "checks.security.control" : "checks.security.control-silent", { here, plain: plain.length }),
    evidence: [evidence],
  });
}
