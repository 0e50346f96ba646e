// Resets the CTL: `utils ctl reset <key>` on the publisher.
import { say } from "../../i18n/say.ts";
import type { Action } from "../action.ts";
import { transcriptEvidence } from "../reading.ts";
import { observeTrustList, trustListBaseline } from "../trust-lists.ts";

/** The CTL is signed anew with the recovery key's alternative; mixed mode only (facts: cucm.md 1.4). */
export const resetCtl: Action<"reset-ctl"> = {
  kind: "reset-ctl",
  patience: { every: 5, notDoneAfter: 60, giveUpAfter: 300 },
  command: ({ key }) => `utils ctl reset ${key}`,
  estimateSeconds: () => 30,
  precheck: (_change, context) => trustListBaseline("CTL", context),
  execute: async ({ node, key }, { systems, fence, signal }) => {
    const transcript = await systems.cli(node).resetCtl(key, { fence, signal });
    const note = say("changes.sent", { command: transcript.command });
    return { outcome: "sent", note, transcript, evidence: [transcriptEvidence("CUCM CLI", node, transcript)] };
  },
  observe: (_change, intent, _progressed, context) => observeTrustList("CTL", intent, context),
};
