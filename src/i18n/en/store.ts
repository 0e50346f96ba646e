// What people read when the database server cannot do its work, and from the command that moves a store.
export const store = {
  "store.refused": "The data file may not be used: {file}",
  "store.refused.next": "Check the rights of the bot’s user.",
  "store.pg.busy": "The database {database} is too busy to answer.",
  "store.pg.busy.next": "Try again in a minute. No change is started until it answers; what was acknowledged is kept.",
  "store.pg.read-only": "The database {database} takes no writes now (a standby, or set to read-only).",
  "store.pg.read-only.next":
    "Point the bot at the primary, or wait for the failover. No change is started until it can be written.",
  "store.pg.disk": "The database {database} reports a disk error.",
  "store.pg.disk.next": "Check the database server’s disk. No change is started until the data can be written.",
  "store.pg.damaged": "The database {database} says that its data are damaged.",
  "store.pg.damaged.next": "Restore it from its backup; the bot starts no change until then.",
  "store.pg.full": "The disk of the database {database} is full.",
  "store.pg.full.next":
    "Free some space there. No change is started until the data can be written; what was acknowledged is kept.",
  "store.pg.gone": "The database {database} cannot be reached.",
  "store.pg.gone.next":
    "Check that the server runs and that the network lets the bot through, then try again. No change is started meanwhile; what was acknowledged is kept.",
  "store.pg.newer": "The database {database} was written by a newer version of the bot.",
  "store.pg.newer.next": "Bring this bot to that version too; an older one could lose what the newer one keeps.",
  "store.pg.refused": "The database {database} refused the bot’s login, or a right is missing.",
  "store.pg.refused.next":
    "Check user, password and database name in the variable or file that store.urlEnv or store.urlFile names; the user must own the database’s tables.",
  "store.move.no-source": "There is no embedded store to move: {file} is not there.",
  "store.move.no-source.next": "Check `data:` in certops.yaml; without an older store there is nothing to move.",
  "store.move.not-empty": "The database {database} holds records that are not in {file}.",
  "store.move.not-empty.next": "Name an empty database; two stores cannot be merged, their audit chains would break.",
  "store.move.differs": "After copying, {table} has {there} records in {database} and {here} in {file}.",
  "store.move.differs.next":
    "Nothing was switched and the old file is untouched. Empty the database and run the command again.",
  "store.move.chain": "The audit chain is damaged: {what}",
  "store.move.chain.next":
    "The old file is untouched. Look at it with `certops audit verify` before anything is moved.",
} as const;
