// English messages: what is wrong with an audit log or a case file that was looked at on disk.
export const evidence = {
  "audit.damage.removed": "entry {entry} was removed",
  "audit.damage.removed-range": "entries {first} to {last} were removed",
  "audit.damage.after": "entry {entry} stands after {before}",
  "audit.damage.reordered": "entry {entry} does not follow entry {before}: one of them was replaced, removed or moved",
  "audit.damage.changed": "entry {entry} was changed after it was written",
  "audit.damage.rewritten": "entry {entry} is not the one that was published on {at}: the chain was written anew",
  "audit.damage.cut": "entries {first} to {last} were cut off; they stood on {at}",
  "audit.damage.signature": "the published head’s signature is not valid",
  "audit.damage.other-key": "the published head was signed by another key than this store’s",
  "audit.damage.head": "its head is {head}",
  "case.not.name": "a file inside has a name that no case file has",
  "case.not.parts": "too many files inside",
  "case.not.twice": "two files inside have one name",
  "case.not.unpacked": "too large when unpacked",
  "case.not.zip": "it is no zip archive, or a damaged one",
  "case.not.size": "it is larger than any case file",
} as const;
