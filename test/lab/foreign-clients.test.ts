// Programs that we did not write as judges of the lab: OpenSSH, OpenSSL and curl must find what they find on a CUCM.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { NodePorts } from "../../src/domain/cluster.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { ast } from "./surfaces-soap-client.ts";

const installed = (program: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));

const lab: Lab = await startLab({ nodes: 1, phones: 3, seed: 23, mode: "mixed", clockScale: 50 });
const folder = mkdtempSync(join(tmpdir(), "certops-foreign-"));
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});
const node = lab.cluster.publisher;

function run(
  program: string,
  args: readonly string[],
  options: { input?: string; env?: Record<string, string> } = {},
): Promise<{ out: string; err: string; code: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...options.env }, timeout: 20_000 });
    running.add(child);
    let [out, err] = ["", ""];
    child.stdout.on("data", (bytes: Buffer) => {
      out += bytes.toString("latin1");
    });
    child.stderr.on("data", (bytes: Buffer) => {
      err += bytes.toString("latin1");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      resolve({ out, err, code: code ?? -1 });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** OpenSSH asks for passwords through a program; the answer to `Password: ` comes from its environment. */
function askPass(): string {
  const path = join(folder, "askpass.sh");
  writeFileSync(path, '#!/bin/sh\nprintf "%s\\n" "$CERTOPS_TEST_PASSWORD"\n');
  chmodSync(path, 0o700);
  return path;
}

async function ssh(
  input: string,
  password = lab.accounts.change.password,
  extra: readonly string[] = [],
  tail: readonly string[] = [],
) {
  const known = join(folder, "known_hosts");
  const [host] = await lab.hostKeys();
  writeFileSync(known, (host?.keys ?? []).map((key) => `[${node.address}]:${node.ports.ssh} ${key}\n`).join(""));
  const options = [
    ["StrictHostKeyChecking", "yes"],
    ["UserKnownHostsFile", known],
    ["GlobalKnownHostsFile", "/dev/null"],
    ["PreferredAuthentications", "keyboard-interactive"],
    ["NumberOfPasswordPrompts", "1"],
    ["PubkeyAuthentication", "no"],
  ].flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const where = ["-F", "/dev/null", "-p", String(node.ports.ssh), "-l", lab.accounts.change.user, node.address];
  return await run("ssh", [...extra, ...options, ...where, ...tail], {
    input,
    env: { SSH_ASKPASS: askPass(), SSH_ASKPASS_REQUIRE: "force", DISPLAY: "none", CERTOPS_TEST_PASSWORD: password },
  });
}

describe.skipIf(!installed("ssh"))("OpenSSH (skipped where ssh is not installed)", () => {
  it("logs in keyboard-interactive with the pinned Ed25519 and RSA keys and reads the version", async () => {
    for (const algorithm of ["ssh-ed25519", "rsa-sha2-256"]) {
      const { out, err } = await ssh("show version active\rquit\r", undefined, [
        "-tt",
        "-o",
        `HostKeyAlgorithms=${algorithm}`,
      ]);
      expect(`${out}${err}`).toContain("Active Master Version: 15.0.1.12900-234");
      expect(out).toContain("admin:");
    }
  });

  it("is refused a command line of its own, and a wrong password", async () => {
    const exec = await ssh("", undefined, [], ["show", "status"]);
    expect(exec.code).not.toBe(0);
    expect(exec.out).toBe("");
    const wrong = await ssh("", "not the password");
    expect([wrong.code, wrong.err]).toEqual([255, expect.stringContaining("Permission denied")]);
  });

  it("refuses the node itself after its host key changed", async () => {
    const [before] = await lab.hostKeys();
    lab.hands.changeHostKey(node.name);
    await lab.hostKeys();
    const known = join(folder, "old_hosts");
    writeFileSync(known, (before?.keys ?? []).map((key) => `[${node.address}]:${node.ports.ssh} ${key}\n`).join(""));
    const { code, err } = await ssh("quit\r", undefined, ["-o", `UserKnownHostsFile=${known}`]);
    expect([code, err]).toEqual([255, expect.stringContaining("REMOTE HOST IDENTIFICATION HAS CHANGED")]);
  });
});

describe.skipIf(!installed("openssl"))("OpenSSL (skipped where openssl is not installed)", () => {
  const serialOn = async (port: keyof NodePorts, limits: readonly string[] = []): Promise<string> => {
    const shown = await run("openssl", ["s_client", "-connect", `${node.address}:${node.ports[port]}`, ...limits], {
      input: "",
    });
    const read = await run("openssl", ["x509", "-noout", "-serial"], { input: shown.out });
    return /serial=([0-9A-F]+)/.exec(read.out)?.[1]?.toLowerCase().replace(/^0+/, "") ?? shown.err;
  };

  it.each([
    ["https", "tomcat", "aRSA"],
    ["https", "tomcat-ECDSA", "aECDSA"],
    ["tftpHttps", "tomcat", "aRSA"],
    ["tftpHttps", "tomcat-ECDSA", "aECDSA"],
    ["sipTls", "CallManager", "aRSA"],
    ["sipTls", "CallManager-ECDSA", "aECDSA"],
  ] as const)("is shown on %s the %s certificate for -cipher %s", async (port, unit, cipher) => {
    expect(await serialOn(port, ["-tls1_2", "-cipher", cipher])).toBe(node.own.get(unit)?.serial);
  });

  it.each([
    ["tvs", "TVS"],
    ["capf", "CAPF"],
  ] as const)("is shown on %s the %s certificate", async (port, unit) => {
    expect(await serialOn(port)).toBe(node.own.get(unit)?.serial);
  });
});

describe.skipIf(!installed("curl"))("curl (skipped where curl is not installed)", () => {
  it("fetches the trust list whole over 6970, and over 6972 with the pinned certificate", async () => {
    const pin = join(folder, "tomcat.pem");
    writeFileSync(pin, node.own.get("tomcat")?.pem ?? "");
    const name = node.own.get("tomcat")?.commonName ?? "";
    const expected = Buffer.from(node.trustList("ITL") ?? []);
    for (const [scheme, port, extra] of [
      ["http", node.ports.tftpHttp, []],
      [
        "https",
        node.ports.tftpHttps,
        ["--cacert", pin, "--tls-max", "1.2", "--ciphers", "ECDHE-RSA-AES256-GCM-SHA384"],
      ],
    ] as const) {
      const to = join(folder, `${scheme}.tlv`);
      const where = ["--resolve", `${name}:${port}:${node.address}`, `${scheme}://${name}:${port}/ITLFile.tlv`];
      const { code, err } = await run("curl", ["-sSf", "--noproxy", "*", ...extra, "-o", to, ...where]);
      expect([scheme, code, err]).toEqual([scheme, 0, ""]);
      expect(readFileSync(to).equals(expected)).toBe(true);
    }
  });

  it("asks RisPort70 with Basic credentials, and is told 401 without", async () => {
    const [phone] = lab.cluster.phones;
    const body = join(folder, "ris.xml");
    writeFileSync(
      body,
      ast(
        `<soap:selectCmDeviceExt><soap:StateInfo></soap:StateInfo><soap:CmSelectionCriteria><soap:MaxReturnedDevices>10</soap:MaxReturnedDevices><soap:SelectBy>Name</soap:SelectBy><soap:SelectItems><soap:item><soap:Item>${phone?.name}</soap:Item></soap:item></soap:SelectItems></soap:CmSelectionCriteria></soap:selectCmDeviceExt>`,
      ),
    );
    const url = `https://${node.address}:${node.ports.https}/realtimeservice2/services/RISService70`;
    const ask = [
      "-sSk",
      "--noproxy",
      "*",
      "-H",
      "Content-Type: text/xml",
      "-H",
      "SOAPAction: selectCmDeviceExt",
      "--data-binary",
      `@${body}`,
    ];
    const { user, password } = lab.accounts.axl;
    const told = await run("curl", [...ask, "-u", `${user}:${password}`, url]);
    expect(told.out).toContain(`<ns1:Name>${phone?.name}</ns1:Name>`);
    expect(told.out).toContain("<ns1:TotalDevicesFound>1</ns1:TotalDevicesFound>");
    const bare = await run("curl", [...ask, "-o", "/dev/null", "-w", "%{http_code}", url]);
    expect(bare.out).toBe("401");
  });
});
