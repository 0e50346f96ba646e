// The lab's command line, as an ssh2 client meets it.
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { pageMark } from "../../src/lab/surfaces/ssh/terminal.ts";
import { atPageMark, login, ShellClient, wipedPrompt } from "./surfaces-shell.ts";

let lab: Lab;
const open: ShellClient[] = [];

beforeAll(async () => {
  lab = await startLab({ nodes: 2, phones: 4, seed: 5, clockScale: 50, mode: "mixed", securePhones: 1 });
});
afterAll(async () => {
  for (const shell of open) shell.close();
  await lab.close();
});

const pub = () => lab.cluster.publisher;
const sub = () => {
  const node = lab.cluster.nodes[1];
  if (node === undefined) throw new Error("the lab has two nodes");
  return node;
};

async function shellOn(node = pub(), account = lab.accounts.change, rows = 24): Promise<ShellClient> {
  const shell = await ShellClient.open(node, account, rows);
  open.push(shell);
  return shell;
}

describe("logging in", () => {
  it("greets as CUCM does and ends its lines with CR LF", async () => {
    const shell = await shellOn();
    expect(shell.seen).toMatch(
      /^Command Line Interface is starting up, please wait \.\.\.\r\n\r\n {3}Welcome to the Platform/,
    );
    expect(shell.seen).not.toMatch(/[^\r]\n/);
  });

  it("takes a password as well, and refuses a wrong one", async () => {
    const { user, password } = lab.accounts.monitor;
    const client = await login(pub(), user, password, "password");
    client.on("error", () => undefined);
    client.end();
    await expect(login(pub(), user, "wrong", "password")).rejects.toThrow(/authentication/i);
    await expect(login(pub(), user, "wrong")).rejects.toThrow(/authentication/i);
  });

  it("does not let the SOAP account in", async () => {
    const { user, password } = lab.accounts.axl;
    await expect(login(pub(), user, password)).rejects.toThrow(/authentication/i);
  });

  it("has no exec channel and no SFTP", async () => {
    const client = await login(pub(), lab.accounts.change.user, lab.accounts.change.password);
    client.on("error", () => undefined);
    const exec = new Promise((resolve, reject) =>
      client.exec("show status", (error) => (error ? reject(error) : resolve(0))),
    );
    await expect(exec).rejects.toThrow(/unable to exec/i);
    const sftp = new Promise((resolve, reject) => client.sftp((error) => (error ? reject(error) : resolve(0))));
    await expect(sftp).rejects.toThrow();
    client.end();
  });
});

describe("the line", () => {
  it("echoes what is typed, takes backspace, and swallows arrow keys", async () => {
    const shell = await shellOn();
    shell.seen = "";
    shell.type("show versionx\u007f\u001b[A active\r");
    await shell.until(/234[\s\S]*admin:$/);
    expect(shell.seen).toContain("show versionx\b \b active\r\n");
    expect(shell.seen).toContain("Active Master Version: 15.0.1.12900-234\r\n");
  });

  it("takes CR, LF and CR LF as one line end each", async () => {
    const shell = await shellOn();
    shell.seen = "";
    shell.type("show status\r\nshow status\nshow status\r");
    await shell.until(/(?:Product Ver[\s\S]*){3}admin:$/);
    expect(shell.seen.match(/admin:/g)).toHaveLength(3);
  });

  it("clears the line on Ctrl-C", async () => {
    const shell = await shellOn();
    shell.seen = "";
    shell.type("utils service stop Cisco Tftp\x03");
    await shell.until(/\^C\r\nadmin:$/);
    expect(pub().services.get("Cisco Tftp")?.state).toBe("started");
  });

  it("ends on quit", async () => {
    const shell = await shellOn();
    shell.type("quit\r");
    await shell.until(/quit\r\n/);
    await new Promise<void>((resolve) => (shell.closed ? resolve() : shell.channel.once("close", () => resolve())));
  });

  it("says that an unknown command is none", async () => {
    const shell = await shellOn();
    expect(await shell.run("utils certops please")).toBe("No valid command entered\r\n");
  });
});

describe("paging", () => {
  it("stops after a page, goes on by line and by page, and quits on q", async () => {
    const shell = await shellOn(pub(), lab.accounts.change, 10);
    shell.seen = "";
    shell.type("show itl\r");
    await shell.until(atPageMark);
    const lines =
      shell.seen.slice(shell.seen.indexOf("\r\n") + 2, shell.seen.indexOf(pageMark)).split("\r\n").length - 1;
    expect(lines).toBe(9);
    shell.seen = "";
    shell.type("\r");
    await shell.until(atPageMark);
    expect(shell.seen.replace(pageMark, "").match(/\r\n/g)).toHaveLength(1);
    shell.seen = "";
    shell.type(" ");
    await shell.until(atPageMark);
    expect(shell.seen.replace(pageMark, "").match(/\r\n/g)).toHaveLength(9);
    shell.type("q");
    await shell.until(wipedPrompt);
  });

  it("is off after set cli pagination off, which privilege 0 has not got", async () => {
    const shell = await shellOn();
    expect(await shell.run("set cli pagination off")).toContain("turned off");
    expect(await shell.run("show itl")).toMatch(/The ITL file was verified successfully\.\r\n$/);
    const low = await shellOn(pub(), { ...lab.accounts.monitor });
    expect(lab.accounts.monitor.privilege).toBeLessThan(4);
    expect(await low.run("utils itl reset localkey")).toBe("No valid command entered\r\n");
  });
});

describe("reading", () => {
  it("shows an own certificate by unit and by file, decimal serial first and its PEM after", async () => {
    const shell = await shellOn();
    await shell.run("set cli pagination off");
    const byUnit = await shell.run("show cert own CallManager");
    expect(await shell.run("show cert own CallManager/CallManager.pem")).toBe(byUnit);
    const own = pub().own.get("CallManager");
    const serial = /SerialNumber: (\d+)\r\n/.exec(byUnit)?.[1] ?? "0";
    expect(BigInt(serial).toString(16)).toBe(own?.serial);
    const pem = byUnit.slice(byUnit.indexOf("-----BEGIN"));
    expect(new X509Certificate(pem).fingerprint256).toBe(new X509Certificate(own?.pem ?? "").fingerprint256);
    expect(await shell.run("show cert own nonsense")).toContain("Executed command unsuccessfully");
  });

  it("prints an elliptic-curve certificate as well", async () => {
    const shell = await shellOn();
    await shell.run("set cli pagination off");
    const text = await shell.run("show cert own tomcat-ECDSA");
    expect(text).toContain("EC Public Key [");
    expect(text).toMatch(/Signature Algorithm: SHA(256|384)WITHECDSA/);
  });

  it("lists services with their notes", async () => {
    const shell = await shellOn();
    const text = await shell.run("utils service list");
    expect(text).toContain("Cisco Tftp[STARTED]\r\n");
    expect(text).toContain("Cisco DirSync[STOPPED]  Service Not Activated\r\n");
    expect(text).toMatch(/Primary Node =true\r\nCommand successful\r\n$/);
  });

  it("answers the security mode by SQL, and bad SQL in Informix's words", async () => {
    const shell = await shellOn();
    const query = "run sql select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'";
    expect(await shell.run(query)).toMatch(/^paramname {11}paramvalue\r\n=+ =+\r\nClusterSecurityMode 1 +\r\n$/);
    expect(await shell.run("run sql select x from nowhere")).toContain(
      "The specified table (nowhere) is not in the database.",
    );
    expect(await shell.run("run sql delete from device")).toContain("A syntax error has occurred.");
  });
});

describe("changing", () => {
  it("shows a restart from STOPPING over STARTING to STARTED, and starts anew", async () => {
    const shell = await shellOn(sub());
    const before = sub().services.get("Cisco Tftp")?.startedAt ?? 0;
    const text = await shell.run("utils service restart Cisco Tftp", 20_000);
    const states = [...text.matchAll(/Cisco Tftp\[([A-Z]+)\] {2}\r\n/g)].map((match) => match[1]);
    expect([...new Set(states)]).toEqual(["STOPPING", "STARTING", "STARTED"]);
    expect(states.at(-2)).toBe("STARTED");
    expect(sub().services.get("Cisco Tftp")?.startedAt).toBeGreaterThan(before);
  });

  it("asks before a CTL update and does nothing on n", async () => {
    const shell = await shellOn();
    const before = pub().trustList("CTL");
    shell.seen = "";
    shell.type("utils CTL update ctlfile\r");
    await shell.until(/Do you want to continue\? \(y\/n\): $/);
    shell.type("n\r");
    await shell.until(/n\r\nadmin:$/);
    expect(pub().trustList("CTL")).toEqual(before);
    expect(shell.seen).not.toContain("CTL file Updated");
    shell.type("utils ctl update CTLFile\r");
    await shell.until(/continue\? \(y\/n\): $/);
    shell.type("y\r");
    await shell.until(/CTL file Updated\r\nPlease reset all Encrypted and Authenticated phones[^\r]*\r\nadmin:$/);
  });

  it("keeps trust list commands on the publisher", async () => {
    const shell = await shellOn(sub());
    expect(await shell.run("utils itl reset localkey")).toMatch(/publisher[\s\S]*Executed command unsuccessfully/);
  });

  it("regenerates after its question, and says what to restart", async () => {
    const shell = await shellOn(sub());
    const before = sub().own.get("tomcat")?.serial;
    shell.type("set cert regen tomcat\r");
    await shell.until(/Proceed with regeneration \(yes\|no\)\? $/);
    shell.type("yes\r");
    await shell.until(/Successfully Regenerated Certificate for tomcat\.[\s\S]*SP metadata on the IDP\.\r\nadmin:$/);
    expect(sub().own.get("tomcat")?.serial).not.toBe(before);
  });

  it("brings an exported recovery key back with remotekey", async () => {
    const shell = await shellOn();
    const place = async (command: string, end: RegExp): Promise<void> => {
      shell.seen = "";
      shell.type(`${command}\r`);
      for (const answer of ["10.9.9.9", "", "backup", "s3cret-word", "/cucm"]) {
        await shell.until(/(?:: )$/);
        shell.seen += "\n";
        shell.type(`${answer}\r`);
      }
      await shell.until(end);
      expect(shell.seen).not.toContain("s3cret-word");
    };
    await place("file get tftp ITLRecovery.p12", /Transfer completed\.\r\nadmin:$/);
    await place("utils itl reset remotekey", /ITL file Reset\.[\s\S]*admin:$/);
  });
});
