// Waits until somebody signs in with single sign-on on one of the nodes, so that the log tells how it ended; changes nothing.
import type { Evidence } from "../../domain/finding.ts";
import type { Json, Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { SsoLog } from "../../systems/ports.ts";
import type { Action, ActionContext, Executed, Prechecked } from "../action.ts";
import { attempt, member, text } from "../reading.ts";

/** Log collection reads whole files: not every second. */
const lookEverySeconds = 15;
/** Only the newest outcome of each node is compared: a day reaches back far enough. */
const lookBack = 86_400_000;

export const waitForLogin: Action<"wait-for-login"> = {
  kind: "wait-for-login",
  patience: { every: 5, notDoneAfter: 0, giveUpAfter: 0 },
  repeatable: true,
  command: ({ nodes, withinSeconds }) =>
    `wait for a login by single sign-on on ${nodes.join(", ")}, ${withinSeconds} s at most`,
  estimateSeconds: ({ withinSeconds }) => Math.min(withinSeconds, 300),

  precheck: async ({ nodes }, context): Promise<Prechecked> => {
    const stands = await Promise.all(nodes.map(async (node) => [node, (await lookAt(node, context)).mark] as const));
    return { ok: true, baseline: { marks: Object.fromEntries(stands) }, evidence: [] };
  },

  execute: async ({ nodes, withinSeconds }, context): Promise<Executed> => {
    const { clock, signal, abort, intent } = context;
    const until = Date.parse(intent.at) + withinSeconds * 1000;
    const woken = AbortSignal.any([signal, abort]);
    let trouble: Phrase | undefined;
    let last: readonly Evidence[] = [];
    for (;;) {
      for (const node of nodes) {
        const read = await attempt(() => lookAt(node, context), signal);
        if (!read.ok) {
          trouble = read.reason;
          continue;
        }
        last = [read.value.evidence];
        const before = text(member(member(intent.baseline, "marks"), node)) ?? "";
        if (read.value.mark === before || read.value.code === undefined) continue;
        const note = say("changes.login-seen", { node, outcome: say(`changes.login.${read.value.code}`) });
        return { outcome: "sent", evidence: last, note };
      }
      if (abort.aborted) return { outcome: "failed", evidence: last, note: say("changes.login-aborted") };
      if (clock.now() >= until) {
        const note = trouble ?? say("changes.login-missing", { seconds: withinSeconds });
        return { outcome: "missed", evidence: last, note };
      }
      const pause = Math.min(lookEverySeconds * 1000, Math.max(1, until - clock.now()));
      await clock.sleep(pause, woken).catch(() => undefined);
      signal.throwIfAborted();
    }
  },

  // A wait that was interrupted is simply taken up again.
  observe: () => Promise.resolve({ state: "not-done", evidence: [] }),
};

interface Look {
  /** The newest outcome with its time, and how many there are: a later login differs in one of them. */
  readonly mark: string;
  readonly code: "worked" | "failed" | undefined;
  readonly evidence: Evidence;
}

async function lookAt(name: string, { systems, clock, signal }: ActionContext): Promise<Look> {
  const node = systems.cluster.nodes.find((one) => one.name === name);
  if (node === undefined) throw new Error(`no node ${name}`);
  const since = new Date(clock.now() - lookBack).toISOString();
  const { value, evidence } = await systems.soap.ssoLog(node, since, { signal });
  return { ...newest(value), evidence };
}

function newest({ entries }: SsoLog): Pick<Look, "mark" | "code"> {
  const events = entries.flatMap((entry) => (entry.kind === "event" ? [entry] : []));
  const last = events.at(-1);
  if (last === undefined) return { mark: "", code: undefined };
  const mark: Json = `${last.at} ${last.code} ${events.length}`;
  return { mark, code: last.code === "sso.signed-in" ? "worked" : "failed" };
}
