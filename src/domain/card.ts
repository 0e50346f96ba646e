// The neutral card tree: what people see, before any platform. `cards/` makes it, `cards/render` draws it.
import type { PersonId } from "./ids.ts";
import type { Text } from "./text.ts";

export type Tone = "neutral" | "good" | "warning" | "danger" | "accent";

export type CardBlock =
  | {
      readonly kind: "text";
      readonly text: Text;
      readonly tone?: Tone;
      readonly strong?: boolean;
      readonly subtle?: boolean;
    }
  | { readonly kind: "facts"; readonly facts: readonly { readonly label: Text; readonly value: Text }[] }
  /** `from`: the number of the first item of an ordered list; 1 when left out. */
  | {
      readonly kind: "list";
      readonly ordered?: boolean;
      readonly from?: number;
      readonly items: readonly CardListItem[];
    }
  | {
      readonly kind: "table";
      readonly columns: readonly Text[];
      readonly rows: readonly { readonly cells: readonly Text[]; readonly tone?: Tone }[];
    }
  /** Verbatim, monospaced: commands and device output. */
  | { readonly kind: "code"; readonly code: string }
  | {
      readonly kind: "progress";
      readonly label: Text;
      readonly done: number;
      readonly total: number;
      readonly tone?: Tone;
    }
  /** Phones registered over time. */
  | {
      readonly kind: "curve";
      readonly label: Text;
      readonly total: number;
      readonly points: readonly { readonly at: string; readonly value: number }[];
    }
  /** Folded away until somebody opens it: the card stays readable in ten seconds. */
  | {
      readonly kind: "section";
      readonly id: string;
      readonly title: Text;
      readonly blocks: readonly CardBlock[];
      readonly open?: boolean;
    }
  | { readonly kind: "divider" };

export interface CardListItem {
  readonly text: Text;
  readonly detail?: Text;
  /** Short state before the text: a tick, a cross, a number. */
  readonly mark?: "ok" | "problem" | "warning" | "unknown" | "waiting" | "running" | "done" | "person" | "bot";
  readonly tone?: Tone;
}

/** A button. It carries only an opaque id and small, unauthoritative values: the server decides everything else. */
export interface CardAction {
  /** Names the handler, for example `approval.approve`. */
  readonly action: string;
  readonly label: Text;
  readonly payload: Readonly<Record<string, string>>;
  readonly style?: "primary" | "danger";
  /**
   * The question that the button answers. Its words stand once above the buttons that share it, in a row of their own, so that
   * nobody has to guess what a "Yes" means.
   */
  readonly about?: Text;
  /** Asked before it is sent. */
  readonly confirm?: Text;
  /** A line of text that the person adds (a reason); delivered as `payload[input.id]`. */
  readonly input?: {
    readonly id: string;
    readonly label: Text;
    readonly required: boolean /** Typed unseen: a password. */;
    readonly secret?: boolean;
  };
  /**
   * The people to whom the button is of use. A platform that can show one card differently to different people hides it from
   * the others; everywhere else all see it. It protects nothing: the server decides who may.
   */
  readonly onlyFor?: readonly PersonId[];
}

export interface Card {
  readonly title: Text;
  readonly subtitle?: Text;
  readonly badge?: { readonly text: Text; readonly tone: Tone };
  readonly tone: Tone;
  readonly body: readonly CardBlock[];
  readonly actions: readonly CardAction[];
  /** One sentence for notifications, screen readers and platforms that cannot draw it. */
  readonly summary: Text;
}
