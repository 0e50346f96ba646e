// The database's side of the phones' security, as AXL and administrators use it: by name, with refusals in words.

import type { Phone } from "../phone.ts";
import { LabRefusal } from "../refusal.ts";
import type { LabPhoneSecurity } from "./model.ts";
import type { PhoneSecurityOffice } from "./office.ts";

export function phoneSecurityDesk(
  office: PhoneSecurityOffice,
  find: (name: string) => Phone | undefined,
  phones: () => readonly Phone[],
): LabPhoneSecurity {
  const named = (name: string): Phone => {
    const phone = find(name);
    if (phone === undefined) throw LabRefusal.printed("Item not valid: The specified Phone was not found");
    return phone;
  };
  return {
    profiles: () => office.profiles.list(),
    profile: (name) => office.profiles.get(name),
    addProfile: (profile) => office.profiles.add(profile),
    removeProfile: (name) => {
      const profile = office.profiles.get(name);
      if (profile === undefined) throw LabRefusal.printed("Item not valid: The specified profile was not found");
      if (phones().some((phone) => phone.securityProfile === profile.name))
        throw LabRefusal.printed("Could not delete: the phone security profile is in use by one or more devices");
      office.profiles.remove(profile.name);
    },
    tlsIdentity: async (name) => await office.tlsIdentity(named(name)),
    capfOf: (name) => {
      const phone = find(name);
      return phone === undefined ? undefined : office.capfOf(phone);
    },
    update: (name, { securityProfileName, ...capf }) => {
      const phone = named(name);
      if (securityProfileName !== undefined) office.setProfile(phone, securityProfileName);
      if (Object.keys(capf).length > 0) office.setCapf(phone, capf);
    },
  };
}
