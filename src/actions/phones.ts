// Registrations of many phones: read, counted, and compared with what they were.
import { isApp } from "../domain/device-name.ts";
import type { Evidence } from "../domain/finding.ts";
import type { Json } from "../domain/text.ts";
import type { PhoneRegistration } from "../systems/ports.ts";
import type { ActionContext } from "./action.ts";
import { member, text } from "./reading.ts";

/** RisPort answers for at most this many names at once. */
const perQuestion = 1000;

/** Seconds between two looks: RisPort allows 15 questions a minute for the whole cluster, and others ask too. */
export const lookEvery = (phones: number): number => Math.max(5, 5 * Math.ceil(phones / perQuestion));

export interface Registrations {
  readonly of: ReadonlyMap<string, PhoneRegistration>;
  readonly registered: number;
  readonly evidence: Evidence;
}

export async function readPhones(names: readonly string[], context: ActionContext): Promise<Registrations> {
  const { value, evidence } = await context.systems.soap.registrations(names, { signal: context.signal });
  const of = new Map(value.map((phone) => [phone.name, phone]));
  return { of, registered: value.filter(isRegistered).length, evidence };
}

/** Without the apps, which hold no trust list and are registered as long as somebody uses them. */
export const deskPhones = <T extends { readonly name: string }>(phones: readonly T[]): readonly T[] =>
  phones.filter(({ name }) => !isApp(name));

export const isRegistered = (phone: PhoneRegistration | undefined): boolean => phone?.status === "Registered";

/** How one phone stood before a reset: `Registered@2026-11-22T02:14:07Z`. A reset phone registers anew, with a later time. */
export const standOf = (phone: PhoneRegistration | undefined): string =>
  phone === undefined ? "absent@" : `${phone.status}@${phone.since}`;

/** The stands of the phones that were registered, as a baseline. */
export const stands = (names: readonly string[], read: Registrations): { readonly [name: string]: Json } =>
  Object.fromEntries(
    names.filter((name) => isRegistered(read.of.get(name))).map((name) => [name, standOf(read.of.get(name))]),
  );

/** The stand that a baseline remembers for a phone; undefined when the phone was not registered then. */
export const standBefore = (baseline: Json, name: string): string | undefined =>
  text(member(member(baseline, "phones"), name));
