import { formatEventId, type EventId } from '../log/event-id.js';
import type { LessonCompletion } from '../log/lesson-completion.js';
import { presentEvent } from '../realtime.presenter.js';

/*
 * The text of an event stream: WHATWG HTML, 9.2 Server-sent events. A block with an id and no data is no event
 * to the client, but moves its Last-Event-ID on.
 */

/** The client comes back after this long when a stream ends, in milliseconds: a leaving instance is gone by then. */
const RETRY_MS = 2_000;

/** What a stream begins with: from here on the client can resume, even before its first event. */
export function frameStart(id: EventId): string {
  return `retry: ${RETRY_MS}\nid: ${formatEventId(id)}\n\n`;
}

export function frameEvent(event: LessonCompletion, channel: string): string {
  const told = presentEvent(event, channel);
  return `event: ${told.event}\nid: ${formatEventId(event.id)}\ndata: ${JSON.stringify(told.data)}\n\n`;
}

/** Keeps the connection from looking idle, and the client's id from growing old. */
export function frameHeartbeat(id: EventId): string {
  return `: heartbeat\nid: ${formatEventId(id)}\n\n`;
}

/** What came after the client's last id is no longer known: it should read its figures anew. */
export function frameReset(id: EventId): string {
  return `event: reset\nid: ${formatEventId(id)}\ndata: {}\n\n`;
}
