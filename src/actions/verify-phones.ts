// After a run from phone to phone: the profiles as the plan leaves them, the phones registered, the LSC operations ended well.
import type { Plan } from "../domain/plan.ts";
import type { Verification } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { someOf } from "./phone-results.ts";
import { isRegistered, readPhones } from "./phones.ts";
import { attempt } from "./reading.ts";

type Line = Verification["lines"][number];

/** Fewer registered than this share of the plan's phones is no success. */
const backShare = 0.95;

/** Empty when the plan gave no profiles and installed no LSCs. What could not be read is `unknown`. */
export async function phoneLines(plan: Plan, context: ActionContext): Promise<readonly Line[]> {
  const wanted = new Map<string, string>();
  const installed = new Set<string>();
  for (const { change } of plan.steps) {
    if (change.kind === "apply-security-profile") {
      for (const { to, phones } of change.moves) for (const name of phones) wanted.set(name, to);
    }
    if (change.kind === "install-lsc") for (const name of change.phones) installed.add(name);
  }
  const names = [...new Set([...wanted.keys(), ...installed])];
  if (names.length === 0) return [];
  const { systems, signal } = context;
  const [security, registrations] = await Promise.all([
    attempt(() => systems.soap.security.phones(names, { signal }), signal),
    attempt(() => readPhones(names, context), signal),
  ]);
  const lines: Line[] = [];
  if (!security.ok) lines.push({ ok: "unknown", text: security.reason, evidence: [] });
  else {
    const { value, evidence } = security.value;
    const of = new Map(value.map((phone) => [phone.name, phone]));
    const other = [...wanted].filter(([name, to]) => of.has(name) && of.get(name)?.securityProfile !== to);
    if (wanted.size > 0) {
      const values = {
        done: wanted.size - other.length,
        total: wanted.size,
        others: someOf(other.map(([name]) => name)),
      };
      const text = say(other.length === 0 ? "phones.verify.profiles" : "phones.verify.profiles-other", values);
      lines.push({ ok: other.length === 0, text, evidence: [evidence] });
    }
    if (installed.size > 0) {
      const status = (name: string): string => of.get(name)?.certificateStatus ?? "";
      const failed = [...installed].filter((name) => /Failed/.test(status(name)));
      const done = [...installed].filter((name) => status(name) === "Upgrade Success").length;
      const values = { done, total: installed.size, failed: failed.length, phones: someOf(failed) };
      const ok = failed.length > 0 ? false : done === installed.size ? true : ("unknown" as const);
      lines.push({ ok, text: say("phones.verify.lscs", values), evidence: [evidence] });
    }
  }
  if (!registrations.ok) lines.push({ ok: "unknown", text: registrations.reason, evidence: [] });
  else {
    const here = names.filter((name) => isRegistered(registrations.value.of.get(name))).length;
    const text = say("phones.verify.registered", { here, total: names.length });
    lines.push({ ok: here >= names.length * backShare, text, evidence: [registrations.value.evidence] });
  }
  return lines;
}
