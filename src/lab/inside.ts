// What the parts of the practice cluster share with each other and with nobody else.
import type { LabClock } from "./clock.ts";
import type { LabChange, LabMode } from "./model.ts";
import type { Node } from "./node.ts";
import type { ReleaseProfile } from "./release.ts";

export interface Inside {
  readonly seed: number;
  readonly profile: ReleaseProfile;
  readonly clock: LabClock;
  /** Publisher first. */
  readonly nodes: readonly Node[];
  readonly publisher: Node;
  /** The table `processconfig`. */
  readonly parameters: Map<string, string>;
  /** When the DRS backup that is running began. */
  backupSince: number | undefined;
  currentMode(): LabMode;
  emit(change: LabChange): void;
}

/** Names in `processconfig`; the last two are how this project names them (no public listing shows them). */
export const parameterNames = {
  mode: "ClusterSecurityMode",
  rollback: "RollBackToPreGrayback",
  phoneInteraction: "PhoneInteractionOnCertificateUpdate",
  tlsCiphers: "TLSCiphers",
} as const;
