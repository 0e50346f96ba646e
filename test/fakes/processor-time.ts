// How much work something is. The clock on the wall would tell what others on the machine do.

/** Milliseconds of processor time of this process until the work is done. */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
