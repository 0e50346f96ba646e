// Changing a node: fenced, written once, and uncertain whenever success was not seen.
import { describe, expect, it } from "vitest";
import { CertOpsError, ChangeUncertain, codeOf } from "../../../src/domain/errors.ts";
import type { Terminal } from "../../fakes/cucm-shell.ts";
import { errorOf, setup } from "./setup.ts";

const restartTftp = "utils service restart Cisco Tftp";
const warning =
  " Don't press Ctrl-c while the service is getting RESTARTED.If Service has not Restarted Properly, execute the same Command Again\nService Manager is running\n";
const restarted = `${warning}Cisco Tftp[STOPPING]  \nCisco Tftp[STOPPING]  \nCisco Tftp[STARTING]  \nCisco Tftp[STARTED]  \nCisco Tftp[STARTED]  \n`;
const ctlQuestion = "This operation will update the CTLFile. Do you want to continue? (y/n): ";

const uncertainOf = async (work: Promise<unknown>): Promise<ChangeUncertain> => {
  const error = await errorOf(work);
  if (error instanceof ChangeUncertain) return error;
  throw new Error(`not uncertain but ${String(error)}`);
};

const sentTo = (fake: { commands: readonly { command: string }[] }): string[] =>
  fake.commands.map((sent) => sent.command).filter((command) => command !== "set cli pagination off");

describe("a start", () => {
  const start = "utils service start Cisco Tftp";
  const printed = (...states: string[]) =>
    `Service Manager is running\n${states.map((state) => `Cisco Tftp[${state}]  \n`).join("")}`;

  it("is done when the node says STARTED, whether it had to be started or not", async () => {
    for (const states of [["STARTING", "STARTED", "STARTED"], ["STARTED"]]) {
      const { cli } = await setup({ commands: { [start]: printed(...states) } });
      expect((await cli.startService("Cisco Tftp")).text).toContain("Cisco Tftp[STARTED]");
    }
  });

  it("is uncertain when it does not, and takes only services that it knows", async () => {
    const { cli, fake } = await setup({ commands: { [start]: printed("STARTING", "STOPPED") } });
    expect((await uncertainOf(cli.startService("Cisco Tftp"))).message).toContain("[STOPPED]");
    expect(codeOf(await errorOf(cli.startService("Cisco Tftp\nutils system shutdown")))).toBe("bad-input");
    expect(sentTo(fake)).toEqual([start]);
  });
});

describe("a change that the node says is done", () => {
  it("returns the transcript, on a session of the change account alone", async () => {
    const { fake, cli } = await setup({ commands: { [restartTftp]: restarted, "utils ntp status": "unsynchronised" } });
    await cli.ntp();
    const transcript = await cli.restartService("Cisco Tftp");
    expect(transcript.command).toBe(restartTftp);
    expect(transcript.text).toContain("Cisco Tftp[STARTED]");
    expect(transcript.text).not.toContain("admin:");
    await cli.ntp();
    expect(fake.mostSessions).toBe(1);
    expect(fake.commands.filter((sent) => sent.command === restartTftp)).toEqual([
      { user: "changer", command: restartTftp },
    ]);
    expect(fake.commands.filter((sent) => sent.command === "utils ntp status").map((sent) => sent.user)).toEqual([
      "monitor",
      "monitor",
    ]);
  });

  it("answers the CTL question with y, in the wording of every release", async () => {
    for (const question of [
      ctlQuestion,
      "This operation updates the CTLFile. Do you want to continue? (y/n):",
      "This operation will update the CTLFile.\nDo you want to continue? (y/n): ",
    ]) {
      const said: string[] = [];
      const { cli } = await setup({
        commands: {
          "utils ctl update CTLFile": async (terminal: Terminal) => {
            said.push(await terminal.ask(question));
            terminal.print("\nUpdating CTL file\nCTL file Updated\nPlease reset all phones.\n");
          },
        },
      });
      expect((await cli.updateCtl()).text).toContain("CTL file Updated");
      expect(said).toEqual(["y"]);
    }
  });

  it("resets the ITL, in the wording of 12.5 and of 15", async () => {
    for (const answer of ["ITL file Reset.\n", "Successfully transferred reset ITL to node se032c-94-42\n"]) {
      const { cli } = await setup({ commands: { "utils itl reset localkey": answer } });
      expect((await cli.resetItl("localkey")).text).toBe(answer.trim());
    }
  });
});

describe("a change that was not done", () => {
  it("is not sent when the fence does not hold", async () => {
    const { fake, cli } = await setup({ commands: { [restartTftp]: restarted } });
    const lost = new Error("lease lost");
    expect(await errorOf(cli.restartService("Cisco Tftp", { fence: () => Promise.reject(lost) }))).toBe(lost);
    expect(sentTo(fake)).toEqual([]);
  });

  it("asks the fence once, after login and right before it is written", async () => {
    const { fake, cli } = await setup({ commands: { [restartTftp]: restarted } });
    const seen: { logins: number; sent: string[] }[] = [];
    await cli.restartService("Cisco Tftp", {
      fence: async () => {
        seen.push({ logins: fake.logins.length, sent: sentTo(fake) });
      },
    });
    expect(seen).toEqual([{ logins: 1, sent: [] }]);
    expect(sentTo(fake)).toEqual([restartTftp]);
  });

  it("is not sent without a change account, nor for a name outside the closed list", async () => {
    const { fake, cli } = await setup({ commands: { [restartTftp]: restarted } }, { change: false });
    expect(codeOf(await errorOf(cli.restartService("Cisco Tftp")))).toBe("not-allowed");
    for (const name of ["Cisco Tftp\nutils system restart", "cisco tftp", "Cisco Tftp ", "", "A Cisco DB"]) {
      expect(codeOf(await errorOf(cli.restartService(name)))).toBe("bad-input");
    }
    expect(fake.logins).toEqual([]);
  });

  it("is refused in words when the account may not", async () => {
    const { cli } = await setup({
      commands: { "utils itl reset localkey": "Your privilege level is insufficient to run this command.\n" },
    });
    const error = await errorOf(cli.resetItl("localkey"));
    expect(error).not.toBeInstanceOf(ChangeUncertain);
    expect(codeOf(error)).toBe("privilege-too-low");
  });

  it("is not sent when the caller cancels before", async () => {
    const { fake, cli } = await setup({ commands: { [restartTftp]: restarted } });
    const controller = new AbortController();
    const error = await errorOf(
      cli.restartService("Cisco Tftp", { signal: controller.signal, fence: async () => controller.abort() }),
    );
    expect(codeOf(error)).toBe("cancelled");
    expect(sentTo(fake)).toEqual([]);
  });
});

describe("a change whose outcome was not seen", () => {
  it("is uncertain when the connection drops after it was written, and is never sent again", async () => {
    const { fake, cli } = await setup({
      commands: {
        [restartTftp]: (terminal) => {
          terminal.print("Cisco Tftp[STOPPING]  \n");
          terminal.drop();
        },
      },
    });
    const error = await uncertainOf(cli.restartService("Cisco Tftp"));
    expect(error).toBeInstanceOf(CertOpsError);
    expect(error).toMatchObject({ code: "server-fault", sent: true, retry: "never" });
    expect(error.message).toContain("uncertain");
    expect(sentTo(fake)).toEqual([restartTftp]);
  });

  it("is uncertain when time runs out, even though the caller had cancelled in between", async () => {
    const controller = new AbortController();
    const { fake, cli } = await setup(
      {
        commands: {
          [restartTftp]: () => {
            controller.abort();
            return "hang";
          },
        },
      },
      { limits: { idleMs: 400 } },
    );
    const error = await uncertainOf(cli.restartService("Cisco Tftp", { signal: controller.signal }));
    expect(error.code).toBe("deadline-exceeded");
    expect(sentTo(fake)).toEqual([restartTftp]);
  });

  it("is uncertain when the service did not come up, or the command was unsuccessful", async () => {
    const failed = "Cisco Tftp[STOPPING]  \nCisco Tftp[STOPPED]  Commanded Out of Service\n";
    const { cli } = await setup({
      commands: { [restartTftp]: failed, "utils itl reset localkey": "Something\nExecuted command unsuccessfully.\n" },
    });
    expect((await uncertainOf(cli.restartService("Cisco Tftp"))).message).toContain("[STOPPED]");
    expect((await uncertainOf(cli.resetItl("localkey"))).message).toContain("Something");
  });

  it("is uncertain when another question was asked, which was answered with no", async () => {
    const said: string[] = [];
    const { cli } = await setup({
      commands: {
        "utils ctl update CTLFile": async (terminal: Terminal) => {
          said.push(await terminal.ask("This operation will erase everything. Do you want to continue? (y/n): "));
        },
        "utils itl reset localkey": async (terminal: Terminal) => {
          said.push(await terminal.ask("Enter CCM Administrator password :"));
        },
      },
    });
    expect((await uncertainOf(cli.updateCtl())).message).toContain("erase everything");
    expect((await uncertainOf(cli.resetItl("localkey"))).message).toContain("password");
    expect(said).toEqual(["n", ""]);
  });

  it("is uncertain when the bot closes while it runs", async () => {
    const { fake, cli } = await setup({ commands: { [restartTftp]: () => "hang" } });
    const waiting = uncertainOf(cli.restartService("Cisco Tftp"));
    await expect.poll(() => sentTo(fake)).toEqual([restartTftp]);
    cli.close();
    expect((await waiting).sent).toBe(true);
  });
});
