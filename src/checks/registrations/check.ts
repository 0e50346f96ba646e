// Which phones are registered, which are not, and since when.
import { publisherOf } from "../../domain/cluster.ts";
import { isApp } from "../../domain/device-name.ts";
import type { Evidence } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import type { ConfiguredPhone, PhoneRegistration } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { readPhones, readRegistrations } from "../reads.ts";

const id = "registrations";

export interface RegistrationsFacts {
  /** Undefined when AXL or RisPort70 could not be asked. */
  readonly phones: readonly PhoneRegistration[] | undefined;
  readonly configured: readonly ConfiguredPhone[] | undefined;
  readonly registered: number;
  readonly known: number;
  /** Earliest time at which one of today's unregistered phones was lost; empty when none is. */
  readonly lostSince: string;
  readonly evidence: readonly Evidence[];
}

const nothing: RegistrationsFacts = {
  phones: undefined,
  configured: undefined,
  registered: 0,
  known: 0,
  lostSince: "",
  evidence: [],
};

export const registrationsCheck = defineCheck<typeof id, RegistrationsFacts>({
  id,
  title: say("checks.registrations.title"),
  async run(context: CheckContext): Promise<RegistrationsFacts> {
    const publisher = publisherOf(context.systems.cluster);
    const configured = await readPhones(context, id, publisher);
    if (!configured.ok) return nothing;
    const all = configured.value.map((phone) => phone.name);
    // Apps hold no trust list: they neither fall silent with the phones nor come back with them.
    const names = all.filter((name) => !isApp(name));
    const reading = await readRegistrations(context, id, publisher, all);
    if (!reading.ok) return { ...nothing, configured: configured.value, known: names.length };

    const phones = reading.value.filter((phone) => !isApp(phone.name));
    const registered = phones.filter((phone) => phone.status === "Registered").length;
    const lost = phones.filter((phone) => phone.status !== "Registered" && phone.status !== "absent");
    const absent = phones.filter((phone) => phone.status === "absent").length;
    const lostSince =
      lost
        .map((phone) => phone.since)
        .filter((since) => since !== "")
        .sort()[0] ?? "";
    const evidence = [configured.evidence, reading.evidence];
    const values = { registered, known: names.length, lost: lost.length, absent };
    context.emit({
      id: `${id}:count`,
      check: id,
      code: lost.length > 0 ? "phones.unregistered" : absent > 0 ? "phones.absent" : "phones.registered",
      verdict: lost.length > 0 ? "problem" : absent > 0 ? "warning" : "ok",
      title:
        lost.length > 0 && lostSince !== ""
          ? say("checks.registrations.lost", { ...values, since: { time: lostSince } })
          : say("checks.registrations.count", values),
      ...(absent > 0 ? { means: say("checks.registrations.absent.means", { absent }) } : {}),
      evidence,
    });
    return {
      phones,
      configured: configured.value.filter(({ name }) => !isApp(name)),
      registered,
      known: names.length,
      lostSince,
      evidence,
    };
  },
});
