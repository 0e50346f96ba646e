// A small classifier (multinomial logistic regression) that learns from the phrases beside scenarios and commands.
// It is trained when it is made: the same phrases always give the same weights; nothing is downloaded or kept.

export interface Example {
  readonly label: string;
  readonly features: ReadonlyMap<string, number>;
}

export interface Model {
  /** Probability of each label; they add up to 1. */
  probabilities(features: ReadonlyMap<string, number>): ReadonlyMap<string, number>;
}

const rounds = 14;
const negligible = 0.01;
const rate = 0.5;
const decay = 0.0015;
/** Found by leaving authors out: at 1 every tenth right answer was below the confidence that acts. */
const sharpness = 1.4;
/** What is this sure is looked at again after a while only, and each time later. */
const settled = 0.08;
const longestRest = 15;

/** So many examples are learnt between two turns: a millisecond or two. */
const turn = 100;

/**
 * Training time grows with examples x features x labels x rounds: some 3,000 phrases take about a fifth of a second. It
 * can be left after every turn, so that whoever waits is served in between.
 */
export function* train(examples: readonly Example[]): Generator<undefined, Model> {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const index = new Map<string, number>();
  for (const [place, { features }] of examples.entries()) {
    if (place % turn === 0) yield undefined;
    for (const name of features.keys()) if (!index.has(name)) index.set(name, index.size);
  }
  const width = labels.length;
  const weights = new Float64Array(index.size * width);
  const squares = new Float64Array(index.size * width).fill(1e-6);
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);

  /** Where its weights begin, and how much it weighs, of every feature that some phrase has. */
  const cellsOf = (
    features: ReadonlyMap<string, number>,
  ): { readonly at: Int32Array; readonly value: Float64Array } => {
    const at = new Int32Array(features.size);
    const value = new Float64Array(features.size);
    let count = 0;
    for (const [name, weight] of features) {
      const place = index.get(name);
      if (place === undefined) continue;
      at[count] = place * width;
      value[count] = weight;
      count += 1;
    }
    return { at: at.subarray(0, count), value: value.subarray(0, count) };
  };

  const rowOf = ({ label, features }: Example) => ({
    target: labels.indexOf(label),
    // A label with few phrases weighs as much as one with many.
    importance: examples.length / (width * (counts.get(label) ?? 1)),
    ...cellsOf(features),
    rests: 0,
    wakes: 0,
  });
  const rows: ReturnType<typeof rowOf>[] = [];
  for (const [place, example] of examples.entries()) {
    if (place % turn === 0) yield undefined;
    rows.push(rowOf(example));
  }
  const scores = new Float64Array(width);

  const score = (at: Int32Array, value: Float64Array): void => {
    scores.fill(0);
    for (let feature = 0; feature < at.length; feature += 1) {
      const base = at[feature] ?? 0;
      const x = value[feature] ?? 0;
      for (let label = 0; label < width; label += 1)
        scores[label] = (scores[label] ?? 0) + x * (weights[base + label] ?? 0);
    }
    softmax(scores);
  };

  for (let round = 0; round < rounds; round += 1) {
    for (const [place, row] of rows.entries()) {
      if (place % turn === 0) yield undefined;
      if (round < row.wakes) continue;
      const { target, importance, at, value } = row;
      score(at, value);
      row.rests = 1 - (scores[target] ?? 0) < settled ? Math.min(longestRest, row.rests * 2 + 1) : 0;
      row.wakes = round + 1 + row.rests;
      for (let label = 0; label < width; label += 1) {
        const error = (scores[label] ?? 0) - (label === target ? 1 : 0);
        // What is right already is left alone: most of the time goes into the few labels that are not.
        if (Math.abs(error) < negligible) continue;
        for (let feature = 0; feature < at.length; feature += 1) {
          const cell = (at[feature] ?? 0) + label;
          const x = value[feature] ?? 0;
          const gradient = importance * error * x + decay * (weights[cell] ?? 0);
          squares[cell] = (squares[cell] ?? 0) + gradient * gradient;
          weights[cell] = (weights[cell] ?? 0) - (rate * gradient) / Math.sqrt(squares[cell] ?? 1);
        }
      }
    }
  }

  return {
    probabilities(features) {
      const { at, value } = cellsOf(features);
      score(at, value);
      // Whoever learnt many labels is more careful than it has to be.
      const sharp = Array.from(scores, (share) => share ** sharpness);
      const whole = sharp.reduce((sum, share) => sum + share, 0);
      return new Map(labels.map((label, place) => [label, (sharp[place] ?? 0) / whole]));
    },
  };
}

function softmax(scores: Float64Array): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < scores.length; place += 1) top = Math.max(top, scores[place] ?? 0);
  let sum = 0;
  for (let place = 0; place < scores.length; place += 1) {
    const grown = Math.exp((scores[place] ?? 0) - top);
    scores[place] = grown;
    sum += grown;
  }
  for (let place = 0; place < scores.length; place += 1) scores[place] = (scores[place] ?? 0) / sum;
}
