// `certops init` in a real terminal: questions one after another, a password that is not shown, Ctrl-C at any time.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";

// util-linux's `script` gives a child process a terminal.
const terminal = process.platform === "linux" && existsSync("/usr/bin/script");
const why = terminal ? "" : " (skipped: no /usr/bin/script)";

const tokens = { SLACK_BOT_TOKEN: "xoxb-for-a-test", SLACK_SIGNING_SECRET: "a-signing-secret-for-a-test" };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ nodes: 1, phones: 2, seed: 7, pace: 50, bind: { kind: "shared", address: "127.0.0.1" } });
}, 120_000);
afterAll(() => lab.close());

/** Answers each question when it is asked, in this order; `shown` is all that the terminal showed. */
function session(folder: string, answers: readonly (readonly [question: string, answer: string])[]) {
  const command = `'${process.execPath}' '${resolve("bin/certops.mjs")}' init --out '${join(folder, "certops.yaml")}'`;
  const child = spawn("/usr/bin/script", ["-qec", command, "/dev/null"], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", HOME: folder, TERM: "dumb", LANG: "C", ...tokens },
  });
  onTestFinished(() => void child.kill());
  let shown = "";
  let from = 0;
  const left = [...answers];
  child.stdout.on("data", (part) => {
    shown += String(part);
    const [next] = left;
    if (next === undefined) return;
    const at = shown.indexOf(next[0], from);
    if (at === -1) return;
    from = at + next[0].length;
    left.shift();
    child.stdin.write(next[1]);
  });
  return new Promise<{ readonly code: number | null; readonly shown: string; readonly unasked: number }>((done) => {
    child.on("close", (code) => done({ code, shown, unasked: left.length }));
  });
}

it.skipIf(!terminal)(
  `every question is asked once, and the password is not shown${why}`,
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "certops-init-tty-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [node] = lab.nodes;
    const { user, password } = lab.accounts.monitor;
    const { code, shown, unasked } = await session(folder, [
      ["Address of the publisher: ", `127.0.0.1:${node?.ports.ssh}:${node?.ports.https}\r`],
      ["Short name of the cluster [hq]: ", "\r"],
      ["Name on cards [HQ]: ", "Head office\r"],
      ["Pin them? (yes/no) ", "yes\r"],
      ["or 1): ", `${user}\r`],
      ["(not shown): ", `${password}\r`],
      ["look only [none]: ", "\r"],
      ["reading one [none]: ", "\r"],
      ["none) [none]: ", "slack\r"],
      ["calls the bot) [socket]: ", "http\r"],
      ["[SLACK_BOT_TOKEN]: ", "\r"],
      ["[SLACK_SIGNING_SECRET]: ", "\r"],
      ["in the policy [", "ada\r"],
      ["Your name [ada]: ", "Ada\r"],
      ["workspace", "T0TEAM\r"],
      ["Your user id there", "U0ADA\r"],
    ]);
    expect(shown).not.toContain(password);
    expect(unasked, shown).toBe(0);
    // The monitor account has no AXL right: that is found, and the file is there.
    expect(code, shown).toBe(6);
    expect(readFileSync(join(folder, "certops.yaml"), "utf8")).toContain("name: Head office");
    expect(readFileSync(join(folder, "certops.yaml"), "utf8")).toContain("mode: http");
    for (const token of Object.values(tokens)) expect(shown).not.toContain(token);
    expect(readFileSync(join(folder, "secrets/hq-monitor"), "utf8")).toBe(password);
    expect(statSync(join(folder, "secrets/hq-monitor")).mode & 0o077).toBe(0);
  },
);

it.skipIf(!terminal)(
  `Ctrl-C while the password is typed leaves nothing behind${why}`,
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "certops-init-tty-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [node] = lab.nodes;
    const { code, shown } = await session(folder, [
      ["Address of the publisher: ", `127.0.0.1:${node?.ports.ssh}:${node?.ports.https}\r`],
      ["Short name of the cluster [hq]: ", "\r"],
      ["Name on cards [HQ]: ", "\r"],
      ["Pin them? (yes/no) ", "yes\r"],
      ["or 1): ", "certops-monitor\r"],
      ["(not shown): ", "half-a-pass\u0003"],
    ]);
    expect(code).toBe(4);
    expect(shown).toContain("Nothing was written.");
    expect(shown).not.toContain("half-a-pass");
    expect(readdirSync(folder).filter((name) => name !== ".certops")).toEqual([]);
  },
);
