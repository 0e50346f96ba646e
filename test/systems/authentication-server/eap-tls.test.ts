// The diagnosis against the real thing: what is said of a FreeRADIUS CA file, beside what FreeRADIUS answers to EAP-TLS with such an LSC.
import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { nodeName } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { LabAuthenticationServer } from "../../../src/lab/dot1x/server.ts";
import { type Issued, issue } from "../../../src/lab/expressway/issue.ts";
import { createAuthenticationServers } from "../../../src/systems/authentication-server/client.ts";
import { createHttpsClient } from "../../../src/transport/https.ts";
import { memoryPins } from "../../../src/transport/https-pins.ts";
import { memoryHostKeyStore } from "../../../src/transport/known-hosts-file.ts";
import { readCertificate } from "../../../src/trust/certificate.ts";
import { refusedBy } from "../../../src/trust/lsc-issuers.ts";
import { freePort } from "../../fakes/free-port.ts";

/** Debian's packages; elsewhere by hand. */
const radius = process.env.CERTOPS_TEST_FREERADIUS ?? "/usr/sbin/freeradius";
const modules = process.env.CERTOPS_TEST_FREERADIUS_MODULES ?? "/usr/lib/freeradius";
const dictionaries = process.env.CERTOPS_TEST_FREERADIUS_DICTIONARIES ?? "/usr/share/freeradius";
const eapol = process.env.CERTOPS_TEST_EAPOL ?? "eapol_test";
const there = spawnSync(radius, ["-v"]).status === 0 && spawnSync(eapol, ["-v"]).error === undefined;
const reason = there ? "" : " (skipped: needs freeradius and eapoltest of Debian)";

const folder = mkdtempSync(join(tmpdir(), "certops-eap-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};

const rsaKey = (): string =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;

const make = (commonName: string, issuer?: Issued): Promise<Issued> =>
  issue({
    commonName,
    ca: issuer === undefined,
    notBefore: Date.now() - 86_400_000,
    days: 30,
    keyPem: rsaKey(),
    seed: 1,
    occasion: `${commonName} by ${issuer?.commonName}`,
    ...(issuer === undefined ? {} : { issuer }),
  });

const configuration = (port: number, trust: string): string => `
prefix = ${folder}
logdir = ${folder}
run_dir = ${folder}
libdir = ${modules}
security { allow_vulnerable_openssl = yes }
modules {
 eap {
  default_eap_type = tls
  tls-config c {
   private_key_file = ${join(folder, "server.key")}
   certificate_file = ${join(folder, "server.pem")}
   ca_file = ${trust}
   tls_min_version = "1.2"
   tls_max_version = "1.2"
  }
  tls {
   tls = c
  }
 }
}
client local {
 ipaddr = 127.0.0.1
 secret = testing123
}
server default {
 listen {
  type = auth
  ipaddr = 127.0.0.1
  port = ${port}
 }
 authorize {
  eap
 }
 authenticate {
  eap
 }
}
`;

/** FreeRADIUS with this list, ready for requests. */
async function serve(trust: string): Promise<number> {
  const port = await freePort();
  file("radiusd.conf", configuration(port, trust));
  file("dictionary", "");
  const server = spawn(radius, ["-d", folder, "-D", dictionaries, "-n", "radiusd", "-fxl", "stdout"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => stopped(server));
  await new Promise<void>((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (part: Buffer) => {
      text += String(part);
      if (text.includes("Ready to process requests")) resolve();
    });
    server.once("exit", () => reject(new Error(`freeradius ended: ${text.slice(-2000)}`)));
    server.once("error", reject);
  });
  return port;
}

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill();
  });

/** One whole EAP-TLS exchange as a phone has it. */
async function authenticate(port: number, phone: Issued): Promise<"accept" | "failure"> {
  const network = `network={
 key_mgmt=IEEE8021X
 eap=TLS
 identity="${phone.commonName}"
 ca_cert="${join(folder, "radius-ca.pem")}"
 client_cert="${file("phone.pem", phone.pem)}"
 private_key="${file("phone.key", phone.keyPem)}"
}
`;
  const args = [
    "-c",
    file("phone.conf", network),
    "-a",
    "127.0.0.1",
    "-p",
    String(port),
    "-s",
    "testing123",
    "-t",
    "8",
  ];
  const output = await promisify(execFile)(eapol, args, { timeout: 30_000 }).then(
    ({ stdout }) => stdout,
    (error: { stdout?: string }) => error.stdout ?? "",
  );
  if (/^SUCCESS$/m.test(output)) return "accept";
  if (/EAP-Failure|CTRL-EVENT-EAP-FAILURE|EAP: Received EAP-Failure/.test(output)) return "failure";
  throw new Error(`neither: ${output.slice(-2000)}`);
}

it("is there in CI", () => {
  expect(there || process.env.CI !== "true").toBe(true);
});

describe.skipIf(!there)(`a CAPF renewal and FreeRADIUS${reason}`, () => {
  it.each([
    ["the LSC of the former CAPF, the list of the former", "former", ["former"], "accept"],
    ["the LSC of the new CAPF, the list of the former alone", "present", ["former"], "failure"],
    ["the LSC of the new CAPF, both in the list", "present", ["former", "present"], "accept"],
    ["the LSC of the former CAPF, replaced by the new one", "former", ["present"], "failure"],
  ] as const)("agree with the bot about %s", { timeout: 120_000 }, async (_, signer, listed, expected) => {
    const authority = await make("Radius CA");
    const server = await make("radius.lab", authority);
    const capfs = { former: await make("CAPF-0a1b2c3d"), present: await make("CAPF-99ff00aa") };
    const phone = await make("CP-8841-SEP001122334455", capfs[signer]);
    file("radius-ca.pem", authority.pem);
    file("server.pem", server.pem);
    file("server.key", server.keyPem);
    const trust = file("trust.pem", listed.map((one) => capfs[one].pem).join(""));

    expect(await authenticate(await serve(trust), phone)).toBe(expected);

    const bot = createAuthenticationServers({
      https: createHttpsClient({ pins: memoryPins(new Map()) }),
      hostKeys: memoryHostKeyStore(),
      cluster: "hq",
      clock: systemClock,
      account: () => undefined,
    });
    const { value } = await bot.trusted({
      name: nodeName("radius"),
      kind: "ca-file",
      address: "",
      port: 0,
      file: trust,
    });
    const issuer = { name: capfs[signer].commonName, phones: [phone.commonName] };
    const known = [capfs.former, capfs.present].map(({ pem }) => readCertificate(pem));
    expect(refusedBy(value, [issuer], known, Date.now())).toHaveLength(expected === "accept" ? 0 : 1);

    const lab = new LabAuthenticationServer();
    for (const one of listed) lab.trust(capfs[one].pem);
    const { der, notBefore, notAfter } = readCertificate(phone.pem);
    const shown = { der, notBefore: Date.parse(notBefore), notAfter: Date.parse(notAfter) };
    expect("accepted" in lab.judge(shown, Date.now())).toBe(expected === "accept");
  });
});
