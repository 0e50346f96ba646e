// Copies a phone security profile as Non Secure over AXL; a copy that is there already is used as it is.
import { say } from "../../i18n/say.ts";
import type { SecurityProfile } from "../../systems/phone-security.ts";
import type { Action, Executed, Observation, Prechecked } from "../action.ts";
import { member, transcriptEvidence } from "../reading.ts";

/** The same kind of phone, the same protocol, and Non Secure: fit to stand in for the original. */
const standsIn = (copy: SecurityProfile, source: Pick<SecurityProfile, "phoneType" | "protocol">): boolean =>
  copy.mode === "Non Secure" && copy.phoneType === source.phoneType && copy.protocol === source.protocol;

export const copySecurityProfile: Action<"copy-security-profile"> = {
  kind: "copy-security-profile",
  patience: { every: 5, notDoneAfter: 30, giveUpAfter: 120 },
  command: ({ profile, copy }) => `AXL addPhoneSecurityProfile ${copy} (Non Secure, from ${profile})`,
  estimateSeconds: () => 10,

  precheck: async ({ profile, copy }, { systems, signal }): Promise<Prechecked> => {
    const { security } = systems.soap;
    const [source, there] = await Promise.all([
      security.profile(profile, { signal }),
      security.profile(copy, { signal }),
    ]);
    const evidence = [source.evidence, there.evidence];
    if (source.value === undefined) {
      return { ok: false, drift: true, why: say("phones.profile.gone", { profile }), evidence };
    }
    if (there.value !== undefined && !standsIn(there.value, source.value)) {
      const why = say("phones.profile.taken", { profile: copy, mode: there.value.mode });
      return { ok: false, drift: true, why, evidence };
    }
    return { ok: true, baseline: { there: there.value !== undefined }, evidence };
  },

  execute: async ({ profile, copy }, { systems, intent, fence, signal }): Promise<Executed> => {
    const { security } = systems.soap;
    if (member(intent.baseline, "there") === true) {
      return { outcome: "sent", note: say("phones.profile.there", { profile: copy }), evidence: [] };
    }
    const source = await security.profile(profile, { signal });
    if (source.value === undefined) {
      return { outcome: "failed", note: say("phones.profile.gone", { profile }), evidence: [source.evidence] };
    }
    const transcript = await security.addNonSecureCopy(source.value, copy, { fence, signal });
    return { outcome: "sent", transcript, evidence: [transcriptEvidence("AXL", undefined, transcript)] };
  },

  observe: async ({ profile, copy }, _intent, _progressed, { systems, signal }): Promise<Observation> => {
    const { security } = systems.soap;
    const [source, there] = await Promise.all([
      security.profile(profile, { signal }),
      security.profile(copy, { signal }),
    ]);
    const evidence = [source.evidence, there.evidence];
    if (there.value === undefined) return { state: "not-done", evidence };
    const fits = source.value === undefined ? there.value.mode === "Non Secure" : standsIn(there.value, source.value);
    if (fits) return { state: "done", evidence };
    const note = say("phones.profile.taken", { profile: copy, mode: there.value.mode });
    return { state: "unknown", final: true, evidence, note };
  },
};
