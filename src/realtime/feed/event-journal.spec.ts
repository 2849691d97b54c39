import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LessonCompletion } from '../log/lesson-completion.js';
import { PLATFORM } from './channel.js';
import { EventJournal } from './event-journal.js';

const at = (time: number, index = 0) => ({ time, index });

function event(time: number, index: number, courseId = 'course'): LessonCompletion {
  const id = at(time, index);
  return { id, courseId, userId: 'user', lessonId: 'lesson', progressPercent: 50, completedAt: '' };
}

describe('EventJournal', () => {
  let journal: EventJournal;
  const idsAfter = (time: number, index = 0, channel = PLATFORM, limit = 10) =>
    journal.after(at(time, index), channel, limit).map(({ id }) => `${id.time}.${id.index}`);

  beforeEach(() => {
    journal = new EventJournal(4);
    journal.restart(at(10));
  });

  it('gives what comes after an id, of one channel or of all, so many at most', () => {
    for (const each of [event(11, 1), event(11, 2, 'other'), event(12, 1)]) journal.append(each);
    expect(idsAfter(10)).toEqual(['11.1', '11.2', '12.1']);
    expect(idsAfter(11, 1)).toEqual(['11.2', '12.1']);
    expect(idsAfter(10, 0, 'course')).toEqual(['11.1', '12.1']);
    expect(idsAfter(10, 0, PLATFORM, 2)).toEqual(['11.1', '11.2']);
    expect(idsAfter(12, 1)).toEqual([]);
  });

  it('takes nothing twice, when a stream that is opened again brings it once more', () => {
    expect(journal.append(event(11, 1))).toBe(true);
    expect(journal.append(event(11, 1))).toBe(false);
    expect(journal.append(event(11, 2))).toBe(true);
    expect(idsAfter(10)).toEqual(['11.1', '11.2']);
  });

  it('says from where on it has everything, once the oldest made room', () => {
    for (let time = 11; time <= 16; time += 1) journal.append(event(time, 1));
    expect(idsAfter(12, 1)).toEqual(['13.1', '14.1', '15.1', '16.1']);
    expect(idsAfter(14, 1)).toEqual(['15.1', '16.1']);
    expect(journal.covers(at(12, 1))).toBe(true);
    expect(journal.covers(at(12, 0))).toBe(false);
  });

  it('knows how far it is though nothing happens', () => {
    journal.reach(at(20));
    expect(journal.position).toEqual(at(20));
    journal.reach(at(15));
    expect(journal.position).toEqual(at(20));
    expect(journal.append(event(20, 1))).toBe(true);
  });

  it('forgets everything when it is started anew', () => {
    journal.append(event(11, 1));
    journal.restart(at(30));
    expect(idsAfter(10)).toEqual([]);
    expect(journal.covers(at(11, 1))).toBe(false);
    expect(journal.covers(at(30))).toBe(true);
  });
});
