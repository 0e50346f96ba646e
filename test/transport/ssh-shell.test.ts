// The shell against a real SSH server that behaves like CUCM on good and bad days.
import { afterEach, describe, expect, it } from "vitest";
import { cucmDialect } from "../../src/systems/cucm-cli/dialect.ts";
import { memoryHostKeyStore } from "../../src/transport/known-hosts-file.ts";
import { connectSsh } from "../../src/transport/ssh-connect.ts";
import { type ShellCommand, ShellFault, type ShellLimits } from "../../src/transport/ssh-dialect.ts";
import { openShell, type SshShell } from "../../src/transport/ssh-shell.ts";
import { FakeCucm, type FakeCucmOptions, type Terminal } from "../fakes/cucm-shell.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const limits: ShellLimits = { loginMs: 5_000, maxBytes: 256 * 1024, echolessMs: 80 };

async function shellOn(
  options: FakeCucmOptions,
  bounds: Partial<ShellLimits> = {},
): Promise<{ fake: FakeCucm; shell: SshShell }> {
  const fake = await FakeCucm.start(options);
  stops.push(() => fake.stop());
  const hostKeys = memoryHostKeyStore();
  await hostKeys.trust("127.0.0.1", fake.port, fake.hostKey);
  const target = { address: "127.0.0.1", port: fake.port, user: "monitor", password: "m0nitor" };
  const connection = await connectSsh(target, { hostKeys, timeoutMs: 5_000 });
  const shell = await openShell(connection, cucmDialect, { ...limits, ...bounds });
  stops.push(() => shell.close());
  return { fake, shell };
}

const send = (text: string, more: Partial<ShellCommand> = {}): ShellCommand => ({
  text,
  answers: [],
  totalMs: 10_000,
  idleMs: 5_000,
  interruptible: true,
  ...more,
});

const faultOf = async (work: Promise<unknown>): Promise<ShellFault> => {
  const thrown = await work.catch((error: unknown) => error);
  if (thrown instanceof ShellFault) return thrown;
  throw new Error(`no fault but ${String(thrown)}`);
};

const hangAfter = (text: string) => (terminal: Terminal) => {
  terminal.print(text);
  return "hang";
};

const dropAfter = (text: string) => (terminal: Terminal) => {
  terminal.print(text);
  terminal.drop();
};

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at + 1}`).join("\n");

describe("an answer", () => {
  it("comes without echo, prompt, carriage returns and escape sequences", async () => {
    const { fake, shell } = await shellOn({
      commands: {
        "show itl": (terminal) =>
          terminal.raw("\x1b[1mThe \x1b[0mITL\r\n\r\nfile\r\r\nwas verified\rsuccessfully.\r\n"),
      },
    });
    expect(await shell.run(send("show itl"))).toBe("The ITL\n\nfile\nwas verified\nsuccessfully.");
    expect(fake.execRequests).toBe(0);
  });

  it("is read whole with pages of both kinds, the last page left with q", async () => {
    for (const pageStyle of ["enter", "options"] as const) {
      const { shell } = await shellOn({
        pageStyle,
        pageLines: 7,
        commands: { "show ctl": lines(50), "show itl": "x" },
      });
      expect((await shell.run(send("show ctl"))).split(/\n+/)).toEqual(lines(50).split("\n"));
      expect(await shell.run(send("show itl"))).toBe("x");
    }
  });

  it("belongs to its own command after a doubled prompt that comes late", async () => {
    const { shell } = await shellOn({
      firstPrompt: "admin:\r\n\radmin:",
      commands: {
        first: (terminal) => terminal.raw("one\r\n\r\nadmin:\r\n\radmin:\r\nadmin:"),
        second: (terminal) => terminal.raw("two\r\n"),
      },
    });
    expect(await shell.run(send("first"))).toBe("one");
    expect(await shell.run(send("second"))).toBe("two");
    expect(await shell.run(send("first"))).toBe("one");
  });

  it("is not ended by the word admin: inside it", async () => {
    const { shell } = await shellOn({ commands: { x: "user admin: yes\nadmin: not a prompt\nlast" } });
    expect(await shell.run(send("x"))).toContain("last");
  });

  it("is taken after a quiet moment from a shell that does not echo", async () => {
    const { shell } = await shellOn({ echo: false, commands: { x: "the answer" } });
    expect(await shell.run(send("x"))).toBe("the answer");
  });

  it("keeps UTF-8 that is split over packets", async () => {
    const bytes = Buffer.from("please wait…\r\n");
    const { shell } = await shellOn({
      commands: {
        x: async (terminal) => {
          for (const byte of bytes) {
            terminal.raw(Buffer.from([byte]));
            await new Promise((resolve) => setImmediate(resolve));
          }
        },
      },
    });
    expect(await shell.run(send("x"))).toBe("please wait…");
  });
});

describe("questions", () => {
  const question = "This operation will update the CTLFile. Do you want to continue? (y/n): ";

  it("are answered when the command expects exactly them", async () => {
    const { shell } = await shellOn({
      commands: { x: async (terminal) => terminal.print(`you said ${await terminal.ask(question)}\n`) },
    });
    const answers = [{ question: /update the CTLFile\. Do you want to continue\? \(y\/n\):$/, reply: "y" }];
    expect(await shell.run(send("x", { answers }))).toContain("you said y");
  });

  it.each([
    ["Proceed with regeneration (yes|no)? ", "no"],
    ["Delete it? (y/n): ", "n"],
    ["Continue (y/n)?", "n"],
  ])("that are not expected (%s) are answered with no, and the session ends", async (asked, no) => {
    const said: string[] = [];
    const { shell } = await shellOn({
      commands: { x: async (terminal) => said.push(await terminal.ask(`\n${asked}`)) },
    });
    const fault = await faultOf(shell.run(send("x")));
    expect(fault).toMatchObject({ kind: "question", written: true, question: asked.trim() });
    expect(said).toEqual([no]);
    expect(shell.closed).toBe(true);
  });

  it("for a password are left with Ctrl-C", async () => {
    const said: string[] = [];
    const { shell } = await shellOn({
      commands: { x: async (terminal) => said.push(await terminal.ask("\nEnter CCM Administrator password :")) },
    });
    expect((await faultOf(shell.run(send("x")))).kind).toBe("question");
    expect(said).toEqual([""]);
  });

  it("that are expected once are refused the second time", async () => {
    const said: string[] = [];
    const { shell } = await shellOn({
      commands: {
        x: async (terminal) => {
          said.push(await terminal.ask(question));
          said.push(await terminal.ask(`\n${question}`));
        },
      },
    });
    const answers = [{ question: /continue\? \(y\/n\):$/, reply: "y" }];
    expect((await faultOf(shell.run(send("x", { answers })))).kind).toBe("question");
    expect(said).toEqual(["y", "n"]);
  });
});

describe("bad days", () => {
  it("cut a flood of 100 MB off at the limit", async () => {
    const { fake, shell } = await shellOn({ commands: { x: (terminal) => terminal.flood(100 * 1024 * 1024) } });
    const fault = await faultOf(shell.run(send("x")));
    expect(fault.kind).toBe("too-large");
    expect(fault.text.length).toBeLessThan(8_192);
    expect(shell.closed).toBe(true);
    expect(fake.floodSent).toBeLessThan(20 * 1024 * 1024);
  });

  it("cut a flood off that nobody asked for", async () => {
    let flooding: Promise<number> | undefined;
    const { shell } = await shellOn({
      commands: {
        x: (terminal) => {
          terminal.print("ok\n");
          setImmediate(() => {
            flooding = terminal.flood(100 * 1024 * 1024);
          });
        },
      },
    });
    await shell.run(send("x"));
    await expect.poll(() => shell.closed).toBe(true);
    expect(await flooding).toBeLessThan(100 * 1024 * 1024);
  });

  it("end a command that hangs, by silence and by its whole time", async () => {
    const hanging: FakeCucmOptions = { commands: { x: hangAfter("half an ans") } };
    const silent = await faultOf((await shellOn(hanging)).shell.run(send("x", { idleMs: 400 })));
    expect(silent).toMatchObject({ kind: "idle", written: true, text: "half an ans" });
    const late = await faultOf((await shellOn(hanging)).shell.run(send("x", { totalMs: 400 })));
    expect(late.kind).toBe("deadline");
  });

  it("tell a connection lost before the command from one lost after it", async () => {
    const { fake, shell } = await shellOn({
      commands: { x: dropAfter("begun\n") },
    });
    const after = await faultOf(shell.run(send("x")));
    expect(after).toMatchObject({ kind: "closed", written: true });
    expect(await faultOf(shell.run(send("x")))).toMatchObject({ kind: "closed", written: false });
    expect(fake.commands).toHaveLength(1);
  });

  it("write nothing when the fence does not hold, and the session stays good", async () => {
    const { fake, shell } = await shellOn({ commands: { x: "done" } });
    const lost = new Error("lease lost");
    await expect(shell.run(send("x", { beforeWrite: () => Promise.reject(lost) }))).rejects.toBe(lost);
    expect(fake.commands).toEqual([]);
    expect(await shell.run(send("x"))).toBe("done");
  });

  it("cancel what may be cancelled, and let a change go on", async () => {
    const { shell } = await shellOn({ commands: { x: () => "hang" } });
    const controller = new AbortController();
    const reading = faultOf(shell.run(send("x", { signal: controller.signal })));
    controller.abort();
    expect((await reading).kind).toBe("cancelled");

    let release: (() => void) | undefined;
    const slow = await shellOn({
      commands: {
        y: (terminal) => new Promise<void>((resolve) => (release = resolve)).then(() => terminal.print("ok\n")),
      },
    });
    const change = new AbortController();
    const changing = slow.shell.run(send("y", { signal: change.signal, interruptible: false }));
    await expect.poll(() => release).toBeTypeOf("function");
    change.abort();
    release?.();
    expect(await changing).toBe("ok");
  });

  it("give up when no prompt ever comes", async () => {
    const fault = await faultOf(shellOn({ firstPrompt: "none" }, { loginMs: 80 }));
    expect(fault).toMatchObject({ kind: expect.stringMatching(/idle|deadline/), written: false });
  });

  it("refuse a command with control characters before anything is written", async () => {
    const { fake, shell } = await shellOn({ commands: { x: "ok" } });
    await expect(shell.run(send("x\nutils system restart"))).rejects.toThrow("invariant");
    await expect(shell.run(send("x\u2028y"))).rejects.toThrow("invariant");
    expect(fake.commands).toEqual([]);
  });
});
