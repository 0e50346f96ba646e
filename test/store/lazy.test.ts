// The embedded bot pays for no database driver and no dispatcher: neither is loaded.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("a bot on the embedded store loads neither pg nor pg-boss", async () => {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = new Set();
    registerHooks({ resolve: (name, context, next) => { loaded.add(name); return next(name, context); } });
    const { createApp } = await import(${JSON.stringify(resolve(import.meta.dirname, "../../src/app.ts"))});
    const { practiceConfig } = await import(${JSON.stringify(resolve(import.meta.dirname, "../../src/config/practice.ts"))});
    const { systemClock } = await import(${JSON.stringify(resolve(import.meta.dirname, "../../src/kernel/clock.ts"))});
    const { silentLogger } = await import(${JSON.stringify(resolve(import.meta.dirname, "../../src/kernel/logger.ts"))});
    const app = await createApp({ settings: practiceConfig({ dataFolder: "unused" }), clock: systemClock, logger: silentLogger, memory: true });
    await app.open();
    await app.close();
    console.log(JSON.stringify(["pg", "pg-boss", "kysely"].map((name) => loaded.has(name))));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  expect(JSON.parse(stdout)).toEqual([false, false, true]);
});
