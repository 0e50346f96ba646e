// The database's tables as the queries see them. JSON is kept as text, times as ISO 8601 text: the same on every dialect.

export interface Tables {
  migration: { number: number; name: string; applied_at: string };
  approval: {
    id: string;
    cluster: string;
    state: string;
    created_at: string;
    expires_at: string;
    version: number;
    plan: string;
    /** Everything but the plan. */
    record: string;
  };
  run: {
    id: string;
    cluster: string;
    approval: string;
    state: string;
    started_at: string;
    version: number;
    /** Written once: a plan with thousands of phones is not rewritten with every point of the recovery curve. */
    plan: string;
    record: string;
  };
  journal: { run: string; number: number; step: number; kind: string; at: string; data: string };
  lease: { cluster: string; run: string | null; token: number };
  audit: {
    sequence: number;
    kind: string;
    at: string;
    who: string;
    cluster: string | null;
    about: string | null;
    data: string;
    previous: string;
    hash: string;
  };
  snapshot: { id: string; cluster: string; taken_at: string; reason: string; record: string };
  diagnosis: { id: string; cluster: string; started_at: string; revision: number; record: string };
  /** What people said in a diagnosis: only ever added. */
  word: { diagnosis: string; number: number; record: string };
  posted: {
    subject: string;
    platform: string;
    conversation: string;
    message: string;
    place: string;
    posted_at: string;
  };
  seen: { dedupe_key: string; seen_at: string };
  preference: { person: string; locale: string };
  /** `place`: a digest of where the thread stands. */
  thread: { place: string; at: string; record: string };
  channel_memory: { platform: string; key: string; value: string; kept_until: string | null };
}
