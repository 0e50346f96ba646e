// How Adaptive Cards look here. Colours are the page's own CSS variables, so that a theme switch needs no redraw.
import type * as AdaptiveCardsModule from "adaptivecards";

declare global {
  /** The library's own script puts it there. */
  const AdaptiveCards: typeof AdaptiveCardsModule;
}

const colour = (name: string): object => ({
  default: `var(--${name})`,
  subtle: `var(--${name}-subtle, var(--${name}))`,
});

const colours = {
  default: { default: "var(--text)", subtle: "var(--muted)" },
  dark: { default: "var(--text)", subtle: "var(--muted)" },
  light: { default: "var(--muted)", subtle: "var(--muted)" },
  accent: colour("accent-text"),
  good: colour("good-text"),
  warning: colour("warning-text"),
  attention: colour("danger-text"),
};

const style = (background: string): object => ({ backgroundColor: background, foregroundColors: colours });

const config = {
  fontFamily: "inherit",
  fontTypes: {
    default: { fontFamily: "inherit", ...sizes() },
    monospace: { fontFamily: "var(--mono)", ...sizes() },
  },
  spacing: { small: 6, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 0 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  supportsInteractivity: true,
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: style("transparent"),
    emphasis: style("var(--sunk)"),
    accent: style("var(--accent-fill)"),
    good: style("var(--good-fill)"),
    warning: style("var(--warning-fill)"),
    attention: style("var(--danger-fill)"),
  },
  actions: {
    // What is beyond it the library leaves out; a report with many remedies has fourteen.
    maxActions: 40,
    // On a phone a long label takes two lines; its end would say what is meant.
    allowTitleToWrap: true,
    spacing: "medium",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 10, style: "default" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  adaptiveCard: { allowCustomStyle: false },
  inputs: {
    label: {
      requiredInputs: { suffix: " *", suffixColor: "attention", size: "small" },
      optionalInputs: { size: "small" },
      inputSpacing: "small",
    },
    errorMessage: { size: "small", color: "attention" },
  },
  table: { cellSpacing: 6 },
};

function sizes(): object {
  return {
    fontSizes: { small: 13, default: 14, medium: 16, large: 18, extraLarge: 22 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
  };
}

let made: AdaptiveCardsModule.HostConfig | undefined;

export function hostConfig(): AdaptiveCardsModule.HostConfig {
  made ??= new AdaptiveCards.HostConfig(config);
  return made;
}
