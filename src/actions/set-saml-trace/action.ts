// Sets the SAML trace level of one node: `set samltrace level debug`, and back again when a plan’s restore step says so.
import { say } from "../../i18n/say.ts";
import type { Action, Observation, Prechecked } from "../action.ts";
import { attempt, transcriptEvidence } from "../reading.ts";

/** Not cluster-wide: one step for every node (Cisco 217268). What was there before is read and named, so that it can be put back. */
export const setSamlTrace: Action<"set-saml-trace"> = {
  kind: "set-saml-trace",
  patience: { every: 5, notDoneAfter: 10, giveUpAfter: 120 },
  command: ({ level }) => `set samltrace level ${level}`,
  estimateSeconds: () => 5,

  precheck: async ({ node }, { systems, signal }): Promise<Prechecked> => {
    const { value: level, evidence } = await systems.cli(node).samlTraceLevel({ signal });
    return { ok: true, baseline: { level }, evidence: [evidence] };
  },

  execute: async ({ node, level }, { systems, fence, signal }) => {
    const transcript = await systems.cli(node).setSamlTrace(level, { fence, signal });
    const note = say("changes.sent", { command: transcript.command });
    return { outcome: "sent", note, transcript, evidence: [transcriptEvidence("CUCM CLI", node, transcript)] };
  },

  observe: async ({ node, level }, _intent, _progressed, { systems, signal }): Promise<Observation> => {
    const read = await attempt(() => systems.cli(node).samlTraceLevel({ signal }), signal);
    if (!read.ok) return { state: "unknown", evidence: [], note: read.reason };
    const { value: found, evidence } = read.value;
    const note = say("changes.saml-trace-is", { node, level: found });
    return { state: found === level ? "done" : "not-done", evidence: [evidence], note };
  },
};
