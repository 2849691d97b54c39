import { check, type Rule } from './checker.js';
import { GONE, History, NOT_FOUND, type ReadRecord, type WriteRecord } from './history.js';

const PROMISE_MS = 1_000;

function write(version: number | null, at: number, more: Partial<WriteRecord> = {}): WriteRecord {
  return {
    ...{ kind: 'write', client: 'writer', instance: 0, object: 'course:1', version, mark: null },
    ...{ deletes: version === GONE, status: 200, began: at - 10, ended: at, ...more },
  };
}

function read(version: number, at: number, more: Partial<ReadRecord> = {}): ReadRecord {
  return {
    ...{ kind: 'read', client: 'reader', instance: 0, object: 'course:1', via: 'course', version },
    ...{ mark: null, stale: false, atLeast: null, torn: false, began: at, ended: at + 5, ...more },
  };
}

function judge(...records: (WriteRecord | ReadRecord)[]) {
  const history = new History();
  for (const record of records) history.add(record);
  return check(history, PROMISE_MS);
}

const rulesOf = (...records: (WriteRecord | ReadRecord)[]): Rule[] =>
  judge(...records).violations.map(({ rule }) => rule);

describe('the checker of the chaos', () => {
  it('allows a read to miss what was acknowledged within the promise, and says by how much', () => {
    const { violations, staleness } = judge(write(1, 0), write(2, 500), read(1, 1_400));
    expect(violations).toEqual([]);
    expect(staleness.max).toBe(900);
  });

  it('finds an unlabelled read that misses an older write', () => {
    expect(rulesOf(write(1, 0), write(2, 500), write(3, 1_400), read(1, 1_501))).toEqual(['promise']);
  });

  it('allows that to one that is labelled stale', () => {
    expect(rulesOf(write(1, 0), write(2, 500), read(1, 5_000, { stale: true }))).toEqual([]);
  });

  it('expects nothing of a write that was never acknowledged', () => {
    expect(rulesOf(write(1, 0), write(null, 500), read(1, 5_000), read(2, 5_000))).toEqual([]);
  });

  it('finds a deleted document that is seen again', () => {
    expect(rulesOf(write(1, 0), write(GONE, 500), read(1, 5_000))).toEqual(['promise', 'resurrected']);
  });

  it('finds a document that is not there though nobody deleted it', () => {
    expect(rulesOf(write(1, 0), read(NOT_FOUND, 5_000))).toEqual(['promise']);
  });

  it('takes "not found" for the end once a deletion was asked for', () => {
    expect(rulesOf(write(1, 0), write(null, 500, { deletes: true }), read(NOT_FOUND, 5_000))).toEqual([]);
  });

  it('finds a client with tokens that does not see its own write, however new', () => {
    expect(rulesOf(write(1, 0), write(2, 500), read(1, 501, { atLeast: 2 }))).toEqual(['token']);
  });

  it('finds a client with tokens that sees again what it had seen gone', () => {
    const gone = read(NOT_FOUND, 510, { atLeast: NOT_FOUND });
    expect(rulesOf(write(1, 0), write(GONE, 500), gone, read(1, 520, { atLeast: NOT_FOUND }))).toEqual([
      'token',
    ]);
  });

  it('allows analytics to be labelled, and no older than they may be', () => {
    const soft = (version: number, at: number) =>
      read(version, at, { object: 'folded:1', via: 'analytics', stale: true });
    const counted = [0, 1, 2].map((version) => write(version, version * 500, { object: 'folded:1' }));
    const { violations, staleReads, softReads } = judge(...counted, soft(1, 5_990));
    expect([violations, staleReads, softReads]).toEqual([[], 0, 1]);
    expect(rulesOf(...counted, soft(1, 6_001))).toEqual(['soft']);
    expect(rulesOf(...counted, { ...soft(1, 2_001), stale: false })).toEqual(['promise']);
    expect(judge(...counted, read(2, 2_000, { object: 'folded:1', stale: true })).staleReads).toBe(1);
  });

  it('finds a client with tokens whose count goes back', () => {
    const counted = (version: number, at: number) =>
      read(version, at, { object: 'taught:1', via: 'analytics', atLeast: NOT_FOUND });
    const writes = [0, 1, 2].map((version) => write(version, version * 500, { object: 'taught:1' }));
    expect(rulesOf(...writes, counted(2, 1_001), counted(1, 1_100))).toEqual(['token']);
  });

  it('finds half a transaction, a document that nobody wrote, and a version with another title', () => {
    expect(rulesOf(write(1, 0), read(1, 5, { torn: true }))).toEqual(['half']);
    expect(rulesOf(read(1, 5))).toEqual(['invented']);
    expect(rulesOf(write(1, 0, { mark: 'first' }), read(1, 5, { mark: 'other' }))).toEqual(['torn']);
  });
});
