// The collected samples of real output and real logs, where they are at hand: nothing that a reader would recognise is unknown.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ExplanationKind } from "../../src/domain/explanation.ts";
import { explainBytes } from "../../src/explain/explain.ts";
import type { LogSource } from "../../src/signatures/log/sources.ts";

const folder = fileURLToPath(new URL("../../../shared/samples/", import.meta.url));
const here = existsSync(folder);
const now = Date.parse("2026-11-22T02:00:00Z");

const walk = (inside: string): string[] =>
  readdirSync(folder + inside).flatMap((name) =>
    statSync(`${folder}${inside}${name}`).isDirectory() ? walk(`${inside}${name}/`) : [`${inside}${name}`],
  );
const files = here
  ? ["cli/", "logs/", "tlv/", "api/cli/", "api/expressway/"].flatMap(walk).filter((name) => !name.includes("SOURCES"))
  : [];

/** By the start of the name: the test may look at names, the product never does. */
const kinds: readonly (readonly [RegExp, ExplanationKind])[] = [
  [
    /show-ctl--3\.|show-version|show-tech-network|file-view|error-exec|continue|paging|banner|haproxy|sso-enable|default-ca-list--4/,
    "session",
  ],
  [/show-ctl|CTLFile.*\.show\.txt/, "show-ctl"],
  [/show-itl|ITLFile.*\.show\.txt/, "show-itl"],
  [/\.tlv$/, "trust-list"],
  [/\.crt$/, "certificate"],
  [/show-cert-list|show-cert-default|01-show-cert-list/, "show-cert-list"],
  [/show-cert-own/, "show-cert"],
  [/service-list/, "service-list"],
  [/service-restart|ipsec-restart/, "service-restart"],
  [/utils-ctl|05-utils-ctl/, "ctl-update"],
  [/itl-reset/, "itl-reset"],
  [/set-cert|fips/, "cert-regen"],
  [/sso-status/, "sso-status"],
  [/network-cluster/, "network-cluster"],
  [/dbreplication|dbstateinfo/, "dbreplication"],
  [/ntp-status/, "ntp"],
  [/disaster-recovery/, "drs-backup"],
  [/run-sql/, "sql-table"],
  [/file-search-cli-audit|^logs\/|traffic-server/, "log"],
];

const sources: readonly (readonly [RegExp, LogSource])[] = [
  [/expressway|xcp-jabberd|traffic-server/, "expressway"],
  [/logs\/sso-/, "tomcat-sso"],
  [/logs\/tvs-|phone-and-tvs/, "tvs"],
  [/logs\/ccm-sdl/, "ccm-sdl"],
  [/logs\/ils-/, "ils"],
  [/logs\/drf/, "drf"],
  [/cert-mgmt/, "cert-mgmt"],
  [/cli-audit/, "cli-audit"],
  [/alarm/, "alarms"],
  [/phone-status/, "phone-status"],
  [/logs\/phone-(?!and)/, "phone-console"],
  [/logs\/imp-topology/, "imp"],
  [/unity/, "unity"],
  [/ios-cube/, "ios"],
  [/cme-capf/, "capf"],
  [/logs\/jabber/, "jabber"],
  [/tc-endpoint/, "endpoint"],
];

/** Pieces of answers that show nothing by themselves. */
const excerpts = /^api\/(?:expressway\/0[1-57]|certmgr)/;

describe.skipIf(!here)("the collected samples (skipped: they are not beside this clone)", () => {
  it.each(files.filter((name) => !excerpts.test(name)))("%s", async (name) => {
    const explained = await explainBytes(new Uint8Array(readFileSync(folder + name)), { now });
    const [, kind] = kinds.find(([shape]) => shape.test(name)) ?? [];
    expect(kind, "no kind is expected of it").toBeDefined();
    expect(explained.kind).toBe(kind);
    if (kind === "log") expect(explained.facts.source).toBe(sources.find(([shape]) => shape.test(name))?.[1]);
    for (const { evidence } of explained.findings) expect(evidence.length).toBeGreaterThan(0);
  });
});
