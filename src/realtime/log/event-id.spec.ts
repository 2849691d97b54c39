import { describe, expect, it } from '@jest/globals';
import { compareEventIds, formatEventId, parseEventId } from './event-id.js';

describe('an event’s id', () => {
  it('is read as it was written', () => {
    const id = { time: 1_827_364_950_123_456, index: 3 };
    expect(formatEventId(id)).toBe('1827364950123456.3');
    expect(parseEventId(formatEventId(id))).toEqual(id);
  });

  it.each(['', '1', '1.', '.1', '1.2.3', '-1.1', '1e3.1', ' 1.1', '1.1\n', '9999999999999999.1'])(
    'is not %j',
    (text) => expect(parseEventId(text)).toBeUndefined(),
  );

  it('rises with the time of the commit, then with the place in the transaction', () => {
    const ids = ['10.1', '9.2', '10.0', '9.10'].map((text) => parseEventId(text)!);
    expect(ids.toSorted(compareEventIds).map(formatEventId)).toEqual(['9.2', '9.10', '10.0', '10.1']);
  });
});
