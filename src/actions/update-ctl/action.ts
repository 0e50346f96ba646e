// Updates the CTL: `utils ctl update CTLFile` on the publisher, before the restarts that follow a certificate change.
import { say } from "../../i18n/say.ts";
import type { Action } from "../action.ts";
import { transcriptEvidence } from "../reading.ts";
import { observeTrustList, trustListBaseline } from "../trust-lists.ts";

/** The CTL gets the current certificates; encrypted and authenticated phones fetch it at their next reset (facts: cucm.md 2.4). */
export const updateCtl: Action<"update-ctl"> = {
  kind: "update-ctl",
  patience: { every: 5, notDoneAfter: 60, giveUpAfter: 300 },
  command: () => "utils ctl update CTLFile",
  estimateSeconds: () => 60,
  precheck: (_change, context) => trustListBaseline("CTL", context),
  execute: async ({ node }, { systems, fence, signal }) => {
    const transcript = await systems.cli(node).updateCtl({ fence, signal });
    const note = say("changes.sent", { command: transcript.command });
    return { outcome: "sent", note, transcript, evidence: [transcriptEvidence("CUCM CLI", node, transcript)] };
  },
  observe: (_change, intent, _progressed, context) => observeTrustList("CTL", intent, context),
};
