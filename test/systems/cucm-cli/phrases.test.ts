// Every message of this part exists in both languages and can be written with the values it is given.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CertOpsError } from "../../../src/domain/errors.ts";
import type { Text } from "../../../src/domain/text.ts";
import { en, zhCN } from "../../../src/i18n/catalogue.ts";
import { writerFor } from "../../../src/i18n/write.ts";
import * as cli from "../../../src/systems/cucm-cli/errors.ts";
import { ShellFault } from "../../../src/transport/ssh-dialect.ts";
import * as ssh from "../../../src/transport/ssh-errors.ts";

const key = { type: "ssh-ed25519", blob: Buffer.from("key") };
const asked = { node: "cucm-pub", command: "show itl", deadlineMs: 1_000, needsPrivilege: 0 };
const fault = (kind: ShellFault["kind"]): ShellFault =>
  new ShellFault({ kind, written: true, text: "", question: "Sure?" });
const unread = (reason: string) => ({ ok: false as const, reason, line: "a {line} with ‘odd’ <marks>" });

const errors: readonly CertOpsError[] = [
  ssh.unreachable("10.0.0.1", 22, "refused"),
  ssh.loginRefused("10.0.0.1", 22, "monitor"),
  ssh.loginQuestion("10.0.0.1", 2022, "monitor"),
  ssh.hostKeyUnknown("10.0.0.1", 22, key, "hq cucm-pub"),
  ssh.hostKeyChanged("10.0.0.1", 22, key, [key], "hq cucm-pub"),
  ssh.cancelled("show itl"),
  ...(["closed", "idle", "deadline", "too-large", "question", "cancelled"] as const).map((kind) =>
    cli.readFault(asked, fault(kind)),
  ),
  ...(["unknown-command", "privilege", "wrong-node", "failed"] as const).map((kind) =>
    cli.refused(asked, { kind, line: "No valid command entered" }),
  ),
  ...["master-agent-unreachable", "in-progress", "database-down", "other"].map((reason) =>
    cli.unreadable(asked, unread(reason)),
  ),
  cli.noChangeAccount(asked),
  cli.unknownService(asked, "Cisco Nothing"),
  cli.clientClosed(asked),
  cli.uncertain(asked, "the connection was lost", false),
];

describe("messages", () => {
  it.each(errors.map((error) => [error.message, error] as const))(
    "%s: both parts are written in both languages",
    (_, error) => {
      for (const locale of ["en", "zh-CN"] as const) {
        for (const text of [error.say, error.next] as readonly Text[]) {
          const written = writerFor(locale).write(text);
          expect(written.length).toBeGreaterThan(5);
          expect("id" in text && written === text.id, written).toBe(false);
          expect(written).not.toMatch(/\{[a-z]+\}(?! with)/);
        }
      }
    },
  );

  it("exist for every id that the sources name, and no other is kept", () => {
    const folders = ["../../../src/systems/cucm-cli/", "../../../src/transport/"].map((path) =>
      fileURLToPath(new URL(path, import.meta.url)),
    );
    const sources = folders
      .flatMap((folder) => readdirSync(folder).map((name) => folder + name))
      .filter((path) => /cucm-cli|ssh-|known-hosts/.test(path))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const mine = Object.keys(en).filter((id) => /^(?:ssh|cli)\./.test(id) && !id.endsWith(".next"));
    for (const id of mine) {
      const bare = id.replace(/^cli\./, "");
      expect(sources.includes(`"${id}"`) || sources.includes(`"${bare}"`), id).toBe(true);
      expect(Object.keys(zhCN)).toContain(`${id}.next`);
    }
    expect(errors.every((error) => error instanceof CertOpsError)).toBe(true);
  });
});
