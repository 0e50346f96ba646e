// Branded identifiers: a node name can never be passed where a cluster is meant.
declare const brand: unique symbol;
/** A string that only its own constructor makes. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The key of a cluster in certops.yaml, for example `hq`. */
export type ClusterId = Branded<"ClusterId">;
/** A node's name as the cluster itself prints it (`show network cluster`), for example `cucm-pub`. */
export type NodeName = Branded<"NodeName">;
/** One human being, however many chat accounts they have. */
export type PersonId = Branded<"PersonId">;
export type DiagnosisId = Branded<"DiagnosisId">;
export type ApprovalId = Branded<"ApprovalId">;
export type RunId = Branded<"RunId">;
export type SnapshotId = Branded<"SnapshotId">;
/** Lower-case hexadecimal SHA-256 of a plan's canonical form. */
export type PlanDigest = Branded<"PlanDigest">;

export const clusterId = (value: string): ClusterId => value as ClusterId;
export const nodeName = (value: string): NodeName => value as NodeName;
export const personId = (value: string): PersonId => value as PersonId;
export const diagnosisId = (value: string): DiagnosisId => value as DiagnosisId;
export const approvalId = (value: string): ApprovalId => value as ApprovalId;
export const runId = (value: string): RunId => value as RunId;
export const snapshotId = (value: string): SnapshotId => value as SnapshotId;
export const planDigest = (value: string): PlanDigest => value as PlanDigest;
