// Exhaustiveness and invariants.

/** Makes the compiler prove that a union is handled whole. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

/** An invariant of our own; its failure is a bug, never a user's fault. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (condition === false || condition === undefined || condition === null || condition === 0 || condition === "") {
    throw new Error(`invariant broken: ${message}`);
  }
}
