import { compareEventIds, type EventId } from '../log/event-id.js';
import type { LessonCompletion } from '../log/lesson-completion.js';
import { isOnChannel } from './channel.js';

/**
 * The latest events in the order of commits, in a ring of fixed size: what listeners read from, each at its
 * own place, so that none needs a queue. Holds everything after `start` up to `position`.
 */
export class EventJournal {
  private readonly ring: LessonCompletion[] = [];
  /** Place of the oldest event in `ring`. */
  private first = 0;
  private from: EventId = { time: 0, index: 0 };
  private to: EventId = { time: 0, index: 0 };

  /** @param capacity events held at most; the oldest make room. */
  constructor(private readonly capacity: number) {}

  get start(): EventId {
    return this.from;
  }

  get position(): EventId {
    return this.to;
  }

  /** Forgets everything: what follows is complete from `id` on. */
  restart(id: EventId): void {
    this.ring.length = 0;
    this.first = 0;
    this.from = id;
    this.to = id;
  }

  /** Returns whether it was new: a stream that is opened again brings some events once more. */
  append(event: LessonCompletion): boolean {
    if (compareEventIds(event.id, this.to) <= 0) return false;
    this.to = event.id;
    if (this.ring.length < this.capacity) {
      this.ring.push(event);
      return true;
    }
    this.from = this.at(0).id;
    this.ring[this.first] = event;
    this.first = (this.first + 1) % this.capacity;
    return true;
  }

  /** Everything before `id` has been appended. */
  reach(id: EventId): void {
    if (compareEventIds(id, this.to) > 0) this.to = id;
  }

  /** Whether everything after `id` is here. */
  covers(id: EventId): boolean {
    return compareEventIds(id, this.from) >= 0;
  }

  /** The next `limit` events of a channel after `id`; fewer means that there are no more. */
  after(id: EventId, channel: string, limit: number): LessonCompletion[] {
    const found: LessonCompletion[] = [];
    for (let place = this.placeAfter(id); place < this.ring.length && found.length < limit; place += 1) {
      const event = this.at(place);
      if (isOnChannel(event, channel)) found.push(event);
    }
    return found;
  }

  /** By halving: the ring is in order. */
  private placeAfter(id: EventId): number {
    let [low, high] = [0, this.ring.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareEventIds(this.at(middle).id, id) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param place counted from the oldest */
  private at(place: number): LessonCompletion {
    const event = this.ring[(this.first + place) % this.ring.length];
    if (!event) throw new RangeError(`journal: nothing at ${place}`);
    return event;
  }
}
