// After a run from phone to phone: the profiles as the plan leaves them, the phones registered, the LSC operations ended well.
import type { Evidence } from "../domain/finding.ts";
import type { Plan } from "../domain/plan.ts";
import type { PhoneTally, StepRecord, Verification } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { someOf } from "./phone-results.ts";
import { isRegistered, type Registrations, readPhones } from "./phones.ts";
import { attempt } from "./reading.ts";

type Line = Verification["lines"][number];

/** Fewer registered than this share of the plan's phones is no success. */
const backShare = 0.95;

/** What became of a phone in the step that asked for its LSC. */
type Outcome = "done" | "failed" | "waiting" | "offline";

function outcomesIn(tally: PhoneTally | undefined): (name: string) => Outcome {
  if (tally === undefined) return () => "waiting";
  const waiting = new Set(tally.waiting);
  const offline = new Set(tally.offline);
  const failed = new Set(tally.failed.map(({ phone }) => phone));
  return (name) =>
    failed.has(name) ? "failed" : offline.has(name) ? "offline" : waiting.has(name) ? "waiting" : "done";
}

/** `Upgrade Success` stays in the record for years: only a phone whose operation this run saw end counts (decision 0312). */
function lscLine(outcomes: ReadonlyMap<string, Outcome>, status: (name: string) => string, evidence: Evidence): Line {
  const of = (wanted: Outcome): string[] =>
    [...outcomes].flatMap(([name, outcome]) => (outcome === wanted ? [name] : []));
  const ended = of("done");
  const good = ended.filter((name) => status(name) === "Upgrade Success");
  const failed = [...of("failed"), ...ended.filter((name) => /Failed/.test(status(name)))];
  const values = {
    done: good.length,
    total: outcomes.size,
    failed: failed.length,
    phones: someOf(failed),
    waiting: outcomes.size - good.length - failed.length - of("offline").length,
    offline: of("offline").length,
  };
  const ok = failed.length > 0 ? false : good.length === outcomes.size ? true : ("unknown" as const);
  return { ok, text: say("phones.verify.lscs", values), evidence: [evidence] };
}

/** `steps`: what became of them. Empty when the plan gave no profiles and installed no LSCs. What could not be read is `unknown`. */
export async function phoneLines(
  plan: Plan,
  steps: readonly Pick<StepRecord, "number" | "tally">[],
  context: ActionContext,
): Promise<readonly Line[]> {
  const wanted = new Map<string, string>();
  const installed = new Map<string, Outcome>();
  for (const { number, change } of plan.steps) {
    if (change.kind === "apply-security-profile") {
      for (const { to, phones } of change.moves) for (const name of phones) wanted.set(name, to);
    }
    if (change.kind !== "install-lsc") continue;
    const outcome = outcomesIn(steps.find((step) => step.number === number)?.tally);
    for (const name of change.phones) installed.set(name, outcome(name));
  }
  const names = [...new Set([...wanted.keys(), ...installed.keys()])];
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
    if (installed.size > 0) lines.push(lscLine(installed, (name) => of.get(name)?.certificateStatus ?? "", evidence));
  }
  if (!registrations.ok) lines.push({ ok: "unknown", text: registrations.reason, evidence: [] });
  else lines.push(registeredLine(names, registrations.value, (name) => installed.get(name) === "offline"));
  return lines;
}

/** A phone that was off before and is off after is not missing, and not good either: nobody could give it anything. */
function registeredLine(names: readonly string[], read: Registrations, wasOff: (name: string) => boolean): Line {
  const out = names.filter((name) => !isRegistered(read.of.get(name)));
  const off = out.filter(wasOff).length;
  const here = names.length - out.length;
  const back = here >= (names.length - off) * backShare;
  const text = say(off === 0 ? "phones.verify.registered" : "phones.verify.registered-some-off", {
    here,
    total: names.length,
    off,
  });
  return { ok: back && off > 0 ? "unknown" : back, text, evidence: [read.evidence] };
}
