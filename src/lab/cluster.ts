// The practice cluster: its parts put together, and the way to build one.
import type { LabClusterView } from "./model.ts";

export type LabCluster = LabClusterView;
