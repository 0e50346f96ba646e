// `utils system upgrade status`: what is known is understood, what is not is never taken for "no upgrade".
import { describe, expect, it } from "vitest";
import { parseUpgradeStatus } from "../../src/signatures/upgrade.ts";
import { disguises, valueIn } from "./forms.ts";

const failed = `An error has occured but no messages on the upgrade failure are available .
Please review the install logs for additional details.
Upgrade status: Failed
Upgrade file: UCSInstall_CUC_15.0.1.14900-45.sha512.iso
Upgrade log: install_log_2026-07-31.20.52.39.log
`;

describe.each(Object.entries(disguises))("the upgrade status %s", (_, disguise) => {
  it("that failed is over", () => {
    expect(valueIn(parseUpgradeStatus(disguise(failed)))).toBe(false);
  });

  it("that is in progress is at work", () => {
    expect(valueIn(parseUpgradeStatus(disguise(failed.replace("Failed", "In progress"))))).toBe(true);
  });
});

it.each(["Complete", "Successful", "Cancelled"])("%s is over", (word) => {
  expect(valueIn(parseUpgradeStatus(`Upgrade status: ${word}\n`))).toBe(false);
});

it("says no when the node was never upgraded", () => {
  expect(valueIn(parseUpgradeStatus("No upgrade has been started on this node.\n"))).toBe(false);
});

it.each(["", "admin:", "Upgrade status: Ok then", "Upgrade status:", "\x1b[2J\0\0", "x".repeat(200_000)])(
  "%# is not understood",
  (text) => {
    expect(parseUpgradeStatus(text).ok).toBe(false);
  },
);
