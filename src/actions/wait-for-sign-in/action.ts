// Waits while somebody signs in from outside and the Expressway-C peers write it down; changes nothing.
import { say } from "../../i18n/say.ts";
import type { Action, Executed } from "../action.ts";
import { logStates } from "../expressway-logs.ts";

const lookEverySeconds = 15;

/**
 * What is being written cannot be read before it is collected, and a refused sign-in leaves no trace in CUCM: so the whole time passes, unless
 * somebody ends the log on a peer, which says that they are through.
 */
export const waitForSignIn: Action<"wait-for-sign-in"> = {
  kind: "wait-for-sign-in",
  patience: { every: 5, notDoneAfter: 0, giveUpAfter: 0 },
  repeatable: true,
  command: ({ nodes, withinSeconds }) => `wait ${withinSeconds} s for a sign-in through ${nodes.join(", ")}`,
  estimateSeconds: ({ withinSeconds }) => withinSeconds,

  precheck: () => Promise.resolve({ ok: true, baseline: null, evidence: [] }),

  execute: async ({ nodes, withinSeconds }, context): Promise<Executed> => {
    const { clock, signal, abort, intent } = context;
    const until = Date.parse(intent.at) + withinSeconds * 1000;
    const woken = AbortSignal.any([signal, abort]);
    while (clock.now() < until && !abort.aborted) {
      const pause = Math.min(lookEverySeconds * 1000, Math.max(1, until - clock.now()));
      await clock.sleep(pause, woken).catch(() => undefined);
      signal.throwIfAborted();
      const { states, evidence } = await logStates(nodes, context, "bear");
      const ended = nodes.filter((node) => !["running", "unknown", undefined].includes(states.get(node)));
      if (ended.length > 0)
        return { outcome: "sent", evidence, note: say("mra.change.log-ended", { peers: ended.join(", ") }) };
    }
    if (abort.aborted) return { outcome: "failed", evidence: [], note: say("changes.login-aborted") };
    return { outcome: "sent", evidence: [], note: say("mra.change.log-time", { seconds: withinSeconds }) };
  },

  // A wait that was interrupted is simply taken up again.
  observe: () => Promise.resolve({ state: "not-done", evidence: [] }),
};
