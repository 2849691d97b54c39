import type { Samples } from '../measure/samples.js';
import { short, type Table } from './print.js';

const HTTP_NAME = /^http\/([^/]+)\/([^/]+)\/per_second$/;

/** The HTTP section, a table a case. */
export function tabulateHttp(samples: Samples): readonly Table[] {
  const found = samples.names.flatMap((name) => {
    const [, test, who] = HTTP_NAME.exec(name) ?? [];
    return test === undefined || who === undefined ? [] : [{ test, who }];
  });
  return [...new Set(found.map(({ test }) => test))].map((test) => ({
    title: `${test}, ${short(samples.median(`http/${test}/bytes`))} bytes`,
    rows: [
      ['', 'per second', 'of bare', 'by cpu', 'server cpu µs', 'p50 µs', 'p99 µs', 'generator busy'],
      ...found.filter((each) => each.test === test).map(({ who }) => tabulateSubject(samples, test, who)),
    ],
  }));
}

function tabulateSubject(samples: Samples, test: string, who: string): string[] {
  const at = (measure: string): string => `http/${test}/${who}/${measure}`;
  const bare = (measure: string): string => `http/${test}/bare/${measure}`;
  const perSecond = short(samples.median(at('per_second')));
  const ratio = short(samples.ratio(at('per_second'), bare('per_second')));
  // Holds on a busy machine, too, where requests a second do not.
  const cheap = short(samples.ratio(bare('cpu_us'), at('cpu_us')));
  const figures = ['cpu_us', 'p50_us', 'p99_us', 'generator_busy'].map((name) =>
    short(samples.median(at(name))),
  );
  return [who, perSecond, ratio, cheap, ...figures];
}
