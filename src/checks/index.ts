// Every check, in the order of the support document's verification.
import { backupsCheck } from "./backups/check.ts";
import { capfCheck } from "./capf/check.ts";
import { certificatesCheck } from "./certificates/check.ts";
import { clocksCheck } from "./clocks/check.ts";
import { clusterModeCheck } from "./cluster-mode/check.ts";
import { dot1xTrustCheck } from "./dot1x-trust/check.ts";
import { expresswayLogCheck } from "./expressway-log/check.ts";
import { expresswayPeersCheck } from "./expressway-peers/check.ts";
import { idpMetadataCheck } from "./idp-metadata/check.ts";
import { mraClientTrustCheck } from "./mra-client-trust/check.ts";
import { mraDevicesCheck } from "./mra-devices/check.ts";
import { mraDoorsCheck } from "./mra-doors/check.ts";
import { mraServicesCheck } from "./mra-services/check.ts";
import { phoneHoldingsCheck } from "./phone-holdings/check.ts";
import { phoneSecurityCheck } from "./phone-security/check.ts";
import { registrationsCheck } from "./registrations/check.ts";
import { rejectionsCheck } from "./rejections/check.ts";
import { servedCertificatesCheck } from "./served-certificates/check.ts";
import { servicesCheck } from "./services/check.ts";
import { ssoAgreementCheck } from "./sso-agreement/check.ts";
import { ssoLogCheck } from "./sso-log/check.ts";
import { trustListsCheck } from "./trust-lists/check.ts";
import { tvsVouchingCheck } from "./tvs-vouching/check.ts";

export const checkList = [
  certificatesCheck,
  registrationsCheck,
  trustListsCheck,
  servedCertificatesCheck,
  tvsVouchingCheck,
  servicesCheck,
  clusterModeCheck,
  backupsCheck,
  phoneHoldingsCheck,
  ssoAgreementCheck,
  ssoLogCheck,
  idpMetadataCheck,
  clocksCheck,
  mraDevicesCheck,
  expresswayPeersCheck,
  expresswayLogCheck,
  mraClientTrustCheck,
  mraDoorsCheck,
  mraServicesCheck,
  phoneSecurityCheck,
  capfCheck,
  rejectionsCheck,
  dot1xTrustCheck,
] as const;
