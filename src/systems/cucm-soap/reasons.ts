// What RisPort's StatusReason means: one table per Status, because the same number says different things.
// Source: CISCO-CCM-MIB, CcmDevUnregCauseCode and CcmDevRegFailCauseCode.
import type { PhoneRegistration } from "../ports.ts";

/** Codes 30 to 34 are not in the MIB; newer releases' unregistration alarms use them. */
const unregistered: Readonly<Record<number, string>> = {
  0: "noError",
  1: "unknown",
  2: "noEntryInDatabase",
  3: "databaseConfigurationError",
  4: "deviceNameUnresolveable",
  5: "maxDevRegExceeded",
  6: "connectivityError",
  7: "initializationError",
  8: "deviceInitiatedReset",
  9: "callManagerReset",
  10: "deviceUnregistered",
  11: "malformedRegisterMsg",
  12: "sccpDeviceThrottling",
  13: "keepAliveTimeout",
  14: "configurationMismatch",
  15: "callManagerRestart",
  16: "duplicateRegistration",
  17: "callManagerApplyConfig",
  18: "deviceNoResponse",
  19: "emLoginLogout",
  20: "emccLoginLogout",
  21: "energywisePowerSavePlus",
  22: "callManagerForcedRestart",
  23: "sourceIPAddrChanged",
  24: "sourcePortChanged",
  25: "registrationSequenceError",
  26: "invalidCapabilities",
  28: "fallbackInitiated",
  29: "deviceSwitch",
  30: "deviceWipe",
  31: "deviceForcedReset",
  33: "lowBattery",
  34: "manualPowerOff",
};

const rejected: Readonly<Record<number, string>> = {
  0: "noError",
  1: "unknown",
  2: "noEntryInDatabase",
  3: "databaseConfigurationError",
  4: "deviceNameUnresolveable",
  5: "maxDevRegExceeded",
  6: "connectivityError",
  7: "initializationError",
  8: "deviceInitiatedReset",
  9: "callManagerReset",
  10: "authenticationError",
  11: "invalidX509NameInCertificate",
  12: "invalidTLSCipher",
  13: "directoryNumberMismatch",
  14: "malformedRegisterMsg",
  15: "protocolMismatch",
  16: "deviceNotActive",
  17: "authenticatedDeviceAlreadyExists",
  18: "obsoleteProtocolVersion",
  23: "databaseTimeout",
  25: "registrationSequenceError",
  26: "invalidCapabilities",
  27: "capabilityResponseTimeout",
  28: "securityMismatch",
  29: "autoRegisterDBError",
  30: "dbAccessError",
  31: "autoRegisterDBConfigTimeout",
  32: "deviceTypeMismatch",
  33: "addressingModeMismatch",
};

/** The MIB's name of the reason; empty when there is nothing to explain. An unlisted code is given as a number. */
export function reasonText(status: PhoneRegistration["status"], code: number): string {
  if (status === "Registered" || status === "absent") return "";
  const table = status === "Rejected" ? rejected : unregistered;
  return table[code] ?? `code ${code}`;
}
