// What must be found about single sign-on: what stops the login that was tried, else what would stop one.
import type { Story } from "./act.ts";
import type { Expected, Fault } from "./fault.ts";
import { ssoTruth } from "./sso-truth.ts";

/** Troubles of a node that have nothing to do with the agreement: they are visible beside it. */
const plain: ReadonlySet<Fault> = new Set(["server-dead", "web-service-stopped", "sso-off", "idp-down"]);

/** Told by the dates of certificates and metadata, without a login. */
const dated: ReadonlySet<Fault> = new Set(["idp-has-old-certificate", "tomcat-not-restarted"]);

export function expectedSso(story: Story): Expected {
  const truth = ssoTruth(story);
  const because = JSON.stringify(truth);
  // A page shows the first thing that stops a login; what would come after it, nobody can see yet.
  const first = truth.nodes.flatMap((faults) => faults.slice(0, 1));
  const felt = first.some((fault) => fault !== "server-dead");
  const failed = truth.failedAt === undefined ? undefined : truth.nodes[truth.failedAt]?.[0];
  const of = (causes: readonly Fault[]): Expected => {
    const all = [...new Set(causes)];
    // One of two certificates is needed by all nodes, so that is a name for the trouble as well.
    const more: Fault[] = truth.incomplete && all.some((fault) => !plain.has(fault)) ? ["multi-server-incomplete"] : [];
    return { causes: [...all, ...more], shown: all.filter((fault) => plain.has(fault)), felt, because };
  };
  // Logins go through until Tomcat restarts: what was forgotten may be named, and need not be.
  const forgotten: Fault[] = truth.forgotten ? ["tomcat-restart-forgotten"] : [];
  if (first.every((fault) => fault === "server-dead"))
    return of([...first, ...(truth.incomplete ? (["multi-server-incomplete"] as const) : []), ...forgotten]);
  const others = truth.nodes.flat().filter((fault) => plain.has(fault));
  // While nobody got as far as the identity provider's answer, dates still tell what stops a login on its way, whatever would
  // stop it before: a provider that is away, a stopped service, or a rule that no log tells of yet.
  const nothingSeen = failed === undefined || plain.has(failed);
  const byDates = truth.nodes.flatMap(([now, ...then]) =>
    now === "idp-down" || (nothingSeen && now !== "server-dead") ? then.filter((one) => dated.has(one)) : [],
  );
  const expected = of(nothingSeen ? [...first, ...others] : [failed, ...others]);
  // Only who has tried, or looks at the identity provider, can know: the card must say just that.
  const halfway = truth.nodes.flatMap(([now], node) => (now === "idp-has-old-certificate" ? [node] : []));
  const untold: Fault[] =
    failed === undefined && halfway.length > 0 && halfway.every((node) => truth.untold.includes(node))
      ? ["import-never-tried"]
      : [];
  const behind = truth.nodes.some((faults) => faults.length > 1) ? ({ behind: true } as const) : {};
  return { ...expected, ...behind, causes: [...expected.causes, ...byDates, ...untold] };
}
