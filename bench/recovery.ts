// How long a run stands still when its bot is killed in the middle of a command: real processes, the practice cluster, real time.
import pg from "pg";
import { startLabProcess } from "./chaos/lab.ts";
import { runTrial } from "./chaos/trial.ts";
import { type Spread, spread } from "./stats.ts";

export interface RecoveryResult {
  readonly store: "embedded" | "postgres";
  /** Milliseconds from the kill to the end of the run: the rest of the plan (one more restart, verification) included. */
  readonly recovery: Spread;
}

export async function measureRecovery(
  options: { readonly runs: number; readonly server: string },
  tell: (line: string) => void,
): Promise<RecoveryResult[]> {
  const lab = await startLabProcess();
  const results: RecoveryResult[] = [];
  const ask = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: options.server });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  try {
    for (const store of ["embedded", "postgres"] as const) {
      if (store === "postgres" && options.server === "") continue;
      const times: number[] = [];
      for (let number = 1; number <= options.runs; number++) {
        tell(`recovery: ${store}, run ${number} of ${options.runs}`);
        const name = `certops_bench_${process.pid}_${number}`;
        const url = store === "postgres" ? new URL(options.server) : undefined;
        if (url !== undefined) {
          url.pathname = `/${name}`;
          await ask(`create database ${name}`);
        }
        // Every replica dies when it has sent the first command and knows nothing of its answer.
        const point = { name: "command.sent", time: 1 };
        const result = await runTrial({ number, store, torments: [], point, everyBot: true }, lab, url?.href);
        if (url !== undefined) await ask(`drop database if exists ${name} with (force)`);
        const once = Object.values(result.arrived).every((count) => count === 1);
        if (result.recoverySeconds === undefined || !once) throw new Error(`the trial went wrong: ${result.state}`);
        times.push(result.recoverySeconds * 1000);
      }
      results.push({ store, recovery: spread(times) });
    }
  } finally {
    await lab.close();
  }
  return results;
}
