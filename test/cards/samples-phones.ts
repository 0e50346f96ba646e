// A run that goes from phone to phone, half way: some done, some waiting, one failed with CUCM's words, one away.
import type { Run } from "../../src/domain/run.ts";
import { verbatim } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import { at, plan, run } from "./samples.ts";

const phones = Array.from({ length: 12 }, (_, index) => `SEP0000000000${(0xa0 + index).toString(16).toUpperCase()}`);

export const phoneRun: Run = {
  ...run,
  plan: {
    ...plan,
    title: say("scenario.secure.plan.detour", { phones: phones.length }),
    steps: [
      {
        number: 1,
        change: {
          kind: "copy-security-profile",
          profile: "Cisco 8841 - Secure",
          copy: "Cisco 8841 - Secure (temporary)",
        },
        command: "AXL addPhoneSecurityProfile Cisco 8841 - Secure (temporary) (Non Secure, from Cisco 8841 - Secure)",
        impact: "low",
        estimateSeconds: 10,
        preconditions: [{ kind: "security-profile", profile: "Cisco 8841 - Secure", mode: "Encrypted" }],
        safePoint: true,
      },
      {
        number: 2,
        change: {
          kind: "install-lsc",
          phones,
          batch: 50,
          by: "null-string",
          keyOrder: "RSA Only",
          keySize: 2048,
          batchSeconds: 900,
        },
        command: "AXL updatePhone Install/Upgrade By Null String, RSA Only 2048, applyPhone (12 phones)",
        impact: "high",
        estimateSeconds: 186,
        preconditions: [],
        safePoint: true,
      },
      {
        number: 3,
        change: {
          kind: "apply-security-profile",
          moves: [{ from: "Cisco 8841 - Secure (temporary)", to: "Cisco 8841 - Secure", phones }],
          batch: 50,
        },
        command: "AXL updatePhone securityProfileName=Cisco 8841 - Secure, applyPhone (12 phones)",
        impact: "high",
        estimateSeconds: 68,
        preconditions: [],
        safePoint: true,
        restores: [1],
      },
    ],
  },
  steps: [
    { number: 1, state: "done", startedAt: at(3), endedAt: at(3, 4), evidence: [] },
    {
      number: 2,
      state: "started",
      startedAt: at(4),
      evidence: [],
      tally: {
        done: 7,
        waiting: phones.slice(7, 10),
        failed: [{ phone: phones[10] ?? "", why: verbatim("Upgrade Failed: CA Communication Failure") }],
        offline: [phones[11] ?? ""],
      },
    },
    { number: 3, state: "planned", evidence: [] },
  ],
};
