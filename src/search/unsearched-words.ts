/**
 * English words that MongoDB's text search passes over in every query, of three letters and more: that it finds none of
 * them in any text does not make them slips. Shorter words are never taken for slips.
 */
export const UNSEARCHED: ReadonlySet<string> = new Set(
  [
    'about above after again against all and any are because been before being below between both but cannot could',
    'did does doing down during each few for from further had has have having her here hers herself him himself his',
    'how into its itself more most myself nor not off once only other ought our ours ourselves out over own same she',
    'should some such than that the their theirs them themselves then there these they this those through too under',
    'until very was were what when where which while who whom why with would you your yours yourself yourselves',
  ].flatMap((line) => line.split(' ')),
);
