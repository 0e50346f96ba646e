// One thing that was looked at, and the next step when it is not well.

export interface Examined {
  readonly what: string;
  readonly state: "ok" | "warning" | "problem";
  readonly detail: string;
  readonly next?: string;
}

export const well = (what: string, detail: string): Examined => ({ what, state: "ok", detail });

export const bad = (what: string, detail: string, next: string): Examined => ({ what, state: "problem", detail, next });

export const doubtful = (what: string, detail: string, next: string): Examined => ({
  what,
  state: "warning",
  detail,
  next,
});
