// Archives: nested ones, and hostile ones. Nothing is written outside a folder of ours, and that one is gone afterwards.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Explanation } from "../../src/domain/explanation.ts";
import { explainFile, explainStream } from "../../src/explain/source.ts";
import { chatLimits } from "../../src/explain/stream/limits.ts";
import { tar, zip } from "../fakes/archives.ts";
import { logLines } from "./log-lines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const sso = Buffer.from(`first line\n${logLines["sso.decrypt-failed"]}\n`);
const drf = Buffer.from(`${logLines["drf.certificate-refused"]}\n`);

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const explain = (bytes: Buffer, limits = chatLimits): Promise<Explanation> =>
  explainStream(inPieces(bytes), { now, limits });
const places = ({ findings }: Explanation): unknown =>
  findings.flatMap(({ code, evidence }) =>
    evidence.filter(({ file }) => file !== undefined).map(({ file, line }) => [code, file, line]),
  );
const codes = ({ findings }: Explanation): string[] => findings.map(({ code }) => code);
const leftOvers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("certops-explain-"));

describe("an archive", () => {
  it("as .gz, .tar, .tar.gz and .zip shows each finding with its file and line", async () => {
    const both = [
      ["sso.decrypt-failed", "logs/a.log", 2],
      ["drf.certificate-refused", "logs/b.log", 1],
    ];
    const plain = tar([
      { path: "logs/", type: "Directory" },
      { path: "logs/a.log", content: sso },
      { path: "logs/b.log", content: drf },
    ]);
    expect(places(await explain(plain))).toEqual(both);
    const packed = await explain(gzipSync(plain));
    expect(places(packed)).toEqual(both);
    expect(packed).toMatchObject({ kind: "bundle", facts: { format: "gzip+tar", count: 2, complete: true } });
    expect(places(await explain(await zip({ "logs/a.log": sso, "logs/b.log": drf })))).toEqual(both);
    expect(await explain(gzipSync(sso))).toMatchObject({ kind: "bundle", facts: { format: "gzip" } });
  });

  it("inside archives inside archives is opened, and the way to it is named", async () => {
    const inner = gzipSync(tar([{ path: "ssosp/log4j/sso.log", content: sso }]));
    const middle = await zip({ "node1/ssosp.tar.gz": inner, "node1/drf.log.gz": gzipSync(drf) });
    const before = leftOvers();
    const explained = await explain(tar([{ path: "bundle.zip", content: middle }]));
    expect(places(explained)).toEqual([
      ["sso.decrypt-failed", "bundle.zip!node1/ssosp.tar!ssosp/log4j/sso.log", 2],
      ["drf.certificate-refused", "bundle.zip!node1/drf.log", 1],
    ]);
    expect(leftOvers()).toEqual(before);
  });

  it("may hold certificates, trust lists and outputs beside its logs; pictures and programs are left out", async () => {
    const ctl = Buffer.from("admin:show ctl\nLength of CTL file: 0\nCTL File not found.\n");
    const list = Buffer.from([1, 0, 2, 1, 2, 2, 0, 2]);
    const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(600)]);
    const explained = await explain(
      tar([
        { path: "x.jpg", content: ctl },
        { path: "y.txt", content: list },
        { path: "z.log", content: picture },
        { path: "empty" },
      ]),
    );
    expect(explained.facts.files).toEqual([
      { path: "x.jpg", kind: "show-ctl" },
      { path: "y.txt", kind: "trust-list" },
      { path: "empty", kind: "unknown", source: "empty" },
    ]);
    expect(explained.facts.skipped).toEqual([{ path: "z.log", why: "image" }]);
    expect(codes(explained)).toEqual(expect.arrayContaining(["ctl.absent", "list.damaged"]));
  });
});

describe("a hostile archive", () => {
  it("that climbs out, is absolute, or holds links: nothing is written, and it is said", async () => {
    const explained = await explain(
      tar([
        { path: "../../evil.log", content: sso },
        { path: "/etc/passwd", content: sso },
        { path: "link", type: "SymbolicLink", link: "/etc/shadow" },
        { path: "hard", type: "Link", link: "../x" },
        { path: "dev", type: "CharacterDevice" },
        { path: "good.log", content: drf },
      ]),
    );
    expect(explained.facts).toMatchObject({ unsafe: 4, count: 1 });
    expect(codes(explained)).toEqual(["bundle.unsafe", "drf.certificate-refused", "bundle.read"]);
    expect(JSON.stringify(explained)).not.toContain("shadow");
  });

  it("that is a zip with such names is treated alike", async () => {
    const bytes = await zip({ "aa/evil.log": sso, "good.log": drf });
    const renamed = Buffer.from(bytes.toString("latin1").replaceAll("aa/evil.log", "../evil.log"), "latin1");
    expect((await explain(renamed)).facts).toMatchObject({ unsafe: 1, count: 1 });
  });

  it("that unpacks to far more than it weighs is stopped, and so is one made of archives of archives", async () => {
    const limits = { ...chatLimits, unpacked: 40 * 1024 * 1024, least: 4 * 1024 * 1024, ratio: 50 };
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024, "a"));
    const before = leftOvers();
    for (const bomb of [zeros, gzipSync(zeros), await zip({ "a.gz": zeros, "b.gz": zeros })]) {
      const explained = await explain(bomb, limits);
      expect(codes(explained)).toContain("bundle.limit");
      expect(explained.facts.complete).toBe(false);
    }
    expect(leftOvers()).toEqual(before);
  });

  it("that is nested too deep is left out at that depth", async () => {
    let bytes = gzipSync(sso);
    for (let depth = 0; depth < 9; depth += 1) bytes = gzipSync(bytes);
    const explained = await explain(bytes);
    expect(explained.facts.skipped).toEqual([expect.objectContaining({ why: "too-deep" })]);
  });

  it("with more files than anybody packs is stopped", async () => {
    const many = tar(Array.from({ length: 60 }, (_, at) => ({ path: `f${at}`, content: sso })));
    const explained = await explain(many, { ...chatLimits, files: 50 });
    expect(codes(explained)).toEqual(expect.arrayContaining(["bundle.limit", "sso.decrypt-failed"]));
  });

  it.each(["gzip", "tar", "zip"] as const)(
    "that is a damaged %s says so, and what was read before is explained",
    async (format) => {
      const content = Buffer.concat([
        sso,
        Buffer.from(Array.from({ length: 300_000 }, (_, at) => 32 + ((at * 7919) % 90))),
      ]);
      const whole = format === "zip" ? await zip({ "a.log": content }) : tar([{ path: "a.log", content }]);
      const bytes = format === "gzip" ? gzipSync(whole) : whole;
      const explained = await explain(bytes.subarray(0, Math.floor(bytes.length * 0.7)));
      expect(explained.kind).toBe("bundle");
      expect(explained.facts.complete).toBe(false);
      expect(codes(explained)).toContain("file.packed-damaged");
      if (format !== "zip") expect(codes(explained)).toContain("sso.decrypt-failed");
    },
  );

  it("that is a locked zip says which part was not looked at", async () => {
    const bytes = await zip({ "a.log": sso });
    // The flag of encryption in both headers: whether it is true does not matter, it is not opened.
    for (const signature of ["PK\u0003\u0004", "PK\u0001\u0002"]) {
      const at = bytes.indexOf(signature, 0, "latin1") + (signature.endsWith("\u0004") ? 6 : 8);
      bytes[at] = (bytes[at] ?? 0) | 1;
    }
    const explained = await explain(bytes);
    expect(explained.facts).toMatchObject({ encrypted: 1, count: 0 });
    expect(codes(explained)).toContain("file.encrypted");
  });
});

it("a zip on the disk is read where it stands", async () => {
  const folder = mkdtempSync(join(tmpdir(), "certops-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "picture.png");
  writeFileSync(file, await zip({ "a.log": sso }));
  const before = leftOvers();
  expect(places(await explainFile(file, { now }))).toEqual([["sso.decrypt-failed", "a.log", 2]]);
  expect(readdirSync(folder)).toEqual(["picture.png"]);
  expect(leftOvers()).toEqual(before);
});

describe("the last login of SSO logs in a bundle", () => {
  const line = (at: string, what: string): string =>
    `2026-01-10 ${at},274 ERROR [http-nio-81-exec-1]  cpi.sso.saml - ${what}\n`;
  const failed = (at: string) => line(at, "Error while processing saml response Failed to decrypt the secret key.");
  const worked = (at: string) => line(at, "redirecting to ::/ccmadmin/showHome.do::");
  const login = async (files: Readonly<Record<string, string>>): Promise<unknown> => {
    const entries = Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }));
    return (await explain(tar(entries))).facts.login;
  };

  it("is the newest of a node’s files, whatever their order", async () => {
    expect(await login({ "a/2.log": worked("06:07:00"), "a/1.log": failed("06:06:00") })).toEqual({
      outcome: "sso.signed-in",
      at: "2026-01-10 06:07:00,274",
    });
  });

  it("that failed on one node is not hidden by one that worked later on another", async () => {
    expect(await login({ "a/1.log": failed("06:06:00"), "b/1.log": worked("06:08:00") })).toMatchObject({
      outcome: "sso.decrypt-failed",
    });
  });

  it("is not read out of other logs", async () => {
    expect(await login({ "a/1.log": "redirecting to :: somewhere\n", "b/sdl.txt": `${"x".repeat(300)}\n` })).toBe(
      undefined,
    );
  });
});
