// utils sso status | enable | disable | recovery-url, and the trace level of the SSO logs.
import { samlTraceLevels } from "../../../../domain/plan.ts";
import { unixDate } from "../dates.ts";
import { type CliCommand, type CliSession, tell, unsuccessful } from "../session.ts";

/** As printed by a 12.5 with SSO on (Cisco 217268); a node that never had it prints the first line only. */
async function status(session: CliSession): Promise<void> {
  const sso = session.cluster.sso.on(session.node.name);
  const date = (label: string, at: number | undefined): string =>
    at === undefined ? "" : `${label} = ${unixDate(at)}\n`;
  await tell(
    session,
    `SSO Status: SAML SSO ${sso.enabled ? "Enabled" : "Disabled"}\n` +
      date("IdP Metadata Imported Date", sso.metadataImported) +
      date("SP Metadata Exported Date", sso.metadataExported) +
      date("SSO Test Result Date", sso.testedAt) +
      (sso.testedAt === undefined ? "" : `SAML SSO Test Status = ${sso.testPassed ? "passed" : "failed"}\n`) +
      (sso.idp === undefined
        ? ""
        : `Recovery URL Status = ${sso.recoveryUrl ? "enabled" : "disabled"}\nEntity ID = ${sso.idp.entity}\n`),
  );
}

/** CUCM names the level; its own words are not published. */
async function showTrace(session: CliSession): Promise<void> {
  const { traceLevel } = session.cluster.sso.on(session.node.name);
  await tell(session, `Current SAML trace level is ${traceLevel.toUpperCase()}\n`);
}

async function setTrace(session: CliSession, rest: string): Promise<void> {
  const level = samlTraceLevels.find((one) => one === rest.toLowerCase());
  if (level === undefined) {
    await tell(session, `Invalid trace level. Valid levels are DEBUG, INFO, WARNING, ERROR, FATAL\n${unsuccessful}\n`);
    return;
  }
  session.cluster.sso.on(session.node.name).traceLevel = level;
  await tell(session, `SAML trace level has been set to ${level.toUpperCase()}\n`);
}

/** The text of a real node (samples: utils-sso-enable). */
async function enable(session: CliSession): Promise<void> {
  await tell(
    session,
    `*** W A R N I N G ***
SSO cannot be enabled using CLI command
=======================================================
To enable Cluster wide SAML SSO please access
Cisco Unified CM Administration Page->System->SAML Single Sign On

=======================================================
`,
  );
}

/** On this node; in a cluster it is run on all nodes (CLI guide). It asks first; the wording is the lab's. */
async function disable(session: CliSession): Promise<void> {
  const answer = await session.terminal.ask("Are you sure you want to disable SSO (yes/no)? ");
  if (!/^y(?:es)?$/i.test(answer.trim())) return;
  await session.cluster.hands.sso.disable([session.node.name]);
  await tell(session, "SSO has been disabled.\n");
}

const recovery =
  (on: boolean) =>
  async (session: CliSession): Promise<void> => {
    session.cluster.sso.on(session.node.name).recoveryUrl = on;
    await tell(session, `SSO recovery URL is ${on ? "enabled" : "disabled"}\n`);
  };

export const ssoCommands: readonly CliCommand[] = [
  { words: "utils sso status", privilege: 0, run: status },
  { words: "utils sso enable", privilege: 1, run: enable },
  { words: "utils sso disable", privilege: 1, run: disable },
  { words: "utils sso recovery-url enable", privilege: 1, run: recovery(true) },
  { words: "utils sso recovery-url disable", privilege: 1, run: recovery(false) },
  { words: "show samltrace level", privilege: 0, run: showTrace },
  { words: "set samltrace level", privilege: 0, run: setTrace },
];
