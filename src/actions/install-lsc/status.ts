// How far a phone is with its CAPF operation, by CUCM's own words (AXL XCertificateStatus).
import type { Json } from "../../domain/text.ts";
import type { PhoneSecurity } from "../../systems/phone-security.ts";
import type { ActionContext } from "../action.ts";
import type { PhoneResult } from "../phone-results.ts";
import { attempt, member, text } from "../reading.ts";

export interface Standing {
  readonly phones: ReadonlyMap<string, PhoneSecurity>;
  /** Until when each phone's LSC is valid; undefined when the database could not be asked. */
  readonly valid: ReadonlyMap<string, string> | undefined;
  readonly evidence: readonly Awaited<ReturnType<ActionContext["systems"]["soap"]["security"]["phones"]>>["evidence"][];
}

/** Reads phones and LSCs. A database that does not keep LSCs is no reason to stop. */
export async function readStanding(names: readonly string[], { systems, signal }: ActionContext): Promise<Standing> {
  const { security } = systems.soap;
  const [phones, lscs] = await Promise.all([
    security.phones(names, { signal }),
    attempt(() => security.lscs({ signal }), signal),
  ]);
  return {
    phones: new Map(phones.value.map((phone) => [phone.name, phone])),
    valid: lscs.ok ? new Map(lscs.value.value.map((lsc) => [lsc.name, lsc.validUntil])) : undefined,
    evidence: lscs.ok ? [phones.evidence, lscs.value.evidence] : [phones.evidence],
  };
}

export const isPending = (phone: PhoneSecurity): boolean =>
  phone.certificateStatus === "Operation Pending" || !["No Pending Operation", ""].includes(phone.certificateOperation);

/** One text that differs as soon as an operation was asked for or has ended: `Upgrade Success|No Pending Operation|2031-…`. */
export function lscStand(name: string, standing: Standing): string {
  const phone = standing.phones.get(name);
  if (phone === undefined) return "gone";
  return [phone.certificateStatus, phone.certificateOperation, standing.valid?.get(name) ?? ""].join("|");
}

export const lscStands = (names: readonly string[], standing: Standing): { readonly [name: string]: Json } =>
  Object.fromEntries(names.map((name) => [name, lscStand(name, standing)]));

export const lscStandBefore = (baseline: Json, name: string): string | undefined =>
  text(member(member(baseline, "lsc"), name));

/** How an operation that was asked for has ended, or `waiting`. A success from before it was asked for does not count. */
export function resultOf(name: string, standing: Standing, before: string | undefined): PhoneResult {
  const phone = standing.phones.get(name);
  if (phone === undefined) return "gone";
  const status = phone.certificateStatus;
  if (isPending(phone) || lscStand(name, standing) === before) return "waiting";
  if (status === "Upgrade Success") return "done";
  return /Failed/.test(status) ? `failed: ${status}` : "waiting";
}
