// Removes a Non Secure copy of a phone security profile that the bot made and no phone has any more, over AXL.
import { madeForDetour } from "../../domain/security-profile.ts";
import { say } from "../../i18n/say.ts";
import type { ClusterSystems } from "../../systems/ports.ts";
import type { Action, Executed, Observation, Prechecked } from "../action.ts";
import { member, transcriptEvidence } from "../reading.ts";

/** Phones that have it now, by the database. */
async function usersOf(profile: string, systems: ClusterSystems, signal: AbortSignal) {
  const phones = await systems.soap.phones({ signal });
  const users = phones.value.filter((one) => one.securityProfile.toLowerCase() === profile.toLowerCase());
  return { users: users.map(({ name }) => name), evidence: phones.evidence };
}

export const removeSecurityProfile: Action<"remove-security-profile"> = {
  kind: "remove-security-profile",
  patience: { every: 5, notDoneAfter: 30, giveUpAfter: 120 },
  command: ({ profile }) => `AXL removePhoneSecurityProfile ${profile}`,
  estimateSeconds: () => 10,

  precheck: async ({ profile }, { systems, signal }): Promise<Prechecked> => {
    const there = await systems.soap.security.profile(profile, { signal });
    if (there.value === undefined) return { ok: true, baseline: { there: false }, evidence: [there.evidence] };
    const { users, evidence: usedBy } = await usersOf(profile, systems, signal);
    const evidence = [there.evidence, usedBy];
    if (!madeForDetour({ ...there.value, description: there.value.fields.description ?? "" })) {
      const why = say("phones.profile.not-ours", { profile, mode: there.value.mode });
      return { ok: false, drift: true, why, evidence };
    }
    if (users.length > 0) {
      const why = say("phones.profile.used", { profile, count: users.length, phone: users[0] ?? "" });
      return { ok: false, drift: true, why, evidence };
    }
    return { ok: true, baseline: { there: true }, evidence };
  },

  execute: async ({ profile }, { systems, intent, fence, signal }): Promise<Executed> => {
    if (member(intent.baseline, "there") !== true) {
      return { outcome: "sent", note: say("phones.profile.gone-already", { profile }), evidence: [] };
    }
    // CUCM refuses it too while a phone has the profile: nobody can be left without one.
    const transcript = await systems.soap.security.removeProfile(profile, { fence, signal });
    return { outcome: "sent", transcript, evidence: [transcriptEvidence("AXL", undefined, transcript)] };
  },

  observe: async ({ profile }, _intent, _progressed, { systems, signal }): Promise<Observation> => {
    const there = await systems.soap.security.profile(profile, { signal });
    return { state: there.value === undefined ? "done" : "not-done", evidence: [there.evidence] };
  },
};
