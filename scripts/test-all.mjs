// `npm test`: types, lint and every test, then one plain last line that counts them all.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the reporter (closing-line.ts) wrote; a run that died before it wrote counts as one failure. */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, skippedNames: [] };
  }
}

/**
 * Types and lint count as one test each. In CI (`CI=true`) a skipped test is a failure: there, everything must run.
 * @param {{types: () => Promise<number>, lint: () => Promise<number>, unit: (countsFile: string) => Promise<number>}} parts
 * @returns {Promise<number>} the exit code
 */
export async function testAll(parts) {
  const folder = mkdtempSync(join(tmpdir(), "certops-test-"));
  const countsFile = join(folder, "counts.json");
  let passed = 0;
  let failed = 0;
  for (const name of ["types", "lint"]) {
    const ok = (await parts[name]()) === 0;
    console.log(`${name}: ${ok ? "passed" : "failed"}`);
    if (ok) passed += 1;
    else failed += 1;
  }
  const code = await parts.unit(countsFile);
  const counts = readCounts(countsFile);
  rmSync(folder, { recursive: true, force: true });
  passed += counts.passed;
  failed += counts.failed;
  // vitest can fail without a failed test (no test found, a coverage or start-up error)
  if (code !== 0 && counts.failed === 0) failed += 1;

  const inCi = process.env.CI === "true" || process.env.CI === "1";
  for (const name of counts.skippedNames) console.log(`skipped${inCi ? " (a failure in CI)" : ""}: ${name}`);
  if (inCi) failed += counts.skipped;
  const skipped = inCi || counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`;
  console.log(`${passed} passed, ${failed} failed${skipped}`);
  return failed === 0 ? 0 : 1;
}
