// Foreign eyes on the practice cluster's SAML: SimpleSAMLphp (Debian) reads both sides' metadata, signs people in, and takes responses.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { takeResponse } from "../../src/lab/sso/acs.ts";
import { readSamlResponse } from "../../src/transport/saml.ts";

/** Where Debian's package stands; elsewhere by hand. */
const folder = process.env.CERTOPS_TEST_SIMPLESAMLPHP ?? "/usr/share/simplesamlphp";
const php = process.env.CERTOPS_TEST_PHP ?? "php";
const there = existsSync(join(folder, "lib/_autoload.php")) && spawnSync(php, ["-v"]).status === 0;
const reason = there ? "" : " (skipped: needs simplesamlphp and php-cli of Debian)";

const ask = (question: object): Record<string, unknown> =>
  JSON.parse(
    execFileSync(php, [join(import.meta.dirname, "../fakes/simplesamlphp.php"), folder], {
      input: JSON.stringify(question),
      encoding: "utf8",
      timeout: 60_000,
    }),
  );

async function lab(): Promise<Lab> {
  const made = await startLab({ nodes: 2, phones: 0, seed: 9, pace: 100, tomcat: "multi-san" });
  onTestFinished(() => made.close());
  await made.hands.sso.alreadySetUp(86_400_000, { mode: "cluster-wide" });
  return made;
}

const base64 = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");

it("is there in CI", () => {
  expect(there || process.env.CI !== "true").toBe(true);
});

describe.skipIf(!there)(`SimpleSAMLphp${reason}`, () => {
  it("reads the cluster’s metadata as its own: entity, every node’s address, the certificate to encrypt for", async () => {
    const { cluster } = await lab();
    const metadata = cluster.sso.metadata(cluster.publisher.name);
    const read = ask({ do: "service-provider", metadata });
    expect(read.entity).toBe("cucm-pub.lab.example");
    expect(read.consumers).toContain("https://cucm-sub1.lab.example:8443/ssosp/saml/SSO/alias/cucm-pub.lab.example");
    expect(base64(String(read.certificate))).toBe(base64(cluster.publisher.own.get("tomcat")?.pem ?? ""));
  });

  it("reads the identity provider’s metadata, and takes a response that it signed and encrypted", async () => {
    const { cluster, hands } = await lab();
    const known = ask({ do: "identity-provider", metadata: hands.sso.idp.metadata() });
    expect(known.entity).toBe(hands.sso.idp.entity);
    const name = cluster.publisher.name;
    const node = cluster.sso.on(name);
    node.traceLevel = "debug";
    expect(await hands.sso.login()).toMatchObject({ ok: true });
    const log = node.log
      .list()
      .map(({ path }) => node.log.read(path))
      .join("");
    const response = Buffer.from(/SAML Response is ::(\S+)/.exec(log)?.[1] ?? "", "base64").toString("utf8");
    const certificate = (known.signing as readonly string[])[0];
    const taken = ask({ do: "take", response, key: cluster.sso.keyOf(name).keyPem, certificate });
    expect(taken).toEqual({ signature: true, attributes: { uid: ["admin"] }, issuer: hands.sso.idp.entity });
  });

  it("signs somebody in until Tomcat is renewed: then the cluster cannot decrypt what it sends", async () => {
    const { cluster, hands } = await lab();
    const name = cluster.publisher.name;
    const metadata = cluster.sso.metadata(name);
    const signer = cluster.publisher.own.get("ipsec");
    if (signer === undefined) throw new Error("no key to sign with");
    const now = cluster.clock.now();
    const about = { idp: "https://ssp.example/idp", user: "admin", request: "_1", now: Math.floor(now / 1000) };
    const { response } = ask({ do: "respond", metadata, ...about, key: signer.keyPem, certificate: signer.pem });
    const post = Buffer.from(String(response)).toString("base64");
    const said: string[] = [];
    const take = () =>
      takeResponse(post, {
        key: cluster.sso.keyOf(name).keyPem,
        trusted: { signing: [base64(signer.pem)] },
        now: now + 1000,
        log: (_level, what) => said.push(what),
      });
    expect(await take()).toEqual({ ok: true, user: "admin" });
    await hands.renew(["tomcat"]);
    await hands.restartService("Cisco Tomcat");
    expect(await take()).toMatchObject({
      ok: false,
      says: expect.stringContaining("Failed to decrypt the secret key"),
    });
    // It names no certificate in what it encrypts: the bot then says what would prove the cause.
    expect(readSamlResponse(String(response)).encryptedFor.kind).toBe("unnamed");
  });
});
