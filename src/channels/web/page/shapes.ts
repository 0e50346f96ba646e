// What the server sends to the page. Types only, and no imports: the page is compiled apart from the server.

/** One message, in the viewer's language. */
export interface WireMessage {
  readonly id: string;
  /** Place in the conversation. */
  readonly order: number;
  readonly revision: number;
  /** ISO 8601. */
  readonly at: string;
  readonly from: "bot" | "person" | "lab";
  /** The user that wrote it, when a person did. */
  readonly user?: string;
  readonly name?: string;
  readonly onlyYou: boolean;
  readonly text?: string;
  /** An Adaptive Card. */
  readonly card?: object;
  readonly tone?: "neutral" | "good" | "warning" | "danger" | "accent";
  /** One sentence for screen readers. */
  readonly summary?: string;
  /** `alt`: it is a picture, shown in the message. */
  readonly file?: { readonly href: string; readonly name: string; readonly bytes?: number; readonly alt?: string };
  /** Names of files that came with a person's message. */
  readonly attached: readonly string[];
}

/** What the page begins with. */
export interface PageState {
  readonly me: string;
  readonly name: string;
  /** They signed in, and can sign out; else they choose among `people`. */
  readonly signedIn: boolean;
  readonly people: readonly { readonly user: string; readonly name: string; readonly role: string }[];
  readonly locale: "en" | "zh-CN";
  readonly zone: string;
  /** Messages without values, by id. */
  readonly texts: Readonly<Record<string, string>>;
  readonly examples: readonly string[];
  readonly lab: boolean;
  /** Expressway-C peers of the practice cluster, and what can be done around it; empty where there is none. */
  readonly peers: readonly string[];
  readonly mraDoings: readonly string[];
  readonly dot1xDoings: readonly string[];
  readonly ssoDoings: readonly string[];
  readonly units: readonly { readonly unit: string; readonly touches: string }[];
  readonly services: readonly string[];
}

export interface Suggestion {
  /** What the composer holds when it is taken. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
}

/** The practice cluster as its panel shows it. */
export interface LabStatus {
  readonly release: string;
  readonly mode: "non-secure" | "mixed";
  /** The practice cluster's own time, ISO 8601. */
  readonly now: string;
  readonly nodes: readonly {
    readonly name: string;
    readonly role: "publisher" | "subscriber";
    readonly powered: boolean;
    /** Services that are not running now. */
    readonly down: readonly string[];
    /** Phones registered with this node. */
    readonly phones: number;
  }[];
  readonly phones: { readonly known: number; readonly registered: number; readonly off: number };
  /** Webex apps behind the Expressway-C peers; missing without any. */
  readonly apps?: { readonly known: number; readonly registered: number };
}
