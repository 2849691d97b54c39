import { parser } from '@prometheus-io/lezer-promql';

/** `name{label="value"}` as it stands in an expression. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly operator: string; readonly value: string }[];
}

/** What an expression of PromQL names. */
export interface Named {
  readonly selectors: readonly Selector[];
  /** Labels that are grouped by. */
  readonly grouping: readonly string[];
  /** Whether it adds series up, so that labels may be lost. */
  readonly aggregates: boolean;
}

/**
 * Reads an expression with Prometheus's own grammar.
 *
 * @throws {Error} when it is no PromQL
 */
export function readExpression(expression: string): Named {
  const selectors: Selector[] = [];
  const grouping: string[] = [];
  let aggregates = false;
  const textOf = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  parser.parse(expression).iterate({
    enter({ type, node }) {
      if (type.isError) throw new Error(`no PromQL, at character ${node.from}: ${expression}`);
      if (type.name === 'AggregateExpr') aggregates = true;
      if (type.name === 'GroupingLabels') grouping.push(...node.getChildren('LabelName').map(textOf));
      if (type.name !== 'VectorSelector') return;
      const [identifier] = node.getChildren('Identifier');
      const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
      selectors.push({
        metric: identifier === undefined ? '' : textOf(identifier),
        matchers: matchers.map((matcher) => {
          const [label = '', operator = '', value = '""'] = ['LabelName', 'MatchOp', 'StringLiteral'].map(
            (part) => matcher.getChildren(part).map(textOf)[0],
          );
          return { label, operator, value: value.slice(1, -1) };
        }),
      });
    },
  });
  return { selectors, grouping, aggregates };
}

/** The values that each label of each metric has in Prometheus text. */
export function readSamples(text: string): Map<string, Map<string, Set<string>>> {
  const samples = new Map<string, Map<string, Set<string>>>();
  for (const line of text.split('\n')) {
    const [, name, labels = ''] = /^([a-z_]\w*)(?:\{(.*)\})? \S+$/i.exec(line) ?? [];
    if (name === undefined) continue;
    const values = samples.get(name) ?? new Map<string, Set<string>>();
    samples.set(name, values);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g))
      values.set(label, (values.get(label) ?? new Set()).add(value));
  }
  return samples;
}
