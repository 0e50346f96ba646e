// `utils service list`, `utils service restart|start|stop` and `utils ipsec restart` explained.
import type { ExplainedFinding } from "../../domain/explanation.ts";
import type { ScenarioId } from "../../domain/report.ts";
import { parseServiceList, parseServiceRestart } from "../../signatures/services.ts";
import { finding, shown } from "../finding.ts";
import type { Reader } from "../reading.ts";

/** Services whose standing still explains a trouble after a renewal, with the diagnosis that looks further. */
const telling: Readonly<Record<string, ScenarioId>> = {
  "Cisco CallManager": "phones-unregistered",
  "Cisco Tftp": "phones-unregistered",
  "Cisco Trust Verification Service": "phones-unregistered",
  "Cisco Certificate Authority Proxy Function": "secure-phones-unregistered",
  "Cisco CTIManager": "secure-phones-unregistered",
  "Cisco Tomcat": "sso-login-failed",
  "Cisco SSOSP Tomcat": "sso-login-failed",
  "Cisco HAProxy": "mra-registration-failed",
};

export const readServiceList: Reader = (body, { locate }) => {
  const parsed = parseServiceList(body);
  if (!parsed.ok) return undefined;
  const services = parsed.value;
  const findings: ExplainedFinding[] = [];
  const down = services.filter((one) => one.state !== "started" && !/not activated/i.test(one.note));
  for (const one of down) {
    const scenario = telling[one.name];
    findings.push(
      finding("service.down", scenario === undefined ? "warning" : "problem", locate.all([one.name]), {
        values: { service: shown(one.name, 100), state: one.state },
        ...(scenario === undefined ? {} : { scenario }),
      }),
    );
    if (findings.length >= 20) break;
  }
  if (down.length === 0) {
    findings.push(
      finding("services.running", "ok", locate.all([services[0]?.name ?? ""]), { values: { count: services.length } }),
    );
  }
  const primary = /Primary Node ?=\s?(true|false)/i.exec(body)?.[1];
  return {
    facts: {
      services: services.map(({ name, state, note }) => ({ name, state, note })),
      started: services.filter((one) => one.state === "started").length,
      stopped: services.filter((one) => one.state === "stopped").length,
      primaryNode: primary === undefined ? null : primary.toLowerCase() === "true",
    },
    findings,
  };
};

export const readServiceRestart: Reader = (body, { locate, command }) => {
  const asked = /service\s+(restart|start|stop)\s+(.{2,80})/i.exec(command ?? "");
  const ipsec = /Successfully Restarted IPsec Service/i.exec(body);
  if (ipsec !== null || /utils\s+ipsec\s+restart/i.test(command ?? "")) {
    return answer(
      { operation: "restart", service: "IPsec", states: [], done: ipsec !== null },
      locate.all([ipsec?.[0] ?? command ?? ""]),
    );
  }
  const list = parseServiceList(body);
  const named = list.ok ? list.value : [];
  // Dependents are printed beside it: the service that was asked for counts, else the one printed last.
  const wanted = named.find((one) => asked?.[2]?.trimStart().toLowerCase().startsWith(one.name.toLowerCase()) === true);
  const service = wanted?.name ?? named.at(-1)?.name ?? asked?.[2]?.split("\n")[0]?.trim().slice(0, 80);
  if (service === undefined) return undefined;
  const operation = asked?.[1]?.toLowerCase() ?? "restart";
  const parsed = parseServiceRestart(service, body);
  const states = parsed.ok ? parsed.value.states : [];
  const last = states.at(-1);
  const done = operation === "stop" ? last === "stopped" : last === "started";
  const lines = parsed.ok ? parsed.lines : [];
  return answer(
    { operation, service, states, done },
    locate.all(lines.length > 0 ? lines.slice(-2) : [command ?? service]),
  );
};

function answer(
  what: { operation: string; service: string; states: readonly string[]; done: boolean },
  at: Parameters<typeof finding>[2],
): ReturnType<Reader> {
  const scenario = telling[what.service];
  const values = { service: shown(what.service, 100), operation: what.operation };
  return {
    facts: { operation: what.operation, service: what.service, states: what.states, done: what.done },
    findings: [
      what.done
        ? finding("service.done", "ok", at, { values })
        : finding("service.not-done", "problem", at, { values, ...(scenario === undefined ? {} : { scenario }) }),
    ],
  };
}
