// Resets the ITL: `utils itl reset <key>` on the publisher.
import { say } from "../../i18n/say.ts";
import type { Action } from "../action.ts";
import { transcriptEvidence } from "../reading.ts";
import { observeTrustList, trustListBaseline } from "../trust-lists.ts";

/** The ITL on every active TFTP node is written anew and signed with the named key (facts: cucm.md 0.1, 2.4). */
export const resetItl: Action<"reset-itl"> = {
  kind: "reset-itl",
  patience: { every: 5, notDoneAfter: 60, giveUpAfter: 300 },
  command: ({ key }) => `utils itl reset ${key}`,
  estimateSeconds: () => 30,
  precheck: (_change, context) => trustListBaseline("ITL", context),
  execute: async ({ node, key }, { systems, fence, signal }) => {
    const transcript = await systems.cli(node).resetItl(key, { fence, signal });
    const note = say("changes.sent", { command: transcript.command });
    return { outcome: "sent", note, transcript, evidence: [transcriptEvidence("CUCM CLI", node, transcript)] };
  },
  observe: (_change, intent, _progressed, context) => observeTrustList("ITL", intent, context),
};
