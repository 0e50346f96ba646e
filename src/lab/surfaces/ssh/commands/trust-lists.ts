// show itl, show ctl, utils itl reset, utils ctl: the trust lists, and what changes them.
import { LabRefusal } from "../../../refusal.ts";
import { printTrustList } from "../print-trust-list.ts";
import { type CliCommand, type CliSession, onPublisherOnly, page, tell, unsuccessful } from "../session.ts";

/** Expected refusals of the cluster become text; anything else is a bug and stays one. */
async function refusing(session: CliSession, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    await tell(session, `${error.message}\n${unsuccessful}\n`);
    return false;
  }
}

/** CUCM asks `(y/n): ` and takes anything but y as no. */
async function agreed(session: CliSession, question: string): Promise<boolean> {
  const answer = await session.terminal.ask(question);
  return /^y(es)?$/i.test(answer.trim());
}

async function itlLocalKey(session: CliSession): Promise<void> {
  if (!(await onPublisherOnly(session, "utils itl reset localkey"))) return;
  const { profile, nodes } = session.cluster;
  const reset = () => refusing(session, () => session.cluster.hands.itlReset("localkey"));
  if (profile.itlResetPrint === "signed") {
    await tell(
      session,
      `ITLFile on all the active TFTP nodes will be reset now\nand signed using ${profile.localkeySigner} certificate key...\n\n`,
    );
    if (await reset())
      await tell(session, "ITL file Reset.\n\nPlease reset all the phones to pickup the new ITL File.\n");
    return;
  }
  await tell(session, "\nName is None \n\nGenerating the reset ITL file.....\n\n");
  if (!(await reset())) return;
  const servers = nodes.filter((node) => node.services.get("Cisco Tftp")?.state === "started").map(({ name }) => name);
  await tell(
    session,
    `${transferHead}${servers.join("\n\n")}\n\n=====================\n\nNumber of Active TFTP servers in the cluster : ${servers.length}\n\nTransferring new reset ITL file to the TFTP server nodes in the cluster.........\n\n${servers.map((name) => `Successfully transferred reset ITL to node ${name}\n`).join("\n")}`,
  );
}

/** CLI reference 12.5. */
const transferHead = `The reset ITL file was generated successfully

Locating active Tftp servers in the cluster.....

Following is the list of Active tftp servers in the cluster

====================

`;

async function itlUsage(session: CliSession): Promise<void> {
  await tell(session, `Usage: utils itl reset [localkey|remotekey]\n${unsuccessful}\n`);
}

async function ctlUpdate(session: CliSession): Promise<void> {
  if (!(await onPublisherOnly(session, "utils ctl update CTLFile"))) return;
  if (!(await agreed(session, "This operation will update the CTLFile. Do you want to continue? (y/n): "))) return;
  await tell(session, "\nUpdating CTL file\n");
  if (!(await refusing(session, () => session.cluster.hands.ctlUpdate()))) return;
  await tell(session, `CTL file Updated\n${ctlTail(session)}\n`);
}

/** 118893 and 200614 (10.x to 12.x); 225746 (15). */
const ctlTail = ({ cluster }: CliSession): string =>
  cluster.profile.ctlUpdateTail === "reset-phones"
    ? "Please reset all Encrypted and Authenticated phones for the CTL file updates to take effect."
    : "Please Restart the TFTP and Cisco CallManager services on all nodes in the cluster that run these services";

async function ctlLocalKey(session: CliSession): Promise<void> {
  if (!(await onPublisherOnly(session, "utils ctl reset localkey"))) return;
  if (!(await agreed(session, "This operation will reset the CTLFile. Do you want to continue? (y/n): "))) return;
  await tell(session, "\nResetting CTL file\n");
  if (!(await refusing(session, () => session.cluster.hands.ctlReset()))) return;
  await tell(session, `CTL file Reset\n${ctlTail(session)}\n`);
}

async function mixedMode(session: CliSession): Promise<void> {
  if (!(await onPublisherOnly(session, "utils ctl set-cluster mixed-mode"))) return;
  if (!(await agreed(session, "This operation will set the cluster to Mixed mode. Do you want to continue? (y/n): ")))
    return;
  await tell(session, "Moving Cluster to Mixed Mode\n");
  if (!(await refusing(session, () => session.cluster.hands.setMode("mixed")))) return;
  await tell(
    session,
    session.cluster.profile.ctlUpdateTail === "restart-services"
      ? `Cluster set to Mixed Mode\n${ctlTail(session)}\n`
      : "Cluster set to Mixed Mode\nYou must reset all phones to ensure they received the updated CTL file. \nYou must restart Cisco CTIManager services on all the nodes in the cluster that have the service activated.\n",
  );
}

async function nonSecureMode(session: CliSession): Promise<void> {
  if (!(await onPublisherOnly(session, "utils ctl set-cluster non-secure-mode"))) return;
  const question = "This operation will set the cluster to non secure mode. Do you want to continue? (y/n): ";
  if (!(await agreed(session, question))) return;
  await tell(session, "\nMoving Cluster to Non Secure Mode\n");
  if (!(await refusing(session, () => session.cluster.hands.setMode("non-secure")))) return;
  await tell(
    session,
    "Cluster set to Non Secure Mode\nPlease Restart the TFTP and Cisco CallManager services on all nodes in the cluster that run these services\n",
  );
}

export const trustListCommands: readonly CliCommand[] = [
  {
    words: "show itl",
    privilege: 0,
    run: (session) => page(session, printTrustList("ITL", session.node.trustList("ITL"))),
  },
  {
    words: "show ctl",
    privilege: 0,
    run: (session) => page(session, printTrustList("CTL", session.node.trustList("CTL"))),
  },
  { words: "utils itl reset", privilege: 4, run: itlUsage },
  { words: "utils itl reset localkey", privilege: 4, run: itlLocalKey },
  { words: "utils ctl update ctlfile", privilege: 1, run: ctlUpdate },
  { words: "utils ctl reset localkey", privilege: 1, run: ctlLocalKey },
  { words: "utils ctl set-cluster mixed-mode", privilege: 1, run: mixedMode },
  { words: "utils ctl set-cluster non-secure-mode", privilege: 1, run: nonSecureMode },
];
