// The devices that come through Mobile and Remote Access: Jabber and the Webex app, as RisPort70 sees them.
import { publisherOf } from "../../domain/cluster.ts";
import { isApp } from "../../domain/device-name.ts";
import { say } from "../../i18n/say.ts";
import type { PhoneRegistration } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { readPhones, readRegistrations } from "../reads.ts";

const id = "mra-devices";

export interface MraDevicesFacts {
  /** Undefined when AXL or RisPort70 could not be asked. Every app, at home or in the office: CUCM does not tell them apart for certain. */
  readonly apps: readonly PhoneRegistration[] | undefined;
  /** All devices, for plans: registered of known. */
  readonly registered: number;
  readonly known: number;
  /** Names of everything that is registered now. */
  readonly registeredNames: readonly string[];
  /** Earliest time at which one of today's lost apps was lost; empty when none is. */
  readonly lostSince: string;
}

const nothing: MraDevicesFacts = { apps: undefined, registered: 0, known: 0, registeredNames: [], lostSince: "" };

export const mraDevicesCheck = defineCheck<typeof id, MraDevicesFacts>({
  id,
  title: say("mra.check.devices"),
  async run(context: CheckContext): Promise<MraDevicesFacts> {
    const publisher = publisherOf(context.systems.cluster);
    const configured = await readPhones(context, id, publisher);
    if (!configured.ok) return nothing;
    const names = configured.value.map((phone) => phone.name);
    const reading = await readRegistrations(context, id, publisher, names);
    if (!reading.ok) return { ...nothing, known: names.length };
    const apps = reading.value.filter(({ name }) => isApp(name));
    // Whoever has not signed in is no loss: RIS does not know of them.
    const seen = apps.filter(({ status }) => status !== "absent");
    const lost = seen.filter(({ status }) => status !== "Registered");
    const registeredNames = reading.value.filter(({ status }) => status === "Registered").map(({ name }) => name);
    const lostSince =
      lost
        .map(({ since }) => since)
        .filter((since) => since !== "")
        .sort()[0] ?? "";
    const values = { lost: lost.length, known: seen.length };
    const none = seen.length === 0;
    context.emit({
      id: `${id}:count`,
      check: id,
      code: lost.length > 0 ? "mra.unregistered" : none ? "mra.no-devices" : "mra.registered",
      verdict: lost.length > 0 ? "problem" : none ? "unknown" : "ok",
      title:
        none && apps.length > 0
          ? say("mra.devices.away", { known: apps.length })
          : say(lost.length > 0 ? "mra.devices.lost" : none ? "mra.devices.none" : "mra.devices.well", values),
      ...(none ? { next: say("mra.devices.none.next") } : {}),
      evidence: [configured.evidence, reading.evidence],
    });
    return { apps, registered: registeredNames.length, known: names.length, registeredNames, lostSince };
  },
});
