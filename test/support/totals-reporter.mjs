/** Prints how many tests passed and failed as the very last line, for people and scripts that read only that. */
export default class TotalsReporter {
  /** @param {unknown} _contexts @param {import('@jest/reporters').AggregatedResult} results */
  onRunComplete(_contexts, results) {
    // A suite that could not even be loaded has no failed test, and still must not read as a success.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const totals = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) totals.push(`${skipped} skipped`);
    // Jest's own summary comes after every reporter, and the servers are stopped after that.
    process.once('exit', () => process.stdout.write(`${totals.join(', ')}\n`));
  }
}
