// Phone security profiles that the bot makes for a while: how they are named and known again.

/** At the end of the name of every copy. */
export const temporarySuffix = " (temporary)";

/** What the description of a copy begins with: nobody’s own profile is taken for one of ours by its name alone. */
export const copyDescription = "Non Secure copy of ";

/** The profile that a copy stands in for; the description names it whole, the copy’s own name may be cut. */
export const originalOf = (description: string): string => description.slice(copyDescription.length);

/** A Non Secure copy that the bot made: by its name, its description and its mode. */
export const madeForDetour = (profile: {
  readonly name: string;
  readonly mode: string;
  readonly description: string;
}): boolean =>
  profile.mode === "Non Secure" &&
  profile.name.endsWith(temporarySuffix) &&
  profile.description.startsWith(copyDescription);
