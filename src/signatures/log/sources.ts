// Which system wrote a log, by the shape of its lines.

export const logSources = [
  "expressway",
  "tomcat-sso",
  "tvs",
  "ccm-sdl",
  "ils",
  "capf",
  "drf",
  "cert-mgmt",
  "cli-audit",
  "alarms",
  "phone-console",
  "phone-status",
  "imp",
  "unity",
  "ios",
  "jabber",
  "endpoint",
] as const;
export type LogSource = (typeof logSources)[number];

// Each expression reads one line; bounded repetitions only.
const shapes: readonly (readonly [LogSource, RegExp])[] = [
  [
    "expressway",
    /\b(?:traffic_server\[\d{1,9}\]|tvcs|XCP_JABBERD\[\d{1,9}\]|edgeconfigprovisioning\[?|UTCTime="\d{4}-)/,
  ],
  ["expressway", /TTSSL_continueHandshake|ttssl_openssl\.cpp/],
  [
    "tomcat-sso",
    /\b(?:cpi\.sso\.saml|authentication\.SAMLAuthenticator|com\.sun\.identity\.saml2?\.|SAML2Exception\b)/,
  ],
  ["tomcat-sso", /Invalid Status code in Response|configuration error in the IDP/],
  [
    "imp",
    /\bcom\.cisco\.cup\.|logging\.IMPCommonLogger|com\.rsa\.sslj\.|TopologyNodeStatusAction|services\.ServiceUtil - /,
  ],
  ["drf", /\bdrf(?:Net|MA|LA|Query)[A-Za-z]{0,40}/],
  [
    "cert-mgmt",
    /CertMgr\.java|CertDB(?:Action|Impl)?(?:\.java)?\b|DefaultCertMgr|Cert(?:Util|ifciate Store Plugin)|certificate has been identified as|\[main\] - (?:op|unit|cert-dir|key-dir):/,
  ],
  ["cli-audit", /sdMain\.main - running command ->/],
  ["alarms", /%? ?UC_[A-Z]{2,20}-\d-[A-Za-z0-9_.]{3,60}/],
  ["ils", /\bHandleSSLError - |\bIlsD\b|ILSTLSAuthenticationFailed/],
  ["ccm-sdl", /^\s*\d{8}\.\d{3} \|\d{2}:\d{2}:\d{2}\.\d{3} \|(?:SdlSig|AppInfo|SdlStat|AlarmErr|SdlErr)/],
  ["tvs", /^\s*\d{2}:\d{2}:\d{2}\.\d{3} ?\|(?:-->|<--|\s{0,8})?\s{0,8}(?:debug|C[A-Z]\w{3,60}::)/],
  ["tvs", /\btvsHandle[A-Z]\w{2,40}|Certificate(?:CTL|DB)?Cache::|TVS_MSG_|CTVSChangeNotifyServer/],
  ["capf", /\bephone_capf_\w{2,60}|\bcapf(?:Dev|Svc|Service)?\w{0,30}:: ?|debug capf-server/i],
  ["phone-console", /^\s*\d{1,9}:? (?:NOT|ERR|WRN|INF|DEB)\s+(?:[A-Z][a-z]{2} \d{1,2} )?\d{2}:\d{2}:\d{2}\.\d{3,6}/],
  ["phone-console", /\b(?:SECD|PAE|SECUREAPP|dgetfile\(\d{1,9}\))\s?[:-]/],
  [
    "phone-status",
    /^\W{0,6}(?:\d{1,2}:\d{2}(?::\d{2})?\s?(?:[apAP]\.?(?:[mM]\.?)?)?[\s,-]{1,5})?(?:\d{1,2}\/\d{1,2}\/\d{2,4}[\s,-]{1,4})?(?:Trust List (?:updated|update failed)|No Trust List installed|(?:CTL|ITL) (?:and ITL )?installed|(?:CTL|ITL) update failed|Erasing CTL|File [Nn]ot [Ff]ound|TFTP (?:timeout|error|access)|802\.1[xX] Authentication|Phone failed to register|Restart requested by|DNS (?:timeout|unknown)|Timed Out\b|CFG TFTP)/,
  ],
  ["unity", /\bMiu(?:General|SIP|Skinny)|^Arbiter,-?\d|PhoneSystem-\d/],
  ["ios", /%[A-Z][A-Z0-9_]{1,30}-\d-[A-Z0-9_]{3,40}:/],
  ["jabber", /\[csf\.[a-z.]{2,60}\]|CLoginCup|jwcpp/],
  ["endpoint", /^\s*\d{1,9}\.\d{2}\s{1,4}(?:HttpClient|PROV|SIPSTACK)\b/],
];

/** What one line looks like; undefined for a line that could be anything. At most 2,000 characters are looked at. */
export function sourceOfLine(line: string): LogSource | undefined {
  const head = line.length > 2000 ? line.slice(0, 2000) : line;
  return shapes.find(([, shape]) => shape.test(head))?.[0];
}

/** The sources seen in a text with how many lines each, the most first. */
export function sourcesIn(lines: readonly string[]): (readonly [LogSource, number])[] {
  const counts = new Map<LogSource, number>();
  for (const line of lines) {
    const source = sourceOfLine(line);
    if (source !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** The start of a line that a machine wrote with a time: most logs that nobody described yet. */
export const timedLine =
  /^\s{0,8}(?:\S{0,20}\s)?\[?(?:\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}|\d{2}:\d{2}:\d{2}[.,]\d{3}|[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}|\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2})/;
