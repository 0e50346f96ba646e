// The schema, in numbered steps that are applied once each, under a lock, and never edited afterwards.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes, StoreDialect } from "./dialect.ts";
import type { Tables } from "./tables.ts";

interface Migration {
  readonly name: string;
  up(db: Kysely<Tables>, types: ColumnTypes): Promise<void>;
}

const migrations: readonly Migration[] = [
  {
    name: "approvals, runs, audit, snapshots, diagnoses, chat",
    up: async (db, { text }) => {
      const { schema } = db;
      await schema
        .createTable("approval")
        .addColumn("id", text, (column) => column.primaryKey())
        .addColumn("cluster", text, (column) => column.notNull())
        .addColumn("state", text, (column) => column.notNull())
        .addColumn("created_at", text, (column) => column.notNull())
        .addColumn("expires_at", text, (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("plan", text, (column) => column.notNull())
        .addColumn("record", text, (column) => column.notNull())
        .execute();
      await schema.createIndex("approval_open").on("approval").columns(["state", "expires_at"]).execute();
      await schema.createIndex("approval_created").on("approval").column("created_at").execute();
      await schema
        .createTable("run")
        .addColumn("id", text, (column) => column.primaryKey())
        .addColumn("cluster", text, (column) => column.notNull())
        .addColumn("approval", text, (column) => column.notNull().unique())
        .addColumn("state", text, (column) => column.notNull())
        .addColumn("started_at", text, (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("plan", text, (column) => column.notNull())
        .addColumn("record", text, (column) => column.notNull())
        .execute();
      await schema.createIndex("run_state").on("run").columns(["state", "started_at"]).execute();
      await schema.createIndex("run_started").on("run").column("started_at").execute();
      await schema
        .createTable("journal")
        .addColumn("run", text, (column) => column.notNull().references("run.id"))
        .addColumn("number", "integer", (column) => column.notNull())
        .addColumn("step", "integer", (column) => column.notNull())
        .addColumn("kind", text, (column) => column.notNull())
        .addColumn("at", text, (column) => column.notNull())
        .addColumn("data", text, (column) => column.notNull())
        .addPrimaryKeyConstraint("journal_key", ["run", "number"])
        .execute();
      await schema
        .createTable("lease")
        .addColumn("cluster", text, (column) => column.primaryKey())
        .addColumn("run", text)
        .addColumn("token", "integer", (column) => column.notNull())
        .execute();
      await schema
        .createTable("audit")
        .addColumn("sequence", "integer", (column) => column.primaryKey())
        .addColumn("kind", text, (column) => column.notNull())
        .addColumn("at", text, (column) => column.notNull())
        .addColumn("who", text, (column) => column.notNull())
        .addColumn("cluster", text)
        .addColumn("about", text)
        .addColumn("data", text, (column) => column.notNull())
        .addColumn("previous", text, (column) => column.notNull())
        .addColumn("hash", text, (column) => column.notNull())
        .execute();
      await schema.createIndex("audit_about").on("audit").columns(["about", "sequence"]).execute();
      await schema.createIndex("audit_cluster").on("audit").columns(["cluster", "sequence"]).execute();
      await schema
        .createTable("snapshot")
        .addColumn("id", text, (column) => column.primaryKey())
        .addColumn("cluster", text, (column) => column.notNull())
        .addColumn("taken_at", text, (column) => column.notNull())
        .addColumn("reason", text, (column) => column.notNull())
        .addColumn("record", text, (column) => column.notNull())
        .execute();
      await schema.createIndex("snapshot_taken").on("snapshot").columns(["cluster", "taken_at"]).execute();
      await schema
        .createTable("diagnosis")
        .addColumn("id", text, (column) => column.primaryKey())
        .addColumn("cluster", text, (column) => column.notNull())
        .addColumn("started_at", text, (column) => column.notNull())
        .addColumn("revision", "integer", (column) => column.notNull())
        .addColumn("record", text, (column) => column.notNull())
        .execute();
      await schema
        .createTable("posted")
        .addColumn("subject", text, (column) => column.notNull())
        .addColumn("platform", text, (column) => column.notNull())
        .addColumn("conversation", text, (column) => column.notNull())
        .addColumn("message", text, (column) => column.notNull())
        .addColumn("place", text, (column) => column.notNull())
        .addColumn("posted_at", text, (column) => column.notNull())
        .addPrimaryKeyConstraint("posted_key", ["subject", "platform", "conversation", "message"])
        .execute();
      await schema
        .createTable("seen")
        .addColumn("dedupe_key", text, (column) => column.primaryKey())
        .addColumn("seen_at", text, (column) => column.notNull())
        .execute();
      await schema.createIndex("seen_at").on("seen").column("seen_at").execute();
      await schema
        .createTable("preference")
        .addColumn("person", text, (column) => column.primaryKey())
        .addColumn("locale", text, (column) => column.notNull())
        .execute();
    },
  },
  {
    name: "what channels remember",
    up: async ({ schema }, { text }) => {
      await schema
        .createTable("channel_memory")
        .addColumn("platform", text, (column) => column.notNull())
        .addColumn("key", text, (column) => column.notNull())
        .addColumn("value", text, (column) => column.notNull())
        .addColumn("kept_until", text)
        .addPrimaryKeyConstraint("channel_memory_key", ["platform", "key"])
        .execute();
      await schema
        .createIndex("channel_memory_kept")
        .on("channel_memory")
        .columns(["platform", "kept_until"])
        .execute();
    },
  },
  {
    name: "words of people in diagnoses",
    up: async (db, { text }) => {
      await db.schema
        .createTable("word")
        .addColumn("diagnosis", text, (column) => column.notNull())
        .addColumn("number", "integer", (column) => column.notNull())
        .addColumn("record", text, (column) => column.notNull())
        .addPrimaryKeyConstraint("word_key", ["diagnosis", "number"])
        .execute();
    },
  },
  {
    name: "what threads have spoken of",
    up: async ({ schema }, { text }) => {
      await schema
        .createTable("thread")
        .addColumn("place", text, (column) => column.primaryKey())
        .addColumn("at", text, (column) => column.notNull())
        .addColumn("record", text, (column) => column.notNull())
        .execute();
      await schema.createIndex("thread_at").on("thread").column("at").execute();
    },
  },
  {
    name: "cards by the message they stand in",
    up: async ({ schema }) => {
      await schema.createIndex("posted_message").on("posted").columns(["platform", "message"]).execute();
    },
  },
];

/** The newest schema that this version knows. */
export const schemaNumber = migrations.length;

/**
 * Brings the schema up to this version in one transaction. Whoever comes second waits for the first. Throws CertOpsError
 * `store-unavailable` when a newer version of the bot wrote the store: going on could lose what it keeps.
 */
export async function migrate(db: Kysely<Tables>, dialect: StoreDialect, now: string): Promise<void> {
  const { types } = dialect;
  await db.transaction().execute(async (transaction) => {
    await dialect.lockSchema(transaction);
    await transaction.schema
      .createTable("migration")
      .ifNotExists()
      .addColumn("number", "integer", (column) => column.primaryKey())
      .addColumn("name", types.text, (column) => column.notNull())
      .addColumn("applied_at", types.text, (column) => column.notNull())
      .execute();
    const row = await transaction
      .selectFrom("migration")
      .select(sql<number | null>`max(number)`.as("highest"))
      .executeTakeFirst();
    const applied = Number(row?.highest ?? 0);
    if (applied > migrations.length) throw dialect.unavailable("newer");
    for (const [index, migration] of migrations.entries()) {
      const number = index + 1;
      if (number <= applied) continue;
      await migration.up(transaction, types);
      await transaction.insertInto("migration").values({ number, name: migration.name, applied_at: now }).execute();
    }
    await dialect.afterMigration?.(transaction);
  });
}
