// set cert regen <unit>, with the prompts of the release.
import { type CertificateUnit, certificateUnits } from "../../../../domain/cluster.ts";
import { LabRefusal } from "../../../refusal.ts";
import type { ReleaseProfile } from "../../../release-profile.ts";
import { type CliCommand, type CliSession, tell, unsuccessful } from "../session.ts";

/** Cisco's CLI reference 15 (set): tomcat also asks for its client unit from 15SU5, and sends people to DRF and SSO. */
const tomcatAdvice = `Restart the Cisco DRF Master and Cisco DRF Local services on the publisher node. Restart
ONLY the Cisco DRF Local service on the subscriber node(s). These services can be 
restarted with the 'utils service restart <service>' command from the CLI.If SAML SSO 
is enabled with tomcat certificate, please disable and re-enable it. Also re-provision
the SP metadata on the IDP.
`;

/** From Cisco's CLI reference 12.5, kept by 15 as far as published. */
const recoveryWarning = `WARNING: If you are using a tokenless CTL and if the CallManager certificate is recently 
generated, please ensure that the CTL File already has the new CallManager certificate and is
updated to the endpoints, before generating the ITL Recovery certificate. Are you sure want 
to proceed?

`;

async function yes(session: CliSession, question: string): Promise<boolean> {
  for (;;) {
    const answer = (await session.terminal.ask(question)).trim().toLowerCase();
    if (answer === "yes" || answer === "y") return true;
    if (answer === "no" || answer === "n" || answer === "") return false;
  }
}

function success(unit: CertificateUnit, client: boolean, wording: ReleaseProfile["regenWording"]): string {
  if (wording === "short" && unit !== "ITLRecovery") return `\nSuccessfully regenerated certificate for ${unit}.\n`;
  const what = client ? `${unit} and ${unit}-client` : unit;
  if (unit === "ITLRecovery") {
    return `\nSuccessfully Regenerated Certificate for ${what}.\n\nYou must restart the services related to ${unit} for the regenerated certificates to \nbecome active.\n`;
  }
  const head = `\nSuccessfully Regenerated Certificate for ${what}.\nYou must restart services related to ${unit} for the regenerated certificates to become\nactive.\n`;
  return unit === "tomcat" || unit === "tomcat-ECDSA" ? head + tomcatAdvice : head;
}

async function regenerate(session: CliSession, rest: string): Promise<void> {
  const unit = certificateUnits.find((known) => known.toLowerCase() === rest.toLowerCase());
  if (unit === undefined || !session.node.own.has(unit)) {
    await tell(session, `Unit ${rest} does not exist on this node.\n${unsuccessful}\n`);
    return;
  }
  await tell(
    session,
    unit === "ITLRecovery"
      ? `\n${recoveryWarning}`
      : `\nWARNING: This operation will overwrite any CA signed certificate previously imported\nfor  ${unit}\n`,
  );
  if (!(await yes(session, "Proceed with regeneration (yes|no)? "))) return;
  const { regenPrompt, regenWording } = session.cluster.profile;
  const client =
    unit === "tomcat" &&
    regenPrompt === "tomcat-client" &&
    (await yes(session, "\nDo you want to use the same certificate for tomcat-client (yes|no) ? "));
  try {
    await session.cluster.hands.renew([unit], { node: session.node.name });
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    await tell(session, `${error.message}\n${unsuccessful}\n`);
    return;
  }
  await tell(session, success(unit, client, regenWording));
}

export const regenerateCommands: readonly CliCommand[] = [{ words: "set cert regen", privilege: 1, run: regenerate }];
