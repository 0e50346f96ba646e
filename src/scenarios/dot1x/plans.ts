// The plan that the bot can carry out for 802.1X: new LSCs for the phones that hold one of a former CAPF (Cisco document 225746, 4.1).
import { planDraft, type Wanted } from "../../actions/plan.ts";
import { publisherOf } from "../../domain/cluster.ts";
import type { PlanDraft } from "../../domain/plan.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { capfAndItl, listStepsIfNeeded, presentCapf } from "../secure/plans.ts";
import type { Dot1xSituation } from "./situation.ts";

/** Phones go in batches so that CAPF and AXL bear it; keys take phones minutes. */
const batch = 50;
const batchSeconds = 900;
const capf = "Cisco Certificate Authority Proxy Function";

/** Phones that were kept out start over minutes apart: whoever comes after the new LSCs were given out would be locked out again. */
const quietSeconds = 180;

/**
 * `phones`: all that hold an LSC of a former CAPF. Those that are out are waited for first: their ports are bypassed by hand. Some
 * of them are simply off: half of them back shows that the bypass works, and from then on only who came is waited for.
 */
export function reissuePlan(
  input: ConclusionInput,
  { lost, here }: Dot1xSituation,
  phones: readonly string[],
): PlanDraft | undefined {
  if (phones.length === 0) return undefined;
  const concerned = new Set(phones);
  const out = lost.filter((name) => concerned.has(name));
  const inside = here.filter((name) => concerned.has(name));
  // In mixed mode phones know CAPF by the CTL: one that still names the former CAPF must be renewed first.
  const lists = input.facts.capf?.ctl === "none" ? capfAndItl(input) : listStepsIfNeeded(input);
  const renewed = lists.some(({ change }) => change.kind === "restart-service" && change.service === "Cisco Tftp");
  const waiting = { kind: "wait-for-phones", withinSeconds: 900 } as const;
  const wait = (some: readonly string[], change: { readonly percent: number; readonly settleSeconds?: number }) =>
    some.length === 0 ? [] : [{ change: { ...waiting, phones: some, ...change } }];
  // A phone that RisPort70 does not know cannot be waited for.
  const back: Wanted[] = wait([...inside, ...out], { percent: 95 }).map(({ change }) => ({
    change: { ...change, ofSeen: true },
  }));
  const publisher = publisherOf(input.cluster).name;
  const { registrations } = input.facts;
  const counts = { phonesRegistered: registrations?.registered ?? 0, phonesKnown: registrations?.known ?? 0 };
  const about = { cluster: input.cluster.id, remedy: "dot1x-reissue", ...counts };
  return planDraft({ ...about, title: say("scenario.dot1x.plan.reissue", { phones: phones.length }) }, [
    ...wait(out, { percent: 50, settleSeconds: quietSeconds }),
    ...lists,
    ...(!renewed ? [] : [{ change: { kind: "reset-phones", phones, batch } } as const, ...back]),
    {
      change: {
        kind: "install-lsc",
        phones,
        batch,
        by: "null-string",
        keyOrder: "RSA Only",
        keySize: 2048,
        batchSeconds,
      },
      preconditions: [...presentCapf(input), { kind: "service-started", node: publisher, service: capf }],
    },
    ...back,
  ]);
}
